import { isDeepStrictEqual } from 'node:util';
import type { RateLimitReport } from '../files-api/rate-limit-headers.ts';
import type { ApiStatus } from '../model/queue-status.ts';
import type { QuotaStatus } from '../model/quota-status.ts';
import { type Clock, sleep } from '../util/clock.ts';
import type { CallUsage } from './call-usage.ts';
import type { CountedCall } from './call-windows.ts';
import { CallsInFlight } from './calls-in-flight.ts';
import { PendingPolls } from './pending-polls.ts';
import { PollScheduler } from './poll-scheduler.ts';
import { ProcessingTimesByServer } from './processing-times.ts';
import { NOTHING_TO_DO } from './quota-plan.ts';
import type { RateLimitStore } from './rate-limit-store.ts';
import { RateLimits } from './rate-limits.ts';
import { CurrentLimits, type RequestLimits } from './request-limits.ts';
import { type QueueCounts, RequestPlanner } from './request-planner.ts';
import { RequestQueue } from './request-queue.ts';
import type { SharedPlaces } from './shared-places.ts';
import type { QuotaServer } from './shared-quota.ts';
import { SharedWindows } from './shared-windows.ts';

interface RequestSchedulerOptions {
  readonly store: RateLimitStore;
  readonly clock: Clock;
  readonly limits: RequestLimits;
  readonly random: () => number;
  readonly queueCounts: () => QueueCounts;
  readonly onStatus: (status: ApiStatus) => void;
  /** Called when the way in which the limits are shared changes, or the number of desks that share them. */
  readonly onQuota?: (status: QuotaStatus) => void;
  /** See {@link RequestQueue}. */
  readonly askForNothing?: (signal: AbortSignal) => Promise<unknown>;
}

/** Re-check interval while the windows are full. */
const LOOK_AGAIN_MS = 250;

/** Decides when calls to the API start: its parts, and what they know of keys and servers. */
export class RequestScheduler {
  readonly requestQueue: RequestQueue;
  readonly polls: PollScheduler;
  readonly times: ProcessingTimesByServer;
  readonly rateLimits: RateLimits;
  readonly #limits: CurrentLimits;
  readonly #clock: Clock;
  readonly #calls: CallsInFlight;
  readonly #planner: RequestPlanner;
  readonly #onQuota: (status: QuotaStatus) => void;
  #quota: QuotaStatus = { kind: 'off' };

  constructor({
    store,
    clock,
    limits: given,
    random,
    queueCounts,
    onStatus,
    ...options
  }: RequestSchedulerOptions) {
    this.#clock = clock;
    const limits = new CurrentLimits(given);
    this.#limits = limits;
    this.#onQuota = options.onQuota ?? (() => {});
    this.rateLimits = new RateLimits({
      journal: store.calls,
      limits,
      clock,
      random,
      plan: (windows) => (windows === calls.windows ? planner.quotaPlan : NOTHING_TO_DO),
      onChange: () => {
        this.requestQueue.reconsider();
        this.#noteQuota();
      },
    });
    this.times = new ProcessingTimesByServer(store);
    const calls = new CallsInFlight(this.rateLimits.of('none'));
    const pending = new PendingPolls(limits);
    const planner = new RequestPlanner({ clock, times: this.times, calls, pending, queueCounts });
    this.requestQueue = new RequestQueue({ clock, calls, random, onStatus, admission: planner, ...options });
    this.polls = new PollScheduler({
      clock,
      times: this.times,
      pending,
      planner,
      requestQueue: this.requestQueue,
    });
    this.#calls = calls;
    this.#planner = planner;
  }

  /** @returns when the request limits allow the last call that the current files need, in ms since the epoch */
  lastCallAtMs(): number {
    return this.#planner.lastCallAtMs();
  }

  /** The calls of the last minute with the current key, and how many it may have; of all desks where they share it. */
  get lastMinute(): { readonly calls: number; readonly limit: number } {
    const { countedAtMs, limit } = this.#calls.windows.minute(this.#clock.now());
    return { calls: countedAtMs.length, limit };
  }

  /** Who made the calls that count in this minute with the current key, as far as it is known. */
  get usage(): CallUsage {
    return this.#calls.windows instanceof SharedWindows
      ? this.#calls.windows.usage(this.#clock.now())
      : { ours: 0, others: null, limit: this.#limits.perMinute, allowed: this.#limits.perMinute };
  }

  /** The limits of a key, as the settings have them now. */
  get limits(): RequestLimits {
    return { perSecond: this.#limits.perSecond, perMinute: this.#limits.perMinute };
  }

  /** Keeps to these limits from now on. The calls so far count. */
  changeLimits(limits: RequestLimits): void {
    if (!this.#limits.change(limits)) return;
    this.rateLimits.limitsChanged();
    this.requestQueue.reconsider();
    this.polls.reconsider();
  }

  /** Shares the limits with other desks through this server from now on, or with nobody. */
  share(server: QuotaServer | null): void {
    this.rateLimits.share(server);
    this.#noteQuota();
  }

  /** How the current key's limits are shared. */
  get quota(): QuotaStatus {
    return this.places?.status ?? { kind: 'off' };
  }

  /** The places of the current key in the shared quota; null where its windows are of one desk alone. */
  get places(): SharedPlaces | null {
    return this.#calls.windows instanceof SharedWindows ? this.#calls.windows.places : null;
  }

  /** Tells the other desks that nothing is left to do here. */
  leave(): Promise<void> {
    return this.rateLimits.leave();
  }

  /** Makes a person's call that no upload needs, as soon as the windows of that budget allow it. */
  async countedCall<T>(
    budget: string,
    signal: AbortSignal,
    call: () => Promise<T>,
    tag: string | null = null,
  ): Promise<T> {
    const windows = this.rateLimits.of(budget, tag);
    const release = windows.keepOne();
    let counted: CountedCall;
    try {
      for (;;) {
        const waitMs = windows.freeAtMs(this.#clock.now(), 'kept') - this.#clock.now();
        if (waitMs <= 0) break;
        await sleep(this.#clock, Math.min(waitMs, LOOK_AGAIN_MS), signal);
      }
      counted = windows.start(this.#clock.now(), 'person');
    } finally {
      release();
    }
    try {
      return await call();
    } finally {
      counted.end(this.#clock.now());
      // A call may have waited for the place that it took.
      this.requestQueue.reconsider();
    }
  }

  /** The current server says how much of the request budget is left. */
  noteReport(report: RateLimitReport): void {
    this.#calls.windows.noteReport(report, this.#clock.now());
  }

  #noteQuota(): void {
    const { quota } = this;
    if (isDeepStrictEqual(quota, this.#quota)) return;
    this.#quota = quota;
    this.#onQuota(quota);
  }
}
