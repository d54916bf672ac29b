/**
 * Loaded into a process before the app (`--import`), of which it knows nothing. At each SIGUSR2 it writes what the event
 * loop's delay has been since the one before to `HOIST_BENCH_PROBE`, as {@link LoopDelay}.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import type { LoopDelay } from './loop-delay.ts';

const RESOLUTION_MS = 10;
const file = process.env['HOIST_BENCH_PROBE'];

if (isMainThread && file !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  // The histogram counts from one look to the next, and so its own pause with it.
  const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  process.on('SIGUSR2', () => {
    const delay: LoopDelay = { p99Ms: ms(histogram.percentile(99)), maxMs: ms(histogram.max) };
    histogram.reset();
    writeFileSync(`${file}.part`, JSON.stringify(delay));
    renameSync(`${file}.part`, file);
  });
}
