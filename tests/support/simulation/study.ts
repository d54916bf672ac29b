/**
 * What the schedule makes of batches of many sizes whose files take many times: `node study.ts [seeds] [sizes] [times]
 * [intakes]`, as in `node study.ts 30 90,270 "clipped;clipped, known" 0,3`; an intake is how many seconds files keep coming in.
 */

import { median, percentile } from '../../bench/harness/statistics.ts';
import { aimMs } from './aim.ts';
import { PROCESSING, type Processing, rarelyStuck } from './processing.ts';
import { type BatchOutcome, ceilingMs, knownTimes, simulateBatch } from './simulate-batch.ts';

const CASES: Readonly<Record<string, { processingMs: Processing; learned?: Processing }>> = {
  ...Object.fromEntries(Object.entries(PROCESSING).map(([name, processingMs]) => [name, { processingMs }])),
  'typical, known': { processingMs: PROCESSING.typical, learned: PROCESSING.typical },
  'clipped, known': { processingMs: PROCESSING.clipped, learned: PROCESSING.clipped },
  'typical, 2 % stuck before': { processingMs: PROCESSING.typical, learned: rarelyStuck },
  'constant, known': { processingMs: PROCESSING.constant, learned: PROCESSING.constant },
  'three times slower than known': { processingMs: PROCESSING.slow, learned: PROCESSING.typical },
  'three times quicker than known': { processingMs: PROCESSING.quick, learned: PROCESSING.typical },
};

const [
  seeds = '10',
  sizes = '10,30,90,91,180,181,270,360,1000',
  names = Object.keys(CASES).join(';'),
  intakes = '0,3',
] = process.argv.slice(2);

console.log(
  'median / 9 in 10 / worst; the aim (mean + makespan), “first” and “lag” (the median one) in seconds',
);
for (const name of names.split(';')) {
  const times = CASES[name];
  if (times === undefined) throw new TypeError(`expected one of ${Object.keys(CASES)}, but it is “${name}”`);
  console.log(`\n${name}`);
  const seconds = intakes.split(',').map(Number);
  for (const [files, intakeS] of sizes
    .split(',')
    .map(Number)
    .flatMap((files) => seconds.map((s) => [files, s] as const))) {
    const runs: BatchOutcome[] = [];
    for (let seed = 1; seed <= Number(seeds); seed += 1)
      runs.push(await simulateBatch({ files, seed, intakeMs: 1000 * intakeS, ...times }));
    const three = (of: (run: BatchOutcome) => number, digits: number) => {
      const values = runs.map(of);
      const shown = [median(values), percentile(values, 90), Math.max(...values)];
      return shown.map((value) => value.toFixed(digits)).join(' / ');
    };
    const columns = [
      `${String(files).padStart(5)} in ${intakeS} s`,
      `mean + makespan ${three((run) => aimMs(knownTimes(run)) / 1000, 1)}`,
      `makespan ÷ ceiling ${three((run) => run.makespanMs / ceilingMs(files, run), 3)}`,
      `calls a file ${three(({ requests }) => requests / files, 3)}`,
      `first ${three(({ firstReadyMs }) => firstReadyMs / 1000, 1)}`,
      `lag ${three(({ lagsMs }) => median(lagsMs) / 1000, 1)}`,
      `429s ${runs.reduce((sum, { refused429 }) => sum + refused429, 0)}`,
    ];
    console.log(columns.join('   '));
  }
}
