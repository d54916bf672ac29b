import { join } from 'node:path';
import { addNamed } from '../add/add-files.ts';
import type { StatusFeed } from './status-feed.ts';
import { performTrayAction, type TrayActionHandlers } from './tray-actions.ts';
import { TrayIcon } from './tray-icon.ts';
import { ICON_FOLDER } from './tray-image.ts';
import { trayView } from './tray-view.ts';

/**
 * Puts Hoist's icon into the tray. Whether the desktop shows it is another matter (see `shell/tray-support.ts`).
 * @param options.outFolder holds what was built, with the drawn icons
 * @returns whether the icon is there
 */
export function setupTray(options: TrayActionHandlers & { outFolder: string; status: StatusFeed }): boolean {
  const { outFolder, status, translations, engine, preferences, closeBehavior, log } = options;
  const viewOf = (now = status.now) => trayView(now, translations(), process.platform);
  try {
    const icon = new TrayIcon({
      iconFolder: join(outFolder, ...ICON_FOLDER),
      view: viewOf(),
      perform: (action) => performTrayAction(action, options),
      dropped: (paths) => void addNamed(engine, paths, preferences.now.retention),
    });
    status.subscribe((now) => icon.show(viewOf(now)));
    closeBehavior.trayIsThere();
    return true;
  } catch (error) {
    // The window can do everything as well, and then stays in reach when it is closed.
    log.error('the tray', error);
    return false;
  }
}
