import { useSyncExternalStore } from 'react';

const TICK_MS = 500;

const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

const never = () => () => {};

/** The clock, for countdowns. One timer for all of them, and none while nothing counts down. */
export function useNow(counting: boolean): number {
  return useSyncExternalStore(counting ? subscribe : never, () => (counting ? nowMs : 0));
}
