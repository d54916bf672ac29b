import { CallError } from '../files-api/call-error.ts';
import type { FilesApi } from '../files-api/client.ts';
import type { WaitMessage } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';
import { MAX_ATTEMPTS, retryPauseMs } from '../util/retry-pauses.ts';
import { Failure, failureOf } from './failure.ts';
import type { JobContext } from './job-context.ts';

/** Counts the failures of one upload's steps, and pauses after each. */
export class Attempts {
  readonly #context: Pick<
    JobContext,
    'call' | 'clock' | 'pause' | 'random' | 'reportProgress' | 'showRetry' | 'signal'
  >;
  /** Counts attempts to send until the bytes have arrived; a new URL does not restart the count. */
  #sendFailures = 0;

  constructor(context: JobContext) {
    this.#context = context;
  }

  /** The bytes have arrived: if they have to be sent once more, the count starts again. */
  markSent(): void {
    this.#sendFailures = 0;
  }

  /** Whether half of the attempts to send have just been used. */
  get isHalfWay(): boolean {
    return this.#sendFailures === MAX_ATTEMPTS / 2;
  }

  /** Makes a call, again after a pause where its failure passes. Rejects with a CallError that the caller has to judge. */
  async call<T>(priority: 'sign' | 'status', call: (api: FilesApi) => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        const answer = await this.#context.call(priority, call);
        this.#context.showRetry(null);
        return answer;
      } catch (error) {
        this.#context.signal.throwIfAborted();
        if (!(error instanceof CallError)) throw error;
        const { action } = error;
        // These have a meaning for a status only; a refused signature is a server in trouble.
        const passes = priority === 'sign' && (action.type === 'not-there' || action.type === 'ask-again');
        if (action.type === 'retry') await this.#pause(failures, action.otherwise, error.userMessage);
        else if (passes)
          await this.#pause(failures, { code: 'server_error', detail: error.because }, error.userMessage);
        else if (priority === 'sign') throw failureOf(error);
        else throw error;
      }
    }
  }

  /** Pauses after an attempt to send that came to nothing. Rejects with a Failure for `otherwise` if it was the last. */
  async pauseAfter(otherwise: FailureReason, message: WaitMessage): Promise<void> {
    this.#sendFailures += 1;
    await this.#pause(this.#sendFailures, otherwise, message);
  }

  async #pause(failures: number, otherwise: FailureReason, message: WaitMessage): Promise<void> {
    if (failures >= MAX_ATTEMPTS) throw new Failure(otherwise);
    const pauseMs = retryPauseMs(failures, this.#context.random());
    this.#context.reportProgress(0);
    this.#context.showRetry({ atMs: this.#context.clock.now() + pauseMs, attempt: failures + 1, message });
    await this.#context.pause(pauseMs);
    this.#context.showRetry(null);
  }
}
