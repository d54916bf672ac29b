import type { RateLimitReport } from '../files-api/rate-limit-headers.ts';
import { AdaptiveQuota } from './adaptive-quota.ts';
import type { CallsSoFar } from './call-times.ts';
import type { CallWindows, CountedCall } from './call-windows.ts';
import type { RequestLimits } from './request-limits.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Where the calls of one budget are kept, so that a restart cannot spend it twice. */
export interface WindowJournal {
  /** Calls answered after `sinceMs`, or never. */
  recent(sinceMs: number): readonly { readonly answeredAtMs: number | null }[];
  start(nowMs: number): number;
  end(call: number, nowMs: number): void;
}

/**
 * Both rolling windows, counted so that delay on the way cannot push the server over: a call counts from its
 * start until a whole window after its *answer*. One that a crash left without an answer counts as answered at
 * the restart.
 */
export class RollingWindows implements CallWindows {
  #key: AdaptiveQuota;
  readonly #limits: RequestLimits;
  readonly #journal: WindowJournal;
  readonly #clockSetByMs: () => number;
  /** Times of the responses of the last minute, oldest first. */
  #answeredAtMs: number[];
  #inFlight = 0;
  #kept = 0;

  /**
   * @param limits may change; the calls so far count all the same
   * @param clockSetByMs how far the clock was set on since this was last asked, in ms: calls do not age by that
   */
  constructor(limits: RequestLimits, journal: WindowJournal, nowMs: number, clockSetByMs: () => number) {
    this.#limits = limits;
    this.#key = new AdaptiveQuota(limits);
    this.#journal = journal;
    this.#clockSetByMs = clockSetByMs;
    this.#answeredAtMs = journal
      .recent(nowMs - MINUTE_MS)
      .map(({ answeredAtMs }) => Math.min(answeredAtMs ?? nowMs, nowMs))
      .sort((a, b) => a - b);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Nobody says what others do. */
  readonly others = null;

  start(nowMs: number): CountedCall {
    this.#followClock();
    const call = this.#journal.start(nowMs);
    this.#inFlight += 1;
    return {
      end: (answeredAtMs) => {
        this.#followClock();
        this.#inFlight -= 1;
        this.#answeredAtMs.push(answeredAtMs);
        try {
          this.#journal.end(call, answeredAtMs);
        } catch {
          // Without its answer it counts for longer after a restart, which errs on the safe side.
        }
      },
    };
  }

  minute(nowMs: number): CallsSoFar {
    this.#forget(nowMs);
    const inFlight = new Array<number>(this.#inFlight).fill(nowMs);
    const countedAtMs = [...this.#answeredAtMs, ...inFlight];
    return { limit: this.#key.perMinute(nowMs), windowMs: MINUTE_MS + 1, nowMs, countedAtMs };
  }

  keepOne(): () => void {
    this.#kept += 1;
    return () => {
      this.#kept -= 1;
    };
  }

  freeAtMs(nowMs: number, which: 'common' | 'kept' = 'common'): number {
    const kept = which === 'common' ? this.#kept : 0;
    this.#forget(nowMs);
    const spread = this.#key.spread(nowMs);
    return Math.max(
      this.#freeIn(this.#limits.perSecond - kept, SECOND_MS, nowMs),
      this.#freeIn(this.#key.perMinute(nowMs) - kept, MINUTE_MS, nowMs),
      spread === null ? nowMs : this.#freeIn(spread.limit, spread.windowMs, nowMs),
    );
  }

  /** No place is needed but those of the windows. */
  hasPlace(): boolean {
    return true;
  }

  limitsOpenAtMs(nowMs: number): number {
    return this.freeAtMs(nowMs);
  }

  want(): void {}

  /** Takes the whole limits for its own again, whatever the refusals told before. */
  forgetOthers(): void {
    this.#key = new AdaptiveQuota(this.#limits);
  }

  /** @returns the calls of others in this minute, as the server reported; null where it has not */
  reportedOthers(nowMs: number): number | null {
    return this.#key.others(nowMs);
  }

  noteRefusal(nowMs: number): void {
    this.#key.noteRefusal(this.#countedAt(nowMs), nowMs);
  }

  noteReport(report: RateLimitReport, nowMs: number): void {
    this.#key.noteReport(report, this.#countedAt(nowMs), nowMs);
  }

  #countedAt(nowMs: number): number {
    this.#forget(nowMs);
    return this.#answeredAtMs.length + this.#inFlight;
  }

  #freeIn(limit: number, windowMs: number, nowMs: number): number {
    const mayBeAnswered = limit - this.#inFlight - 1;
    if (mayBeAnswered < 0) return Number.POSITIVE_INFINITY;
    // Free as soon as no more than `mayBeAnswered` answers are younger than the window.
    const decisive = this.#answeredAtMs.at(-1 - mayBeAnswered);
    // One more, since the clock's fractions are cut off.
    return decisive === undefined ? nowMs : decisive + windowMs + 1;
  }

  /** Else one set on would look as if all calls were past, and as many could start at once. */
  #followClock(): void {
    const byMs = this.#clockSetByMs();
    if (byMs !== 0) this.#answeredAtMs = this.#answeredAtMs.map((atMs) => atMs + byMs);
  }

  #forget(nowMs: number): void {
    this.#followClock();
    // After the clock was set back, a time to come is as good as now.
    if ((this.#answeredAtMs.at(-1) ?? nowMs) > nowMs) {
      this.#answeredAtMs = this.#answeredAtMs.map((atMs) => Math.min(atMs, nowMs));
    }
    let old = 0;
    while ((this.#answeredAtMs[old] ?? nowMs) < nowMs - MINUTE_MS) old += 1;
    if (old > 0) this.#answeredAtMs = this.#answeredAtMs.slice(old);
  }
}
