/** How many calls one API key may make: the Files API counts both windows at once. */
export interface RequestLimits {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** The API's documented limits. */
export const DOCUMENTED_LIMITS: RequestLimits = { perSecond: 60, perMinute: 180 };

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** A call that is under way and counts. */
export interface CountedCall {
  answered(nowMs: number): void;
}

/** Where the calls of one budget are kept, so that a restart cannot spend it twice. */
export interface BudgetJournal {
  /** Calls answered after `sinceMs`, or never. */
  recent(sinceMs: number): readonly { readonly answeredAtMs: number | null }[];
  started(nowMs: number): number;
  answered(call: number, nowMs: number): void;
}

/**
 * Both rolling windows, counted so that delay on the way cannot push the server over: a call counts from its
 * start until a whole window after its *answer*. One that a crash left without an answer counts as answered at
 * the restart.
 */
export class RequestWindows {
  readonly #limits: RequestLimits;
  readonly #journal: BudgetJournal;
  /** Times of the answers of the last minute, oldest first. */
  #answeredAtMs: number[];
  #inFlight = 0;

  constructor(limits: RequestLimits, journal: BudgetJournal, nowMs: number) {
    this.#limits = limits;
    this.#journal = journal;
    this.#answeredAtMs = journal
      .recent(nowMs - MINUTE_MS)
      // After the clock was set back, a time to come is as good as now.
      .map(({ answeredAtMs }) => Math.min(answeredAtMs ?? nowMs, nowMs))
      .sort((a, b) => a - b);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** @throws where it cannot be kept; then it does not count, and must not be made */
  started(nowMs: number): CountedCall {
    const call = this.#journal.started(nowMs);
    this.#inFlight += 1;
    return {
      answered: (answeredAtMs) => {
        this.#inFlight -= 1;
        this.#answeredAtMs.push(answeredAtMs);
        try {
          this.#journal.answered(call, answeredAtMs);
        } catch {
          // Without its answer it counts for longer after a restart, which errs on the safe side.
        }
      },
    };
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
    // One more, since the clock's fractions are cut off.
    return decisive === undefined ? nowMs : decisive + windowMs + 1;
  }

  #forget(nowMs: number): void {
    let old = 0;
    while ((this.#answeredAtMs[old] ?? nowMs) < nowMs - MINUTE_MS) old += 1;
    if (old > 0) this.#answeredAtMs = this.#answeredAtMs.slice(old);
  }
}
