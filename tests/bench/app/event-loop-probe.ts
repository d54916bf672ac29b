/**
 * Loaded into a process before the app (`--import`), of which it knows nothing. It tells a probe what the event loop's
 * delay has been since the probe before, as {@link LoopDelay}.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LoopDelay } from './loop-delay.ts';
import { respondToProbe } from './probe-answer.ts';

const RESOLUTION_MS = 10;

// The histogram counts from one look to the next, and so its own pause with it.
const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);

respondToProbe(() => {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return (): LoopDelay => {
    const delay = { p99Ms: ms(histogram.percentile(99)), maxMs: ms(histogram.max) };
    histogram.reset();
    return delay;
  };
});
