import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * Responds to each {@link Probe.take} in a process that such a probe started.
 * @param begin called once, in such a process alone; what it returns is called for each response
 */
export function respondToProbe(begin: () => () => object): void {
  const file = process.env['HOIST_BENCH_PROBE'];
  if (!isMainThread || file === undefined) return;
  const look = begin();
  process.on('SIGUSR2', () => {
    writeFileSync(`${file}.part`, JSON.stringify(look()));
    renameSync(`${file}.part`, file);
  });
}
