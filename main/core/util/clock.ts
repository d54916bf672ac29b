import { waitFor } from './wait-for.ts';

/** Time as a port, so that schedules can be tested on a virtual clock. All values in ms. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some moment, for differences: nobody sets it, and where the computer sleeps it may stand still. */
  elapsed(): number;
  /** Calls `callback` once after `delayMs`; the returned function takes that back. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A smaller difference is the two clocks' own. */
const SET_MS = 500;

/** @returns how far the clock was set forward since the last call, in ms; below 0 where it was set back */
export function watchSetting(clock: Clock): () => number {
  let before = clock.now() - clock.elapsed();
  return () => {
    const difference = clock.now() - clock.elapsed();
    const byMs = difference - before;
    if (Math.abs(byMs) < SET_MS) return 0;
    before = difference;
    return byMs;
  };
}

/** Resolves after `delayMs`; rejects with the signal's reason as soon as it aborts. */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return waitFor(signal, (go) => clock.after(delayMs, go));
}
