import type { HistorySpan } from '../../core/store/history.ts';

/**
 * The last days of the computer's calendar, the oldest first, today last. A day may have 23 or 25 hours.
 * @param now decides which day is today
 */
export function lastDays(count: number, now: Date): HistorySpan[] {
  const midnight = (daysAgo: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime();
  return Array.from({ length: count }, (_, index) => {
    const daysAgo = count - 1 - index;
    return { startMs: midnight(daysAgo), endMs: midnight(daysAgo - 1) };
  });
}
