import { Failure, failureOf } from './failure.ts';
import type { FilesApi } from './files-api/client.ts';
import { CallError } from './files-api/errors.ts';
import type { Priority } from './pacer.ts';
import type { FailureReason } from './reasons.ts';
import { MAX_ATTEMPTS, retryPauseMs } from './retry.ts';
import type { RunPorts } from './run-ports.ts';

/** Counts the failures in a row of one upload's steps, and pauses after each. */
export class Attempts {
  readonly #ports: Pick<RunPorts, 'call' | 'clock' | 'pause' | 'progress' | 'random' | 'retrying' | 'signal'>;
  #failures = 0;

  constructor(ports: RunPorts) {
    this.#ports = ports;
  }

  /** Progress: the count starts again. */
  reset(): void {
    this.#failures = 0;
  }

  /** Makes a call, again after a pause where its failure passes. Rejects with a CallError that the caller has to judge. */
  async call<T>(priority: Priority, call: (api: FilesApi) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const answer = await this.#ports.call(priority, call);
        this.#failures = 0;
        this.#ports.retrying(null);
        return answer;
      } catch (error) {
        this.#ports.signal.throwIfAborted();
        if (!(error instanceof CallError)) throw error;
        const { meaning } = error;
        // These have a meaning for a status only; a refused signature is a server in trouble.
        const passes = priority === 'sign' && (meaning.do === 'not-there' || meaning.do === 'ask-again');
        if (meaning.do === 'retry') await this.pauseAfter(meaning.otherwise, error.message);
        else if (passes)
          await this.pauseAfter({ code: 'server_error', detail: error.message }, error.message);
        else if (priority === 'sign') throw failureOf(error);
        else throw error;
      }
    }
  }

  async pauseAfter(otherwise: FailureReason, message: string): Promise<void> {
    this.#failures += 1;
    if (this.#failures >= MAX_ATTEMPTS) throw new Failure(otherwise);
    const pauseMs = retryPauseMs(this.#failures, this.#ports.random());
    this.#ports.progress(0);
    this.#ports.retrying({ atMs: this.#ports.clock.now() + pauseMs, attempt: this.#failures + 1, message });
    await this.#ports.pause(pauseMs);
    this.#ports.retrying(null);
  }
}
