import { atMost, type Finding, measured } from '../harness/finding.ts';
import type { Measurement } from '../harness/workbench.ts';
import { curlPut } from '../peers/curl.ts';
import { hoistPut } from '../peers/hoist-put.ts';
import type { PutRun } from '../peers/put.ts';
import { rclonePut } from '../peers/rclone.ts';
import { startSink } from '../servers/sink.ts';

const SERVER_MS = 30;
const SIZE_BYTES = 20 * 1024;
const WARM_UP_JOBS = 100;
const TARGETS = [
  { atOnce: 8, wallToIdeal: 1.04 },
  { atOnce: 32, wallToIdeal: 1.1 },
];

/** Many small files to a server that takes 30 ms for each: what is lost between them. */
export const putSmall: Measurement = {
  name: 'put-small',
  title: `PUT of small files to a ${SERVER_MS} ms server, wall ÷ ideal`,
  limitMs: 5 * 60_000,
  async run(bench) {
    const sink = await startSink(bench, SERVER_MS);
    const { folder, paths } = await bench.documents(bench.pick(2000, 400), SIZE_BYTES);
    const jobs = paths.map((path, number) => ({ path, url: `${sink.origin}/small-${number}` }));
    const findings: Finding[] = [];
    for (const { atOnce, wallToIdeal } of TARGETS) {
      const idealMs = Math.ceil(jobs.length / atOnce) * SERVER_MS;
      const runners = [
        {
          name: 'Hoist',
          installed: true,
          put: () => hoistPut(bench, { jobs, atOnce, warmUpJobs: WARM_UP_JOBS }),
        },
        { name: 'curl', installed: bench.has('curl'), put: () => curlPut(bench, { jobs, atOnce }) },
        {
          name: 'rclone',
          installed: bench.has('rclone'),
          put: () => rclonePut(bench, { folder, origin: sink.origin, atOnce }),
        },
      ].map((runner) => ({ ...runner, runs: [] as PutRun[] }));
      const { puts } = await sink.taken();
      for (let run = 0; run < bench.pick(3, 2); run += 1) {
        for (const { installed, put, runs } of runners) if (installed) runs.push(await put());
      }
      const came = (await sink.taken()).puts - puts;
      const warmUps = (runners[0]?.runs.length ?? 0) * WARM_UP_JOBS;
      const went = runners.flatMap(({ runs }) => runs).length * jobs.length + warmUps;
      if (came !== went) throw new Error(`${came} of ${went} files came`);
      for (const { name, installed, runs } of runners) {
        const what = `${jobs.length} × 20 KiB, ${atOnce} at once: ${name}`;
        const walls = runs.map(({ wallMs }) => wallMs / idealMs);
        if (!installed) findings.push({ kind: 'skipped', what, why: `${name} is not installed` });
        else if (name === 'Hoist') findings.push(measured(what, '×', walls, { target: atMost(wallToIdeal) }));
        else findings.push(measured(what, '×', walls));
      }
      bench.say(`${atOnce} at once`);
    }
    return findings;
  },
};
