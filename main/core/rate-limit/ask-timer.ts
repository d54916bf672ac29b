import type { Clock } from '../util/clock.ts';

interface AskTimerOptions {
  readonly clock: Clock;
  /** Makes one request. It resolves to what learns from the answer, and does not reject; null where nobody can be asked. */
  readonly ask: () => Promise<() => void> | null;
  /** By when the next request has to be made, whatever was asked for, by the clock that nobody sets; Infinity for never. */
  readonly dueAtMs: () => number;
}

/** Makes one request at a time to the quota server, and the next one when it is due. */
export class AskTimer {
  readonly #options: AskTimerOptions;
  #isAsking = false;
  #isAskingSoon = false;
  #againAtMs = Number.POSITIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: AskTimerOptions) {
    this.#options = options;
  }

  /** When the latest request was made, by the clock that nobody sets. */
  get askedAtMs(): number {
    return this.#askedAtMs;
  }

  /** Settles when the latest request has ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** The next request is made within `ms`, once the timer is set. */
  againWithin(ms: number): void {
    this.#againAtMs = Math.min(this.#againAtMs, this.#options.clock.elapsed() + ms);
  }

  /** Asks once the caller has said all that it wants. */
  askSoon(): void {
    if (this.#isAskingSoon) return;
    this.#isAskingSoon = true;
    queueMicrotask(() => {
      this.#isAskingSoon = false;
      if (this.#isAsking) this.againWithin(0);
      else void this.ask();
    });
  }

  ask(): Promise<void> {
    this.#ended = this.#askOnce();
    return this.#ended;
  }

  /** Sets the alarm for the next request. */
  set(): void {
    if (this.#isAsking || this.#isAskingSoon) return;
    this.stop();
    const { clock, dueAtMs } = this.#options;
    const atMs = Math.min(this.#againAtMs, dueAtMs());
    if (atMs === Number.POSITIVE_INFINITY) return;
    this.#cancel = clock.after(Math.max(0, Math.ceil(atMs - clock.elapsed())), () => {
      if (!this.#isAsking) void this.ask();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  async #askOnce(): Promise<void> {
    if (this.#isAsking) return;
    this.stop();
    this.#againAtMs = Number.POSITIVE_INFINITY;
    this.#askedAtMs = this.#options.clock.elapsed();
    const asking = this.#options.ask();
    if (asking === null) return;
    this.#isAsking = true;
    const learn = await asking;
    this.#isAsking = false;
    learn();
    this.set();
  }
}
