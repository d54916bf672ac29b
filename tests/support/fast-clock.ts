import type { Clock } from '../../main/core/clock.ts';

/** Real time that passes `factor` times as fast, for waits of minutes against a real server. */
export function fastClock(factor: number): Clock {
  const startMs = Date.now();
  return {
    now: () => startMs + (Date.now() - startMs) * factor,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}
