import type { Clock } from '../../../main/core/util/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

export const START_MS = 1_700_000_000_000;

/** The time of a model run. It jumps from timer to timer; those of the same moment fire in the order of their making. */
export class Timeline implements Clock {
  #nowMs = START_MS;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  elapsed(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + Math.max(0, Math.ceil(delayMs)), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Fires the next timer that is due by `untilMs` and lets promises settle; answers whether there was one. */
  async step(untilMs: number): Promise<boolean> {
    let next: Timer | null = null;
    for (const timer of this.#timers) if (next === null || timer.atMs < next.atMs) next = timer;
    if (next === null || next.atMs > untilMs) {
      if (untilMs !== Number.POSITIVE_INFINITY) this.#nowMs = Math.max(this.#nowMs, untilMs);
      return false;
    }
    this.#timers.delete(next);
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.callback();
    await settle();
    return true;
  }
}

/** Lets all promises settle that need nothing but other promises. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
