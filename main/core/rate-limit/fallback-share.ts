import type { Clock } from '../util/clock.ts';
import { type CallsSoFar, nthCallAtMs } from './call-times.ts';
import { busyDesks, type Group } from './group.ts';
import type { RequestLimits } from './request-limits.ts';
import { MINUTE_MS } from './shared-quota.ts';

/** A little more, since not all calls take equally long to arrive. */
const SECOND_MS = 1100;
/** Within so long all desks have found out that the server is back. */
const OTHERS_RETURN_MS = 4500;
/** One file a minute, so that nobody starves. */
const FEWEST_CALLS = 2;
/** Desks that the group has not heard of may come, and the forecast has its errors. */
const LONGER = 1.25;

/**
 * What a desk allows itself once the server of its group cannot be asked any more: its part of the limits, and of what the
 * group's known calls leave of the minute, until the group's known work should be done. After that nobody knows
 * who is left, and the refusals show it, as they do for desks without a group.
 */
export class FallbackShare {
  readonly #clock: Clock;
  readonly #limits: RequestLimits;
  readonly #desks: number;
  /** Of a minute, by the group's last word. */
  readonly #groupLimit: number;
  #untilMs: number;
  readonly #sinceMs: number;
  /** Places that the group's calls of the second before may have left, for this desk. */
  readonly #leftAtFirst: number;
  /** When the group's known calls stop counting, by the clock that nobody sets. */
  readonly #freedAtMs: readonly number[];
  #callsAtMs: number[] = [];

  /** @param limits may change */
  constructor(clock: Clock, limits: RequestLimits, group: Group, minute: CallsSoFar | null) {
    const { grant } = group;
    this.#clock = clock;
    this.#limits = limits;
    const nowMs = clock.elapsed();
    this.#desks = Math.max(1, busyDesks(group));
    this.#groupLimit = grant.limit;
    this.#sinceMs = nowMs;
    const recent = (grant.view[0] ?? 0) + grant.live;
    this.#leftAtFirst = Math.max(0, Math.floor((limits.perSecond - recent) / (2 * this.#desks)));
    const sinceNowMs = (atMs: number) => atMs - (minute?.nowMs ?? 0);
    this.#freedAtMs = (minute?.countedAtMs ?? []).map((atMs) => nowMs + sinceNowMs(atMs) + MINUTE_MS);
    const { unsigned, sending, processing } = grant.work;
    const needed = 2 * unsigned + sending + processing;
    const restMs = minute === null || needed === 0 ? 0 : sinceNowMs(nthCallAtMs(minute, needed));
    this.#untilMs = nowMs + Math.max(MINUTE_MS, LONGER * restMs);
  }

  /** The server is back: the share holds until the other desks must have noticed, too. */
  endSoon(): void {
    this.#untilMs = Math.min(this.#untilMs, this.#clock.elapsed() + OTHERS_RETURN_MS);
  }

  noteCall(): void {
    this.#callsAtMs.push(this.#clock.elapsed());
  }

  /** @param counted this desk's calls that count. @returns whether one more may start */
  isFree(counted: number): boolean {
    const nowMs = this.#clock.elapsed();
    if (nowMs >= this.#untilMs) return true;
    this.#callsAtMs = this.#callsAtMs.filter((atMs) => atMs > nowMs - MINUTE_MS);
    const room = this.#perMinute - this.#freedAtMs.filter((atMs) => atMs > nowMs).length;
    const inSecond = this.#callsAtMs.filter((atMs) => atMs > nowMs - SECOND_MS).length;
    const isFirst = nowMs - this.#sinceMs < SECOND_MS;
    if (inSecond >= (isFirst ? Math.min(this.#leftAtFirst, this.#perSecond) : this.#perSecond)) return false;
    return counted < this.#share && this.#callsAtMs.length < Math.floor(room / this.#desks);
  }

  /** @returns the calls that may count in a minute, for plans */
  limit(counted: number): number {
    if (this.#clock.elapsed() >= this.#untilMs) return Number.POSITIVE_INFINITY;
    return this.isFree(counted) ? this.#share : Math.min(this.#share, Math.max(1, counted));
  }

  /** Other desks do not know of limits that were raised here. */
  get #perMinute(): number {
    return Math.min(this.#groupLimit, this.#limits.perMinute);
  }

  get #share(): number {
    return Math.max(FEWEST_CALLS, Math.floor(this.#perMinute / this.#desks));
  }

  get #perSecond(): number {
    return Math.max(1, Math.floor(this.#limits.perSecond / this.#desks));
  }
}
