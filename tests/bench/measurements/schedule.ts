import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../../support/launch.ts';
import { aimMs, type KnownTimes } from '../../support/simulation/aim.ts';
import { PROCESSING } from '../../support/simulation/processing.ts';
import { knownTimes, simulateBatch } from '../../support/simulation/simulate-batch.ts';
import { atMost, type Finding, measured, neverAbove } from '../harness/finding.ts';
import { percentile } from '../harness/statistics.ts';
import type { Measurement } from '../harness/workbench.ts';

/** What the aim should come to at most, in s: for 270 files a mean of 85 s and an end within 1.06 of the ceiling. */
const AIM_S: readonly (readonly [files: number, atMostS: number])[] = [
  [90, 46.3],
  [120, 101.1],
  [180, 124.7],
  [270, 229],
  [500, 479.3],
  [1000, 992],
];
/** Batches so small that calls are left: how soon each file is known after it is ready. */
const SMALL: readonly (readonly [files: number, atMostS: number])[] = [
  [1, 0.3],
  [10, 2],
  [30, 2],
  [60, 2],
];

const TWO_QUESTIONS =
  '180 calls a minute leave two questions a file, and no plan of two questions has less than 2.65 s';

/** The files that decide whether a file is signed now, and when its status is asked for. */
const RULES = [
  'request-planner',
  'batch-rest',
  'poll-scheduler',
  'question-plan',
  'pending-polls',
  'poll-intervals',
  'processing-times',
  'slowdown',
  'call-times',
] as const;

/** What the schedule makes of batches on a virtual clock, by its own aim. */
export const schedule: Measurement = {
  name: 'schedule',
  title: 'The schedule by its aim, on a virtual clock',
  limitMs: 5 * 60_000,
  async run(bench) {
    const seeds = bench.pick([1, 2, 3, 4, 5, 6], [1]);
    const run = (files: number) =>
      Promise.all(seeds.map((seed) => simulateBatch({ files, seed, learned: PROCESSING.typical })));
    const findings: Finding[] = [];
    for (const [files, atMostS] of AIM_S) {
      const runs = await run(files);
      const inS = (of: (times: KnownTimes) => number) => runs.map((one) => of(knownTimes(one)) / 1000);
      const name = `${files.toLocaleString('en')} files`;
      const first = files === 270 ? { target: atMost(22) } : {};
      findings.push(
        measured(`${name}: mean + makespan`, 's', inS(aimMs), { target: atMost(atMostS) }),
        measured(
          `${name}: mean`,
          's',
          inS(({ meanMs }) => meanMs),
        ),
        measured(
          `${name}: makespan`,
          's',
          inS(({ lastMs }) => lastMs),
        ),
        measured(
          `${name}: first`,
          's',
          inS(({ firstMs }) => firstMs),
          first,
        ),
        measured(
          `${name}: answers with 429`,
          'calls',
          runs.map(({ refused429 }) => refused429),
          { target: neverAbove(0) },
        ),
      );
    }
    for (const [files, atMostS] of SMALL) {
      const lags = (await run(files)).map(({ lagsMs }) => percentile(lagsMs, 95) / 1000);
      findings.push(
        measured(`${files} ${files === 1 ? 'file' : 'files'}: ready → known, p95`, 's', lags, {
          target: atMost(atMostS),
          note: files === 60 ? TWO_QUESTIONS : null,
        }),
      );
    }
    const lines = await Promise.all(RULES.map(countLines));
    const all = lines.reduce((sum, count) => sum + count, 0);
    findings.push(
      measured('lines of the rules', 'lines', [all], {
        target: atMost(494),
        note: 'each rule is worth more than 1 % of the aim somewhere, see docs/decisions/004-reserve-a-poll-for-each-file.md',
      }),
    );
    return findings;
  },
};

async function countLines(name: string): Promise<number> {
  const source = await readFile(join(repositoryRoot, 'main/core/rate-limit', `${name}.ts`), 'utf8');
  return source.split('\n').length - 1;
}
