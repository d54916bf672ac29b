import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Finding, measured, neverAbove } from '../harness/finding.ts';
import { median, percentile, ratios } from '../harness/statistics.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { hoistBatch, scriptBatch } from '../peers/batch.ts';
import { type BatchResult, lagsMs, runBatch } from '../peers/run-batch.ts';

/** The script gives up a file after 15 minutes; nobody waits that long for it here. */
const SCRIPT_LIMIT_MS = 10 * 60_000;

/** The real terminal under the documented limits, in real time; and a script that does the same with curl. */
export const batch: Measurement = {
  name: 'batch',
  title: 'A batch under 60 calls a second and 180 a minute',
  limitMs: 16 * 60_000,
  async run(bench) {
    const { paths } = await bench.documents(bench.pick(270, 30), 20 * 1024);
    const seeds = bench.pick([1, 2, 3], [1]);
    const files = `${paths.length} files`;
    // They wait for the server most of the time, so they hardly feel each other.
    const ours = await Promise.all(seeds.map((seed) => runBatch(bench, { seed, paths, upload: hoistBatch })));
    bench.say(`${files} by Hoist`);
    return [...describe(files, ours), ...(await besideScript(bench, { files, seeds, paths, ours }))];
  },
};

function describe(files: string, runs: readonly BatchResult[]): Finding[] {
  const each = (of: (run: BatchResult) => number) => runs.map(of);
  const note =
    'the ceiling is 60 s for each further 180 calls at two a file, plus the p95 of the processing time; below 1, no file is signed in the last window';
  const toCeiling = each(({ makespanMs, ceilingMs }) => makespanMs / ceilingMs);
  const lags = each((run) => median(lagsMs(run)) / 1000);
  return [
    measured(`${files}: makespan ÷ ceiling`, '×', toCeiling, { target: atMost(1.1), note }),
    measured(`${files}: answers with 429`, 'calls', each(refusedOf), { target: neverAbove(0) }),
    measured(`${files}: calls a file`, 'calls', each(callsAFile)),
    measured(`${files}: makespan`, 's', each(makespanS)),
    measured(`${files}: first file ready`, 's', each(readyWithinS(0))),
    measured(`${files}: a tenth of them ready`, 's', each(readyWithinS(10))),
    measured(`${files}: half of them ready`, 's', each(readyWithinS(50))),
    measured(`${files}: ready at the server → said so, median`, 's', lags),
  ];
}

async function besideScript(
  bench: Workbench,
  {
    files,
    seeds,
    paths,
    ours,
  }: {
    files: string;
    seeds: readonly number[];
    paths: readonly string[];
    ours: readonly BatchResult[];
  },
): Promise<Finding[]> {
  const what = `${files}: makespan ÷ upload.sh’s`;
  if (!bench.has('curl')) return [{ kind: 'skipped', what, why: 'curl is not installed' }];
  const running = Promise.all(seeds.map((seed) => runBatch(bench, { seed, paths, upload: scriptBatch })));
  // That a peer does not get through says something of the peer: what Hoist did still counts.
  const theirs = await Promise.race([
    running.catch((error: unknown) => `upload.sh did not get through: ${error}`),
    sleep(SCRIPT_LIMIT_MS, `upload.sh took more than ${SCRIPT_LIMIT_MS / 60_000} minutes`, { ref: false }),
  ]);
  if (typeof theirs === 'string') return [{ kind: 'skipped', what, why: theirs }];
  return [
    measured(what, '×', ratios(ours.map(makespanS), theirs.map(makespanS))),
    measured(`${files}: makespan of upload.sh`, 's', theirs.map(makespanS)),
    measured(`${files}: upload.sh, answers with 429`, 'calls', theirs.map(refusedOf)),
    measured(`${files}: upload.sh, calls a file`, 'calls', theirs.map(callsAFile)),
  ];
}

const makespanS = ({ makespanMs }: BatchResult): number => makespanMs / 1000;
const refusedOf = ({ account }: BatchResult): number => account.refused;
const callsAFile = ({ account, toldAtMs }: BatchResult): number => account.requests / toldAtMs.size;

/** After how many seconds this share of the files was said to be ready. */
const readyWithinS =
  (percent: number) =>
  ({ toldAtMs, startedAtMs }: BatchResult): number =>
    (percentile([...toldAtMs.values()], percent) - startedAtMs) / 1000;
