import { atLeast, type Finding, measured } from '../harness/finding.ts';
import { ratios } from '../harness/statistics.ts';
import { formatSize } from '../harness/table-cells.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { curlPut } from '../peers/curl.ts';
import { type HoistPutRun, hoistPut } from '../peers/hoist-put.ts';
import type { PutPlan, PutRun } from '../peers/put.ts';
import { type Sink, startSink } from '../servers/sink.ts';

const MIB = 1024 * 1024;

/** Speed to `curl -T`, to the same sink, in turns. Hoist is a process that has sent before, as the app is. */
export const putLarge: Measurement = {
  name: 'put-large',
  title: 'PUT of large files, speed to curl’s',
  limitMs: 5 * 60_000,
  async run(bench) {
    const sink = await startSink(bench);
    const large = bench.pick(1024, 256) * MIB;
    const many = bench.pick(100, 20);
    const { paths } = await bench.documents(many, 10 * MIB);
    const one = { path: await bench.single(large), url: `${sink.origin}/one` };
    const all = paths.map((path, number) => ({ path, url: `${sink.origin}/many-${number}` }));
    bench.say(`to a sink in ${sink.language}`);
    const races: readonly Race[] = [
      { what: `1 × ${formatSize(large)}`, plan: { jobs: [one], atOnce: 1 }, bytes: large },
      ...[1, 8].map((atOnce) => ({
        what: `${many} × 10 MiB, ${atOnce} at once`,
        plan: { jobs: all, atOnce },
        bytes: many * 10 * MIB,
      })),
    ];
    const findings: Finding[] = [];
    for (const race of races) findings.push(...(await run(bench, sink, race)));
    return findings;
  },
};

interface Race {
  readonly what: string;
  readonly plan: PutPlan;
  readonly bytes: number;
}

async function run(bench: Workbench, sink: Sink, { what, plan, bytes }: Race): Promise<Finding[]> {
  const hoist: HoistPutRun[] = [];
  const curl: PutRun[] = [];
  const { bytes: bytesBefore } = await sink.taken();
  const hasCurl = bench.has('curl');
  for (let run = 0; run < bench.pick(7, 3); run += 1) {
    hoist.push(await hoistPut(bench, { ...plan, warmUpJobs: plan.jobs.length }));
    if (hasCurl) curl.push(await curlPut(bench, plan));
  }
  const bytesSent = (await sink.taken()).bytes - bytesBefore;
  if (bytesSent !== (2 * hoist.length + curl.length) * bytes) throw new Error('not all bytes came');
  bench.say(what);
  const speeds = (wallsMs: readonly number[]) => wallsMs.map((wallMs) => bytes / MIB / (wallMs / 1000));
  const ours = speeds(hoist.map(({ wallMs }) => wallMs));
  const theirs = speeds(curl.map(({ wallMs }) => wallMs));
  const cpu = hoist.map(({ cpuMs }) => cpuMs / 1000 / (bytes / 2 ** 30));
  const toCurl: Finding[] = hasCurl
    ? [
        measured(`${what}: speed ÷ curl’s`, '×', ratios(ours, theirs), { target: atLeast(1) }),
        measured(`${what}: curl`, 'MiB/s', theirs),
      ]
    : [{ kind: 'skipped', what: `${what}: speed ÷ curl’s`, why: 'curl is not installed' }];
  return [
    ...toCurl,
    measured(`${what}: Hoist`, 'MiB/s', ours),
    measured(`${what}: Hoist, first time in a process`, 'MiB/s', speeds(hoist.map((run) => run.coldWallMs))),
    measured(`${what}: Hoist’s CPU for a GiB`, 's CPU', cpu),
  ];
}
