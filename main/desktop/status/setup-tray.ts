import { addNamed } from '../add/add-files.ts';
import type { StatusFeed } from './status-feed.ts';
import { performTrayAction, type TrayActionHandlers } from './tray-actions.ts';
import { TrayIcon } from './tray-icon.ts';
import { trayView } from './tray-view.ts';

/**
 * Puts Hoist's icon into the tray; whether the desktop shows any is another matter (see `tray-host.ts`).
 * @param options.iconFolder holds the drawn icons
 * @returns whether it is there
 */
export function setupTray(options: TrayActionHandlers & { iconFolder: string; status: StatusFeed }): boolean {
  const { iconFolder, status, words, engine, preferences, log } = options;
  const viewOf = (now = status.now) => trayView(now, words(), process.platform);
  try {
    const icon = new TrayIcon({
      iconFolder,
      view: viewOf(),
      wanted: (wish) => performTrayAction(wish, options),
      dropped: (paths) => void addNamed(engine, paths, preferences.now.retention),
    });
    status.follow((now) => icon.show(viewOf(now)));
    return true;
  } catch (error) {
    // Everything can be done in the window as well, and closing it then leaves it in reach.
    log.error('the tray', error);
    return false;
  }
}
