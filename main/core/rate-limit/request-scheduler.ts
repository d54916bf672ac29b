import { Budgets } from './rate-limits.ts';
import { type Clock, sleep } from '../util/clock.ts';
import type { RateLimitReport } from '../files-api/rate-limit-headers.ts';
import type { Gate } from './api-breaker.ts';
import { LearnedTimes } from './processing-times-by-server.ts';
import { type Headcount, Outlook } from './request-planner.ts';
import { Pacer } from './request-queue.ts';
import { PollSchedule } from './poll-scheduler.ts';
import type { RequestLimits } from './request-limits.ts';
import type { UploadStore } from '../queue/upload-store.ts';

interface ScheduleOptions {
  readonly store: UploadStore;
  readonly clock: Clock;
  readonly limits: RequestLimits;
  readonly random: () => number;
  readonly headcount: () => Headcount;
  readonly onGate: (gate: Gate) => void;
  /** See {@link Pacer}. */
  readonly askForNothing?: (signal: AbortSignal) => Promise<unknown>;
}

/** Whether there is room is looked at again after this. */
const LOOK_AGAIN_MS = 250;

/** When calls to the API are made: the parts that decide it, and what they know of keys and servers. */
export class Schedule {
  readonly pacer: Pacer;
  readonly polls: PollSchedule;
  readonly times: LearnedTimes;
  readonly budgets: Budgets;
  readonly #clock: Clock;
  readonly #outlook: Outlook;

  constructor({ store, clock, limits, random, headcount, onGate, ...options }: ScheduleOptions) {
    this.#clock = clock;
    this.budgets = new Budgets(store.calls, limits, clock);
    this.times = new LearnedTimes(store);
    const outlook = new Outlook({
      ...{ clock, headcount, times: this.times, pacer: () => this.pacer, polls: () => this.polls },
    });
    this.#outlook = outlook;
    this.polls = new PollSchedule({
      ...{ clock, times: this.times, perMinute: limits.perMinute },
      surroundings: () => outlook.surroundings(),
    });
    this.pacer = new Pacer({
      ...{ clock, random, onGate, windows: this.budgets.of('none'), ...options },
      signFitsAtMs: (windows, signing) => outlook.signFitsAtMs(windows, signing),
      questionFitsAtMs: (windows, asking) => outlook.questionFitsAtMs(windows, asking),
    });
  }

  /** When the last call that the files of now need could be made by the request limits, in ms since the epoch. */
  lastCallAtMs(): number {
    return this.#outlook.lastCallAtMs();
  }

  /** Makes a call of a person's that is none of an upload's, as soon as the windows of that budget have room for it. */
  async countedCall<T>(budget: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    const windows = this.budgets.of(budget);
    const giveBack = windows.keepOne();
    try {
      for (;;) {
        const waitMs = windows.freeAtMs(this.#clock.now(), 'kept') - this.#clock.now();
        if (waitMs <= 0) break;
        await sleep(this.#clock, Math.min(waitMs, LOOK_AGAIN_MS), signal);
      }
    } finally {
      giveBack();
    }
    const counted = windows.started(this.#clock.now());
    try {
      return await call();
    } finally {
      counted.answered(this.#clock.now());
      // It took the place of a call that may have waited for it.
      this.pacer.reconsider();
    }
  }

  /** The server of now says how much of the request budget is left. */
  reported(report: RateLimitReport): void {
    this.pacer.windows.reported(report, this.#clock.now());
  }
}
