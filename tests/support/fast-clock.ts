import type { Clock } from '../../main/core/util/clock.ts';

/** Real time that passes `factor` times as fast, for waits of minutes against a real server. */
export function fastClock(factor: number): Clock {
  const startMs = Date.now();
  const now = () => startMs + (Date.now() - startMs) * factor;
  return {
    now,
    elapsed: now,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}
