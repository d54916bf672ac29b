import type { BrowserWindow } from 'electron';

/** A desktop that gives no focus is not waited for. */
const PATIENCE_MS = 1000;

/** Resolves once the window has the focus, without which Wayland lets nobody read the clipboard; or after a second. */
export function whenFocused(window: BrowserWindow | null): Promise<void> {
  if (window === null || window.isFocused()) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    window.once('focus', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
