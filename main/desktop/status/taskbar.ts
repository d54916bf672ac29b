import { join } from 'node:path';
import { app, type BrowserWindow, nativeImage } from 'electron';
import type { Overview } from './status.ts';
import type { OverviewFeed } from './status-feed.ts';
import { type TaskbarView, taskbarView } from './taskbar-view.ts';
import type { Words } from '../shell/i18n.ts';

/**
 * Shows on dock and task bar how far the batch is, and how many files need the person.
 * @param options.iconFolder holds the tray's drawn icons
 */
export function setupTaskbar(options: {
  readonly overview: OverviewFeed;
  readonly window: () => BrowserWindow | null;
  readonly words: () => Words;
  readonly iconFolder: string;
}): void {
  const { overview, words, iconFolder } = options;
  let shownOn: BrowserWindow | null = null;
  let shown: TaskbarView = { progress: null, mode: 'normal', needYou: 0 };

  const show = (now: Overview) => {
    const window = options.window();
    const view = taskbarView(now);
    const isNew = window !== shownOn;
    if (window !== null && (isNew || view.progress !== shown.progress || view.mode !== shown.mode)) {
      window.setProgressBar(view.progress ?? -1, { mode: view.progress === null ? 'none' : view.mode });
    }
    if (process.platform === 'win32') {
      if (window !== null && (isNew || view.needYou !== shown.needYou)) showOverlay(window, view.needYou);
    } else if (view.needYou !== shown.needYou) app.setBadgeCount(view.needYou);
    shownOn = window;
    shown = view;
  };

  /** Windows has no numbers on its task bar, but a small picture on the app's own. */
  const showOverlay = (window: BrowserWindow, needYou: number) => {
    const icon = needYou === 0 ? null : nativeImage.createFromPath(join(iconFolder, 'needs-you.ico'));
    window.setOverlayIcon(icon, needYou === 0 ? '' : words()('state.needYou', { count: needYou }));
  };

  overview.follow(show);
  app.on('browser-window-created', (_event, window) => {
    overview.touch();
    // The dock would show the last value for ever: it is the app's, but only a window can set it.
    if (process.platform === 'darwin') window.on('close', () => window.setProgressBar(-1));
  });
}
