import { app, powerMonitor } from 'electron';
import type { Log } from '../shell/log.ts';

/** The longest time that closing connections may delay quitting. */
const GRACE_MS = 3000;

/**
 * Lets Hoist end in order, whoever wants it: a person, a log-out, a shutdown, a signal. Nobody is asked anything here,
 * because all that is unfinished is on disk and continues at the next start.
 */
export class Quit {
  readonly #log: Pick<Log, 'info' | 'error'>;
  readonly #closers: (() => void | Promise<void>)[] = [];
  readonly #sessionListeners: (() => void)[] = [];
  #state: 'running' | 'closing' | 'closed' = 'running';

  constructor(log: Pick<Log, 'info' | 'error'>) {
    this.#log = log;
    // Without a listener Electron quits with the last window.
    app.on('window-all-closed', () => undefined);
    powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
      // The system waits a moment, so that Hoist can close in order.
      event?.preventDefault();
      this.#endWithSession();
    });
    app.on('browser-window-created', (_event, window) => {
      // Windows only; elsewhere these never come.
      window.on('session-end', () => this.#endWithSession());
    });
    app.on('will-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      // A second request waits for the same end.
      if (this.#state === 'running') this.#close();
    });
  }

  /** Whether Hoist is quitting, so that new requests are for the next start. */
  get isQuitting(): boolean {
    return this.#state !== 'running';
  }

  /**
   * Calls `close` before the process ends, in the reverse order of these calls; at once if Hoist is quitting already.
   */
  onClose(close: () => void | Promise<void>): void {
    if (this.#state === 'running') this.#closers.push(close);
    else void this.#run(close);
  }

  /** Calls `listener` when the system logs the person out or shuts down, before Hoist quits for it. */
  onSessionEnd(listener: () => void): void {
    this.#sessionListeners.push(listener);
  }

  #endWithSession(): void {
    for (const listener of this.#sessionListeners) listener();
    app.quit();
  }

  #close(): void {
    this.#state = 'closing';
    const grace = new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    Promise.race([this.#closeAll(), grace]).finally(() => {
      this.#state = 'closed';
      app.quit();
    });
  }

  async #closeAll(): Promise<void> {
    for (const close of this.#closers.toReversed()) {
      const closed = this.#run(close);
      // Synchronous ones close in one turn of the event loop.
      if (closed !== undefined) await closed;
    }
    this.#log.info('quit');
  }

  /** A failure is logged, and keeps nothing else from closing. */
  #run(close: () => void | Promise<void>): Promise<void> | undefined {
    const fail = (error: unknown) => this.#log.error('quitting', error);
    try {
      return close()?.catch(fail);
    } catch (error) {
      fail(error);
      return undefined;
    }
  }
}
