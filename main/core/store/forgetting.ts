import { StoreError } from '../model/store-error.ts';
import type { Clock } from '../util/clock.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A clock that is wrong is noticed and set again before it has been so on as many days. */
const DAYS_TO_BELIEVE = 3;
/** Forgotten in one go, in some 10 ms, and the pause after it in ms: 10,000 would hold everything up for half a second. */
const AT_ONCE = 200;
const PAUSE_MS = 100;

/** Deletes old receipts; a part of the store. */
interface Receipts {
  /** Days since the epoch on which Hoist looked for what to forget, see {@link daysSeen}. */
  lookDays: readonly number[];
  readonly history: { forgetOlderThan(days: number, nowMs: number, atMost: number): number };
}

/**
 * What is deleted is gone for good, so the clock is not believed at one look: it counts how far it had come three days of
 * use ago. Set on by years and back again, it costs nothing.
 * @returns whether there may be more of them
 */
function forgetOldReceipts(store: Receipts, days: number, nowMs: number): boolean {
  const seen = daysSeen(store.lookDays, nowMs);
  if (seen.join() !== store.lookDays.join()) store.lookDays = seen;
  const believedDay = seen.length < DAYS_TO_BELIEVE ? undefined : seen[0];
  if (believedDay === undefined) return false;
  // The end of that day.
  return store.history.forgetOlderThan(days, (believedDay + 1) * DAY_MS, AT_ONCE) === AT_ONCE;
}

/** The latest days up to today, the oldest first. Days to come are of a clock that was wrong. */
function daysSeen(before: readonly number[], nowMs: number): number[] {
  const today = Math.floor(nowMs / DAY_MS);
  const past = before.filter((day) => day < today).slice(1 - DAYS_TO_BELIEVE);
  return [...past, today];
}

/**
 * Forgets receipts whose time is over, now and once a day: some programs run for months.
 * @param days for how many days they are kept; asked each time
 * @returns ends it
 */
export function keepForgetting(store: Receipts, days: () => number, clock: Clock): () => void {
  let cancel = () => {};
  const look = () => {
    let isMore = false;
    try {
      isMore = forgetOldReceipts(store, days(), clock.now());
    } catch (error) {
      // On a full disk there is another day.
      if (!(error instanceof StoreError)) throw error;
    }
    cancel = clock.after(isMore ? PAUSE_MS : DAY_MS, look);
  };
  look();
  return () => cancel();
}
