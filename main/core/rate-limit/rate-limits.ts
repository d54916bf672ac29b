import { type Clock, watchSetting } from '../util/clock.ts';
import type { QuotaPlan } from './quota-plan.ts';
import type { CallJournal } from './rate-limit-store.ts';
import type { RequestLimits } from './request-limits.ts';
import { RollingWindows } from './rolling-windows.ts';
import { SharedPlaces } from './shared-places.ts';
import type { QuotaServer } from './shared-quota.ts';
import { SharedWindows } from './shared-windows.ts';

interface RateLimitsOptions {
  readonly journal: CallJournal;
  /** They may change, see {@link RateLimits.limitsChanged}. */
  readonly limits: RequestLimits;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** What is to be done within these windows. */
  readonly plan: (windows: SharedWindows) => QuotaPlan;
  /** Calls may start that could not before, or the way in which a quota is shared has changed. */
  readonly onChange: () => void;
}

/** The request windows of each key, which outlive a change of the connection and a restart. */
export class RateLimits {
  readonly #options: RateLimitsOptions;
  readonly #windows = new Map<string, SharedWindows>();
  #server: QuotaServer | null = null;
  #desk = '';

  constructor(options: RateLimitsOptions) {
    this.#options = options;
  }

  /**
   * @param budget names the key at its server
   * @param tag names the group of desks that share it; null where its calls are shared with nobody
   */
  of(budget: string, tag: string | null = null): SharedWindows {
    const known = this.#windows.get(budget);
    if (known !== undefined) return known;
    const { journal, limits, clock, random, plan, onChange } = this.#options;
    const own = new RollingWindows(
      limits,
      {
        recent: (sinceMs: number) => journal.recent(budget, sinceMs),
        start: (nowMs: number) => journal.start(budget, nowMs),
        end: (call: number, nowMs: number) => journal.end(call, nowMs),
      },
      clock.now(),
      watchSetting(clock),
    );
    const nowMs = clock.now();
    const places = new SharedPlaces({
      clock,
      limits,
      random,
      tag,
      plan: () => plan(windows),
      onChange: () => {
        windows.follow();
        onChange();
      },
      earlierAgesMs: own.minute(nowMs).countedAtMs.map((atMs) => nowMs - atMs),
    });
    const windows = new SharedWindows(clock, limits, own, places);
    this.#windows.set(budget, windows);
    places.use(this.#server, this.#desk);
    return windows;
  }

  /** Shares the limits through this server from now on, or with nobody. */
  share(server: QuotaServer | null): void {
    if (this.#desk === '' && server !== null) this.#desk = deskName(this.#options.random);
    this.#server = server;
    for (const { places } of this.#windows.values()) places.use(server, this.#desk);
  }

  /** Tells each group of the limits that hold now. */
  limitsChanged(): void {
    for (const { places } of this.#windows.values()) places.limitsChanged();
  }

  /** Tells each group that nothing is left to do here. */
  async leave(): Promise<void> {
    await Promise.all(Array.from(this.#windows.values(), ({ places }) => places.leave()));
  }
}

/** Names this desk for as long as its process lives; nobody else is likely to have the same. */
function deskName(random: () => number): string {
  const part = () =>
    Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, '0');
  return part() + part();
}
