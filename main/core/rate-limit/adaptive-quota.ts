import type { RateLimitReport } from '../files-api/rate-limit-headers.ts';
import type { RequestLimits } from './request-limits.ts';

/** A 429 below this part of the limit means that the calls of somebody else count, too. */
const ALONE = 0.95;
/**
 * After a refusal the share falls to this part of the calls in use then. An unused part of the old share
 * tells nothing.
 */
const CUT = 0.5;
/** A share is never computed from fewer calls than this. */
const FEW_CALLS = 6;
/** One file a minute, so that nobody starves. */
const FEWEST_CALLS = 2;
/** Refusals within this time after a cut have the same cause, so they cut nothing more. */
const CROWD_MS = 20_000;
const GROW_EVERY_MS = 20_000;
const GROWTH = 1.5;
const CALM_MS = 10 * 60_000;
/** Once a key is known to be shared, the minute's calls are spread over parts of so many ms. */
const SPREAD_MS = 10_000;
const MINUTE_MS = 60_000;

/** How many calls Hoist allows itself of a key that others may use as well. */
export class AdaptiveQuota {
  readonly #limits: RequestLimits;
  /** How many of the minute's calls are ours, as far as the refusals tell; Infinity for all of them. */
  #share = Number.POSITIVE_INFINITY;
  #isSpread = false;
  /** When it last grew, or was kept from growing. */
  #changedAtMs = 0;
  #cutAtMs = Number.NEGATIVE_INFINITY;
  /** The server's own limit and the calls that others have used, as it reports them, until its window starts again. */
  #report = { limit: 0, others: 0, untilMs: 0 };

  /** @param limits may change; a share that refusals have cut stays until it has grown */
  constructor(limits: RequestLimits) {
    this.#limits = limits;
  }

  /** Calls that may count in the last minute. */
  perMinute(nowMs: number): number {
    // If the clock was set back, a time in the future counts as now.
    this.#changedAtMs = Math.min(this.#changedAtMs, nowMs);
    const calmMs = nowMs - this.#changedAtMs;
    const steps = Math.floor(calmMs / GROW_EVERY_MS);
    const limit = this.#limits.perMinute;
    if (this.#share < limit && steps > 0) {
      const grown = Math.max(this.#share + steps, Math.ceil(this.#share * GROWTH ** steps));
      this.#share = grown < limit ? grown : Number.POSITIVE_INFINITY;
      this.#changedAtMs = nowMs;
    } else if (this.#share >= limit && calmMs > CALM_MS) this.#isSpread = false;
    return Math.max(1, Math.min(this.#share, limit) - this.#foreign(nowMs));
  }

  /** A window beside the documented ones that keeps calls from bursting, while that is needed. */
  spread(nowMs: number): { readonly limit: number; readonly windowMs: number } | null {
    if (!this.#isSpread) return null;
    return { limit: Math.ceil((this.perMinute(nowMs) * SPREAD_MS) / MINUTE_MS), windowMs: SPREAD_MS };
  }

  /**
   * Notes a 429. `counted` calls of ours were in the window. The first one stops bursts, later ones halve the
   * share.
   */
  noteRefusal(counted: number, nowMs: number): void {
    if (counted >= ALONE * this.#limits.perMinute) return;
    const used = Math.min(this.perMinute(nowMs), Math.max(counted, FEW_CALLS));
    const isFirst = !this.#isSpread;
    this.#isSpread = true;
    this.#changedAtMs = nowMs;
    // After the clock was set back, a time to come is as good as long ago.
    const sinceMs = nowMs - this.#cutAtMs;
    if (sinceMs >= 0 && sinceMs < CROWD_MS) return;
    this.#cutAtMs = nowMs;
    if (!isFirst)
      this.#share = Math.max(Math.min(FEWEST_CALLS, this.#limits.perMinute), Math.floor(CUT * used));
  }

  /** The server says how much of the minute is left, when `counted` of ours counted. */
  noteReport({ limit, remaining, resetMs }: RateLimitReport, counted: number, nowMs: number): void {
    const others = Math.max(0, limit - remaining - counted);
    this.#report = { limit, others, untilMs: nowMs + resetMs };
  }

  /** @returns the calls that others have used, as the server reported; null where it has not, or that is too long ago */
  others(nowMs: number): number | null {
    const { others, untilMs } = this.#report;
    return this.#isKnown(untilMs - nowMs) ? others : null;
  }

  /** @returns the calls of our limit that the server does not have for us, as far as it has reported */
  #foreign(nowMs: number): number {
    const { limit, others, untilMs } = this.#report;
    return this.#isKnown(untilMs - nowMs) ? Math.max(0, this.#limits.perMinute - limit + others) : 0;
  }

  #isKnown(leftMs: number): boolean {
    return leftMs > 0 && leftMs <= 2 * MINUTE_MS;
  }
}
