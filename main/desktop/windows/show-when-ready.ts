import type { BrowserWindow } from 'electron';

/** After this time without either event, the window is shown as it is. */
const PATIENCE_MS = 2000;

/**
 * Calls `show` once, as soon as the window has something to show.
 *
 * `ready-to-show` alone is not enough: on Wayland it may never come for a window that is not shown yet
 * (electron/electron#48859), and then nobody would ever see it.
 * @param window was made with `show: false`; `show` is not called once it is destroyed
 */
export function showWhenReady(
  window: Pick<BrowserWindow, 'once' | 'isDestroyed'> & {
    readonly webContents: Pick<BrowserWindow['webContents'], 'once'>;
  },
  show: () => void,
): void {
  let isShown = false;
  const showOnce = () => {
    clearTimeout(timer);
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    show();
  };
  const timer = setTimeout(showOnce, PATIENCE_MS);
  window.once('ready-to-show', showOnce);
  window.webContents.once('did-finish-load', showOnce);
  window.once('closed', () => clearTimeout(timer));
}
