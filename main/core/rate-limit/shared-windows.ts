import type { RateLimitReport } from '../files-api/rate-limit-headers.ts';
import type { QuotaStatus } from '../model/quota-status.ts';
import type { Clock } from '../util/clock.ts';
import type { CallPriority } from './call-priority.ts';
import { type CallsSoFar, nthCallAtMs } from './call-times.ts';
import type { CallUsage } from './call-usage.ts';
import type { CallWindows, CountedCall, OthersWork, WaitingCounts } from './call-windows.ts';
import { FallbackShare } from './fallback-share.ts';
import type { RequestLimits } from './request-limits.ts';
import type { RollingWindows } from './rolling-windows.ts';
import type { SharedPlaces } from './shared-places.ts';
import type { PlaceKind } from './shared-quota.ts';

const KINDS: { readonly [P in CallPriority]: PlaceKind } = {
  status: 'asking',
  person: 'asking',
  sign: 'signing',
  'watched-status': 'watched-asking',
  watched: 'watched-signing',
};

/** When somebody who waits for a kept place looks again, in ms. */
const LOOK_AGAIN_MS = 50;

/**
 * The windows of a key that several desks share: a call needs a place that the group's server grants, and has to keep
 * to this desk's own windows besides. While the server cannot be asked, these alone decide, with the desk's last share.
 */
export class SharedWindows implements CallWindows {
  readonly #clock: Clock;
  readonly #limits: RequestLimits;
  readonly #own: RollingWindows;
  readonly #places: SharedPlaces;
  #fallback: FallbackShare | null = null;
  #was: QuotaStatus['kind'] = 'off';

  constructor(clock: Clock, limits: RequestLimits, own: RollingWindows, places: SharedPlaces) {
    this.#clock = clock;
    this.#limits = limits;
    this.#own = own;
    this.#places = places;
  }

  get places(): SharedPlaces {
    return this.#places;
  }

  get inFlight(): number {
    return this.#own.inFlight;
  }

  get others(): OthersWork | null {
    const { group } = this.#places;
    if (!this.#isShared || group === null) return null;
    const { grant, own } = group;
    const rest = (all: number, ours: number) => Math.max(0, all - ours);
    return {
      unsigned: rest(grant.work.unsigned, own.unsigned),
      sending: rest(grant.work.sending, own.sending),
      processing: rest(grant.work.processing, own.processing),
      credit: grant.credit,
    };
  }

  start(nowMs: number, priority: CallPriority): CountedCall {
    const counted = this.#own.start(nowMs);
    const end = this.#places.begin(KINDS[priority]);
    this.#fallback?.noteCall();
    return {
      end: (answeredAtMs) => {
        counted.end(answeredAtMs);
        end();
      },
    };
  }

  minute(nowMs: number): CallsSoFar {
    const group = this.#isShared ? this.#places.minute(nowMs) : null;
    if (group !== null) return group;
    const own = this.#own.minute(nowMs);
    const limit = this.#fallback?.limit(own.countedAtMs.length) ?? own.limit;
    return { ...own, limit: Math.min(own.limit, limit) };
  }

  /** @returns who made the calls that count in this minute, as far as it is known */
  usage(nowMs: number): CallUsage {
    const ours = this.#own.minute(nowMs).countedAtMs.length;
    const limit = this.#limits.perMinute;
    if (this.#isShared) return { ours, others: this.#places.others, limit, allowed: limit };
    const allowed = Math.min(limit, this.minute(nowMs).limit);
    return { ours, others: this.#own.reportedOthers(nowMs), limit, allowed };
  }

  keepOne(): () => void {
    const release = this.#own.keepOne();
    const leave = this.#places.keepOne();
    return () => {
      release();
      leave();
    };
  }

  freeAtMs(nowMs: number, which: 'common' | 'kept' = 'common'): number {
    const atMs = this.#own.freeAtMs(nowMs, which);
    if (atMs > nowMs) return atMs;
    if (which === 'kept') return this.hasPlace('person') ? atMs : nowMs + LOOK_AGAIN_MS;
    return this.#fallback?.isFree(this.#own.minute(nowMs).countedAtMs.length) === false
      ? nowMs + LOOK_AGAIN_MS
      : atMs;
  }

  hasPlace(priority: CallPriority): boolean {
    const { kind } = this.#places.status;
    return kind === 'off' || kind === 'unavailable' || this.#places.has(KINDS[priority]);
  }

  limitsOpenAtMs(nowMs: number): number {
    const group = this.#isShared ? this.#places.minute(nowMs) : null;
    return group === null ? this.freeAtMs(nowMs) : nthCallAtMs(group, 1);
  }

  want(waiting: WaitingCounts): void {
    const { status = 0, person = 0, sign = 0, watched = 0 } = waiting;
    this.#places.want([status + person, sign, waiting['watched-status'] ?? 0, watched]);
  }

  noteRefusal(nowMs: number): void {
    this.#own.noteRefusal(nowMs);
  }

  noteReport(report: RateLimitReport, nowMs: number): void {
    // The calls of the other desks are no surprise, and count already.
    if (!this.#isShared) this.#own.noteReport(report, nowMs);
  }

  /** The way of sharing may have changed. */
  follow(): void {
    const { kind } = this.#places.status;
    const { group } = this.#places;
    if (kind === this.#was) return;
    if (kind === 'shared') {
      this.#fallback?.endSoon();
      this.#own.forgetOthers();
    } else if (kind === 'unavailable' && this.#was === 'shared' && group !== null)
      this.#fallback = new FallbackShare(
        this.#clock,
        this.#limits,
        group,
        this.#places.minute(this.#clock.now()),
      );
    else if (kind === 'off') this.#fallback = null;
    this.#was = kind;
  }

  get #isShared(): boolean {
    return this.#places.status.kind === 'shared';
  }
}
