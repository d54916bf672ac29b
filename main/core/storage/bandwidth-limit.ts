import type { Clock } from '../util/clock.ts';
import { waitFor } from '../util/wait-for.ts';

/** The burst that may be sent at once, and the lag that may be caught up after a late timer, in ms of bandwidth. */
const PIECE_MS = 100;
const CATCH_UP_MS = 100;

interface Waiting {
  readonly bytes: number;
  readonly go: () => void;
}

const LONGEST_AHEAD_MS = 60_000;

/**
 * Bytes per second for all PUTs together, or none. Pieces go first come first served, and all are equally long, so
 * that each PUT has its share. Within any time t no more goes than the budget of t + 200 ms.
 */
export class BandwidthLimit {
  readonly #clock: Clock;
  readonly #waiting: Waiting[] = [];
  #bytesPerSecond: number | null = null;
  /** Up to then the budget is spent. */
  #spentUntilMs = 0;
  #cancelTimer: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** At once, for those that wait as well; null lifts the limit. */
  change(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
    // Usage at another rate says nothing about this one.
    this.#spentUntilMs = Math.min(this.#spentUntilMs, this.#clock.now());
    this.#drain();
  }

  /** The longest piece to ask for. With eight PUTs each has one within a second, far from what counts as a stall. */
  get pieceBytes(): number {
    const rate = this.#bytesPerSecond;
    return rate === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor((rate * PIECE_MS) / 1000));
  }

  /** Resolves when so many bytes may go; null says: now. Rejects with the signal's reason. */
  take(bytes: number, signal: AbortSignal): Promise<void> | null {
    if (this.#bytesPerSecond === null) return null;
    return waitFor(signal, (go) => {
      const waiting = { bytes, go };
      this.#waiting.push(waiting);
      this.#drain();
      return () => this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    });
  }

  #drain(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const nowMs = this.#clock.now();
    // Nothing is spent for as long ahead: the clock was set back.
    if (this.#spentUntilMs > nowMs + LONGEST_AHEAD_MS) this.#spentUntilMs = nowMs;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#bytesPerSecond !== null) {
        if (this.#spentUntilMs > nowMs) {
          this.#cancelTimer = this.#clock.after(this.#spentUntilMs - nowMs, () => this.#drain());
          return;
        }
        const fromMs = Math.max(this.#spentUntilMs, nowMs - CATCH_UP_MS);
        this.#spentUntilMs = fromMs + (next.bytes / this.#bytesPerSecond) * 1000;
      }
      this.#waiting.shift();
      next.go();
    }
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/**
 * Reads a rate as curl's `--limit-rate` takes it: bytes per second, or with K, M or G (powers of 1024).
 * @returns null for 0, which is no limit, and undefined where it is no rate
 */
export function parseRate(text: string): number | null | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([KMG]?)$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * (UNITS[unit?.toUpperCase() ?? ''] ?? Number.NaN);
  if (Number.isNaN(bytes) || (bytes > 0 && bytes < 1)) return undefined;
  return bytes === 0 ? null : bytes;
}
