import { type Clock, watchSetting } from '../util/clock.ts';
import type { CallJournal } from './rate-limit-store.ts';
import type { RequestLimits } from './request-limits.ts';
import { RollingWindows } from './rolling-windows.ts';

/** The request windows of each key, which outlive a change of the connection and a restart. */
export class RateLimits {
  readonly #journal: CallJournal;
  readonly #limits: RequestLimits;
  readonly #clock: Clock;
  readonly #windows = new Map<string, RollingWindows>();

  constructor(journal: CallJournal, limits: RequestLimits, clock: Clock) {
    this.#journal = journal;
    this.#limits = limits;
    this.#clock = clock;
  }

  of(budget: string): RollingWindows {
    const known = this.#windows.get(budget);
    if (known !== undefined) return known;
    const journal = {
      recent: (sinceMs: number) => this.#journal.recent(budget, sinceMs),
      start: (nowMs: number) => this.#journal.start(budget, nowMs),
      end: (call: number, nowMs: number) => this.#journal.end(call, nowMs),
    };
    const windows = new RollingWindows(this.#limits, journal, this.#clock.now(), watchSetting(this.#clock));
    this.#windows.set(budget, windows);
    return windows;
  }
}
