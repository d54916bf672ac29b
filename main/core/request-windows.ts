/** How many calls one API key may make: the Files API counts both windows at once. */
export interface RequestLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** The API's documented limits. */
export const DOCUMENTED_LIMITS: RequestLimits = { perSecond: 60, perMinute: 180 };

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * Both rolling windows, counted so that delay on the way cannot push the server over: a call counts from its
 * start until a whole window after its *answer*.
 */
export class RequestWindows {
  readonly #limits: RequestLimits;
  /** Times of the answers of the last minute, oldest first. */
  #answeredAtMs: number[] = [];
  #inFlight = 0;

  constructor(limits: RequestLimits) {
    this.#limits = limits;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  started(): void {
    this.#inFlight += 1;
  }

  answered(nowMs: number): void {
    this.#inFlight -= 1;
    this.#answeredAtMs.push(nowMs);
  }

  /** From when a call may start: `nowMs` or earlier for now, Infinity for not before one in flight is answered. */
  freeAtMs(nowMs: number): number {
    this.#forget(nowMs);
    return Math.max(
      this.#freeIn(this.#limits.perSecond, SECOND_MS, nowMs),
      this.#freeIn(this.#limits.perMinute, MINUTE_MS, nowMs),
    );
  }

  #freeIn(limit: number, windowMs: number, nowMs: number): number {
    const mayBeAnswered = limit - this.#inFlight - 1;
    if (mayBeAnswered < 0) return Number.POSITIVE_INFINITY;
    // Free as soon as no more than `mayBeAnswered` answers are younger than the window.
    const decisive = this.#answeredAtMs.at(-1 - mayBeAnswered);
    return decisive === undefined ? nowMs : decisive + windowMs;
  }

  #forget(nowMs: number): void {
    let old = 0;
    while ((this.#answeredAtMs[old] ?? nowMs) <= nowMs - MINUTE_MS) old += 1;
    if (old > 0) this.#answeredAtMs = this.#answeredAtMs.slice(old);
  }
}
