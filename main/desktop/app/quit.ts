import { app, powerMonitor } from 'electron';
import type { Log } from '../shell/log.ts';

/** How long the end of connections may hold up quitting. */
const GRACE_MS = 3000;

/**
 * Lets Hoist end in order, whoever wants it: a person, a log-out, a shutdown, a signal. Nobody is asked anything here,
 * for all that is unfinished is on disk and goes on at the next start.
 * @param options.letGo the window must not hold on to its life any longer
 * @param options.close runs once before the process ends
 * @returns whether Hoist is on its way out, so that whatever is asked of it now is for the next start
 */
export function setupQuit(options: {
  readonly letGo: () => void;
  readonly close: () => Promise<void>;
  readonly log: Pick<Log, 'info' | 'error'>;
}): () => boolean {
  const { letGo, close, log } = options;
  let state: 'running' | 'closing' | 'closed' = 'running';
  // Without a listener Electron quits with the last window. What closing it means is decided where it is closed.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', letGo);
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    // The system waits a moment, so that the end is one in order.
    event?.preventDefault();
    app.quit();
  });
  app.on('browser-window-created', (_event, window) => {
    // Windows only; elsewhere these never come.
    window.on('session-end', () => app.quit());
  });
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    // Who presses twice, or quits while the system shuts down, waits for the same end.
    if (state === 'closing') return;
    state = 'closing';
    const grace = new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    const ended = close().then(
      () => log.info('quit'),
      (error) => log.error('quitting', error),
    );
    Promise.race([ended, grace]).finally(() => {
      state = 'closed';
      app.quit();
    });
  });
  return () => state !== 'running';
}
