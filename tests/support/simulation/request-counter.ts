import type { RequestLimits } from '../../../main/core/rate-limit/request-limits.ts';

/** How a server may count the calls of a key; the documentation does not say which. */
export type Counting = 'rolling' | 'fixed' | 'bucket';

/** A server's count of all calls, the refused ones too where it rolls. Answers whether a call is within the limits. */
export type RequestCounter = (nowMs: number) => boolean;

/**
 * @param limits read anew at each call
 * @param phaseMs where a fixed window begins
 */
export function requestCounter(counting: Counting, limits: RequestLimits, phaseMs = 0): RequestCounter {
  const windows = [
    { limit: () => limits.perSecond, windowMs: 1000 },
    { limit: () => limits.perMinute, windowMs: 60_000 },
  ];
  const counters = windows.map((window) => COUNTERS[counting]({ ...window, phaseMs }));
  // Both count, whatever the other says.
  return (nowMs) => counters.map((counter) => counter(nowMs)).every((within) => within);
}

interface Window {
  readonly limit: () => number;
  readonly windowMs: number;
  readonly phaseMs: number;
}

const COUNTERS: Readonly<Record<Counting, (window: Window) => RequestCounter>> = {
  rolling({ limit, windowMs }) {
    let arrivals: number[] = [];
    return (nowMs) => {
      arrivals = arrivals.filter((atMs) => atMs > nowMs - windowMs);
      arrivals.push(nowMs);
      return arrivals.length <= limit();
    };
  },
  fixed({ limit, windowMs, phaseMs }) {
    let current = -1;
    let count = 0;
    return (nowMs) => {
      const window = Math.floor((nowMs + phaseMs) / windowMs);
      if (window !== current) count = 0;
      current = window;
      count += 1;
      return count <= limit();
    };
  },
  bucket({ limit, windowMs }) {
    let tokens = limit();
    let lastMs = Number.NEGATIVE_INFINITY;
    return (nowMs) => {
      tokens = Math.min(limit(), tokens + ((nowMs - lastMs) * limit()) / windowMs);
      lastMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
  },
};
