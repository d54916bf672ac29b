import { addNamed } from '../add/add-files.ts';
import type { OverviewFeed } from './status-feed.ts';
import { TrayIcon } from './tray-icon.ts';
import { trayView } from './tray-view.ts';
import { fulfil, type WishParts } from './tray-actions.ts';

/**
 * Puts Hoist's icon into the tray; whether the desktop shows any is another matter (see `tray-host.ts`).
 * @param options.iconFolder holds the drawn icons
 * @returns whether it is there
 */
export function setupTray(options: WishParts & { iconFolder: string; overview: OverviewFeed }): boolean {
  const { iconFolder, overview, words, engine, preferences, log } = options;
  const viewOf = (now = overview.now) => trayView(now, words(), process.platform);
  try {
    const icon = new TrayIcon({
      ...{ iconFolder, view: viewOf() },
      wanted: (wish) => fulfil(wish, options),
      dropped: (paths) => void addNamed(engine, paths, preferences.now.retention),
    });
    overview.follow((now) => icon.show(viewOf(now)));
    return true;
  } catch (error) {
    // Everything can be done in the window as well, and closing it then leaves it in reach.
    log.error('the tray', error);
    return false;
  }
}
