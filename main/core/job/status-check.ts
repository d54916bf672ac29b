import { CallError } from '../files-api/call-error.ts';
import type { FileStatus } from '../files-api/file-status.ts';
import { NOT_THERE_ASKS, NOT_THERE_PAUSE_MS } from '../rate-limit/poll-intervals.ts';
import type { Attempts } from './attempts.ts';
import { Failure, failureOf } from './failure.ts';
import type { JobContext } from './job-context.ts';

/** Asks the server what it knows of a file. */
export class StatusCheck {
  readonly #context: Pick<
    JobContext,
    'clock' | 'id' | 'pause' | 'polls' | 'processingBudgetMs' | 'signal' | 'withoutSlot'
  >;
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

  /** One call says so as a rule; a server that is at the file again is waited for, instead of sending it once more. */
  async stillReady(fileId: string): Promise<boolean> {
    const { clock, id, polls, signal } = this.#context;
    const [sinceMs, beganMs] = [clock.now(), clock.elapsed()];
    for (;;) {
      const status = await this.#statusOfOther(fileId);
      if (status?.state !== 'processing') return status?.state === 'ready';
      if (clock.elapsed() - beganMs >= this.#context.processingBudgetMs) return false;
      await this.#context.withoutSlot(() => polls.wait(id, sinceMs, false, signal));
    }
  }

  /** The status of an earlier upload's file; null where it is gone or out of bounds, which is no failure of this one. */
  async #statusOfOther(fileId: string): Promise<FileStatus | null> {
    try {
      return await this.statusIfThere(fileId);
    } catch (error) {
      if (error instanceof Failure && error.reason.code === 'access_forbidden') return null;
      throw error;
    }
  }
}
