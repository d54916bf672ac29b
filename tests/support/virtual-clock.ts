import type { Clock } from '../../main/core/util/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until a test advances it. Timers fire in the order of their time, then of their creation.
 */
export class VirtualClock implements Clock {
  #nowMs: number;
  #setByMs = 0;
  readonly #timers = new Set<Timer>();
  readonly #settle: () => Promise<void>;

  /** @param settled resolves when all that follows from a timer has happened; by default when promises have settled */
  constructor(startMs = 1_700_000_000_000, settled = settle) {
    this.#nowMs = startMs;
    this.#settle = settled;
  }

  now(): number {
    return this.#nowMs + this.#setByMs;
  }

  /** Sets the clock forward or back without time passing. */
  set(byMs: number): void {
    this.#setByMs += byMs;
  }

  elapsed(): number {
    return this.#nowMs;
  }

  /** Whether anybody waits for a time. */
  get awaited(): boolean {
    return this.#timers.size > 0;
  }

  /** How many wait for a time. */
  get timers(): number {
    return this.#timers.size;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Advances by `ms`, fires the timers that are due, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await this.#settle();
    for (let next = this.#next(); next !== null && next.atMs <= untilMs; next = this.#next()) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.callback();
      await this.#settle();
    }
    this.#nowMs = untilMs;
  }

  #next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) if (first === null || timer.atMs < first.atMs) first = timer;
    return first;
  }
}

/** Lets all promises settle that need nothing but other promises. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
