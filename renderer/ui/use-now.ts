import { useSyncExternalStore } from 'react';

interface Clock {
  readonly subscribe: (listener: () => void) => () => void;
  readonly now: () => number;
}

/** One timer for all that look at it, and none while nobody does. */
function createClock(tickMs: number, read: () => number): Clock {
  const listeners = new Set<() => void>();
  let nowMs = read();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      if (listeners.size === 0) {
        nowMs = read();
        timer = setInterval(() => {
          nowMs = read();
          for (const each of listeners) each();
        }, tickMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    now: () => nowMs,
  };
}

const clocks = {
  /** For countdowns. */
  seconds: createClock(500, Date.now),
  /** Stands still at the day's first moment, so that what speaks of "yesterday" renders once a day. */
  days: createClock(60_000, () => new Date().setHours(0, 0, 0, 0)),
} as const;

export type Pace = keyof typeof clocks;

const never = () => () => {};
const zero = () => 0;

/** The time in ms, as often as it is needed; 0 where it is not. */
export function useNow(pace: Pace | null): number {
  const clock = pace && clocks[pace];
  return useSyncExternalStore(clock ? clock.subscribe : never, clock ? clock.now : zero);
}
