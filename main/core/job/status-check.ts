import { CallError } from '../files-api/call-error.ts';
import type { FileStatus } from '../files-api/file-status.ts';
import { NOT_THERE_ASKS, NOT_THERE_PAUSE_MS } from '../rate-limit/poll-intervals.ts';
import { processingTimeMs } from '../rate-limit/processing-times.ts';
import type { Attempts } from './attempts.ts';
import { failureOf } from './failure.ts';
import type { JobContext } from './job-context.ts';

/** Asks the server for the status of files. */
export class StatusCheck {
  readonly #context: JobContext;
  readonly #attempts: Attempts;

  constructor(context: JobContext, attempts: Attempts) {
    this.#context = context;
    this.#attempts = attempts;
  }

  /** The status, or null where the server says several times over, `pauseMs` apart, that it has no such file. */
  async statusIfThere(fileId: string, pauseMs = NOT_THERE_PAUSE_MS): Promise<FileStatus | null> {
    for (let ask = 1; ; ask += 1) {
      try {
        return await this.#attempts.call('status', (api) => api.status(fileId, this.#context.signal));
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (error.action.type === 'ask-again') return { state: 'processing', step: null };
        if (error.action.type !== 'not-there') throw failureOf(error);
        if (ask === NOT_THERE_ASKS) return null;
      }
      await this.#context.pause(pauseMs);
    }
  }

  /** Yields the status of a file that is being processed, each time that it is due; null where the server has lost it. */
  async *poll(fileId: string): AsyncGenerator<FileStatus | null> {
    const { clock, id, patience, polls, signal, times } = this.#context;
    const sinceMs = this.#context.upload.times.sentAtMs ?? clock.now();
    // Measured from here on a monotonic clock: setting the clock forward makes no file old.
    const bornMs = clock.elapsed() - Math.max(0, clock.now() - sinceMs);
    // A job that begins here knows nothing of the time before: it asks soon, and only then shows that the file is stuck.
    let ageMs = 0;
    let wasStuck = false;
    const isStuck = () => ageMs >= patience.budgetMs;
    const show = () => {
      if (isStuck() === wasStuck) return;
      wasStuck = !wasStuck;
      this.#context.showStuck(wasStuck);
    };
    const leave = patience.onChange(show);
    try {
      for (;;) {
        show();
        await polls.wait(id, sinceMs, isStuck, signal);
        const status = await this.statusIfThere(fileId);
        const notYetMs = ageMs;
        ageMs = clock.elapsed() - bornMs;
        if (status !== null) times.note(notYetMs, ageMs, status.state === 'ready');
        if (status?.state === 'ready') times.learn(processingTimeMs(status.processingMs, notYetMs, ageMs));
        yield status;
      }
    } finally {
      leave();
    }
  }

  /** Whether the API responds. While there is no way to it either, this call waits with all others. */
  async isServerThere(): Promise<boolean> {
    try {
      await this.#context.call('status', (api) => api.countFiles(this.#context.signal));
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // Any response will do: the storage is at fault.
      return error.action.type !== 'retry' || error.action.otherwise.code !== 'network_error';
    }
  }
}
