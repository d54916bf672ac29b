import { simulateBatch } from '../../support/simulation/simulate-batch.ts';
import { atMost, type Finding, measured, neverAbove } from '../harness/finding.ts';
import { median, percentile } from '../harness/statistics.ts';
import type { Measurement } from '../harness/workbench.ts';

const FILES = 1000;
/** 1,000 files at 90 a minute: what the documented limits allow in the long run. */
const CEILING_S = 667;
const FILES_A_MINUTE = 90;

/** A thousand files on a virtual clock: what the scheduler makes of the limits, without waiting for it. */
export const batchVirtual: Measurement = {
  name: 'batch-virtual',
  title: `${FILES.toLocaleString('en')} files on a virtual clock`,
  limitMs: 3 * 60_000,
  async run(bench) {
    const seeds = bench.pick([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2]);
    const runs: Awaited<ReturnType<typeof simulateBatch>>[] = [];
    for (const seed of seeds) runs.push(await simulateBatch({ files: FILES, seed }));
    const seconds = runs.map(({ makespanMs }) => makespanMs / 1000);
    const lags = (percent: number) => runs.map(({ lagsMs }) => percentile(lagsMs, percent) / 1000);
    const findings: Finding[] = [
      measured(
        `makespan ÷ ${CEILING_S} s`,
        '×',
        seconds.map((value) => value / CEILING_S),
        { target: atMost(1.03), note: `${FILES_A_MINUTE} files a minute; one run for each seed` },
      ),
      measured(
        'calls a file',
        'calls',
        runs.map(({ requests }) => requests / FILES),
        { target: atMost(2.1) },
      ),
      measured(
        'answers with 429',
        'calls',
        runs.map(({ refused429 }) => refused429),
        { target: neverAbove(0) },
      ),
      measured(
        'first file ready',
        's',
        runs.map(({ firstReadyMs }) => firstReadyMs / 1000),
      ),
      measured('ready at the server → known ready, median', 's', lags(50)),
      measured('ready at the server → known ready, p95', 's', lags(95)),
    ];
    // The chart of real batches ends at 270 files; this is how it goes on.
    const counts = [10, 30, 90, 180, 270, 500, FILES];
    const points: [number, number][] = [];
    for (const files of counts) {
      const makespans: number[] = [];
      for (const seed of seeds.slice(0, 3)) makespans.push((await simulateBatch({ files, seed })).makespanMs);
      points.push([files, median(makespans) / 1000]);
    }
    return [...findings, { kind: 'growth', chart: 'makespan', line: 'Hoist, simulated', points }];
  },
};
