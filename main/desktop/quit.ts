import { app } from 'electron';

/** How long the end of connections may hold up quitting. */
const GRACE_MS = 3000;

/** Quits with the last window, except on macOS, and runs `close` before the process ends. */
export function setupQuit(close: () => Promise<void>): void {
  let closed = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const grace = new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    Promise.race([close(), grace]).finally(() => {
      closed = true;
      app.quit();
    });
  });
}
