import { type Clock, sleep } from './clock.ts';

/** Pauses that somebody can cut short: a person who will not wait, or a computer that wakes up. */
export class Wake {
  readonly #clock: Clock;
  #controller = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves after `delayMs` or at the next call of `now()`; rejects with the signal's reason when that aborts. */
  async pause(delayMs: number, signal: AbortSignal): Promise<void> {
    const wake = this.#controller.signal;
    try {
      await sleep(this.#clock, delayMs, AbortSignal.any([signal, wake]));
    } catch (error) {
      signal.throwIfAborted();
      if (!wake.aborted) throw error;
    }
  }

  now(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}
