import { CallError } from '../files-api/call-error.ts';
import { type Clock, sleep } from '../util/clock.ts';
import { retryPauseMs } from '../util/retry-pauses.ts';

/** Fewer than for an upload, because a person is waiting for the answer. */
const MAX_ATTEMPTS = 4;

/** Makes a call, and repeats it after a pause if its failure may pass. Rejects as the last attempt did, or with the signal's reason. */
export async function withRetry<T>(
  { clock, random, signal }: { clock: Clock; random: () => number; signal: AbortSignal },
  call: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      const passes = error instanceof CallError && error.action.type === 'retry';
      if (!passes || failures >= MAX_ATTEMPTS) throw error;
      await sleep(clock, retryPauseMs(failures, random()), signal);
    }
  }
}
