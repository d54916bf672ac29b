import type { Growth } from '../harness/finding.ts';
import type { Measurement } from '../harness/workbench.ts';
import { hoistBatch } from '../peers/batch.ts';
import { runBatch } from '../peers/run-batch.ts';

/** How long batches of ever more files take, beside what the limits and the processing allow. */
export const batchSizes: Measurement = {
  name: 'batch-sizes',
  title: 'Makespan by number of files',
  limitMs: 5 * 60_000,
  async run(bench) {
    const counts = bench.pick([10, 30, 90, 180, 270], [10, 30]);
    const { paths } = await bench.documents(Math.max(...counts), 20 * 1024);
    const results = await Promise.all(
      counts.map((count) => runBatch(bench, { seed: 1, paths: paths.slice(0, count), upload: hoistBatch })),
    );
    const line = (name: string, valuesMs: readonly number[]): Growth => ({
      kind: 'growth',
      chart: 'makespan',
      line: name,
      points: counts.map((count, at) => [count, (valuesMs[at] as number) / 1000]),
    });
    const makespansMs = results.map(({ makespanMs }) => makespanMs);
    const ceilingsMs = results.map(({ ceilingMs }) => ceilingMs);
    return [line('Hoist', makespansMs), line('ceiling', ceilingsMs)];
  },
};
