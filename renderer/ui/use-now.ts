import { useSyncExternalStore } from 'react';

interface Clock {
  readonly subscribe: (listener: () => void) => () => void;
  readonly now: () => number;
}

/** One timer for all listeners, and none without listeners. */
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
  /** The start of the day, so that texts such as "yesterday" render once a day. */
  days: createClock(60_000, () => new Date().setHours(0, 0, 0, 0)),
} as const;

export type Pace = keyof typeof clocks;

const never = () => () => {};
const zero = () => 0;

/** @returns the time in ms, updated at the given pace; 0 without one */
export function useNow(pace: Pace | null): number {
  const clock = pace && clocks[pace];
  return useSyncExternalStore(clock ? clock.subscribe : never, clock ? clock.now : zero);
}
