import { join } from 'node:path';
import { app, type BrowserWindow, nativeImage } from 'electron';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow } from '../shell/ipc.ts';
import type { AppStatus } from './status.ts';
import type { StatusFeed } from './status-feed.ts';
import { type TaskbarView, taskbarView } from './taskbar-view.ts';
import { ICON_FOLDER } from './tray-image.ts';

/**
 * Shows the progress of the batch and the number of failed files on dock and task bar.
 * @param options.outFolder holds what was built, with the tray's icons
 * @param platform the system that Hoist runs on
 */
export function setupTaskbar(
  options: {
    readonly status: Pick<StatusFeed, 'subscribe' | 'touch'>;
    readonly mainWindow: HoistWindow;
    readonly translations: () => Translations;
    readonly outFolder: string;
  },
  platform: NodeJS.Platform = process.platform,
): void {
  const { status, translations } = options;
  const iconFolder = join(options.outFolder, ...ICON_FOLDER);
  let shownOn: BrowserWindow | null = null;
  let shown: TaskbarView = { progress: null, mode: 'normal', needCount: 0 };

  const show = (now: AppStatus) => {
    const window = options.mainWindow.current;
    const view = taskbarView(now);
    const isNew = window !== shownOn;
    if (window !== null && (isNew || view.progress !== shown.progress || view.mode !== shown.mode)) {
      window.setProgressBar(view.progress ?? -1, { mode: view.progress === null ? 'none' : view.mode });
    }
    if (platform === 'win32') {
      if (window !== null && (isNew || view.needCount !== shown.needCount))
        showOverlay(window, view.needCount);
    } else if (view.needCount !== shown.needCount) app.setBadgeCount(view.needCount);
    shownOn = window;
    shown = view;
  };

  /** Windows shows no numbers on its task bar, but an overlay on the app's icon. */
  const showOverlay = (window: BrowserWindow, needCount: number) => {
    const icon = needCount === 0 ? null : nativeImage.createFromPath(join(iconFolder, 'needs-you.ico'));
    window.setOverlayIcon(
      icon,
      needCount === 0 ? '' : translations()('state.failedCount', { count: needCount }),
    );
  };

  status.subscribe(show);
  app.on('browser-window-created', (_event, window) => {
    status.touch();
    // The dock shows the app's last value for ever, but only a window can set it.
    if (platform === 'darwin') window.on('close', () => window.setProgressBar(-1));
    // Windows makes a new button for a window that was hidden, without progress and overlay, and takes neither before there is
    // a button (`ITaskbarList3::SetOverlayIcon`).
    if (platform === 'win32') {
      window.on('show', () => {
        shownOn = null;
        status.touch();
      });
    }
  });
}
