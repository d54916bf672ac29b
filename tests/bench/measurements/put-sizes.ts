import type { Finding } from '../harness/finding.ts';
import { median } from '../harness/statistics.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { curlPut } from '../peers/curl.ts';
import { hoistPut } from '../peers/hoist-put.ts';
import type { PutPlan } from '../peers/put.ts';
import { startSink } from '../servers/sink.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SIZES = [64 * KIB, 256 * KIB, MIB, 4 * MIB, 16 * MIB, 64 * MIB, 256 * MIB, 1024 * MIB];
/** As many of a size as make this much, so that each run takes long enough to be seen. */
const RUN_BYTES = 256 * MIB;
const MOST_FILES = 1000;
const WARM_UP_JOBS = 100;

/** How the speed of PUTs, one at a time, grows with the file. */
export const putSizes: Measurement = {
  name: 'put-sizes',
  title: 'PUT speed by file size',
  limitMs: 5 * 60_000,
  async run(bench) {
    const sink = await startSink(bench);
    const hoist: [number, number][] = [];
    const curl: [number, number][] = [];
    for (const sizeBytes of bench.pick(SIZES, SIZES.slice(0, -2))) {
      const path = await bench.single(sizeBytes);
      const count = Math.min(MOST_FILES, Math.max(1, Math.floor(RUN_BYTES / sizeBytes)));
      const jobs = Array.from({ length: count }, (_, number) => ({ path, url: `${sink.origin}/${number}` }));
      const speeds = await speedsOf(bench, { jobs, atOnce: 1 }, count * sizeBytes);
      hoist.push([sizeBytes, speeds.hoist]);
      if (speeds.curl !== null) curl.push([sizeBytes, speeds.curl]);
    }
    const findings: Finding[] = [{ kind: 'growth', chart: 'put-speed', line: 'Hoist', points: hoist }];
    if (curl.length > 0) findings.push({ kind: 'growth', chart: 'put-speed', line: 'curl', points: curl });
    else findings.push({ kind: 'skipped', what: 'curl’s speed', why: 'curl is not installed' });
    return findings;
  },
};

/** Medians in MiB/s. */
async function speedsOf(
  bench: Workbench,
  plan: PutPlan,
  bytes: number,
): Promise<{ hoist: number; curl: number | null }> {
  const hoist: number[] = [];
  const curl: number[] = [];
  const speed = (wallMs: number) => bytes / MIB / (wallMs / 1000);
  for (let run = 0; run < bench.pick(3, 1); run += 1) {
    hoist.push(
      speed(
        (await hoistPut(bench, { ...plan, warmUpJobs: Math.min(WARM_UP_JOBS, plan.jobs.length) })).wallMs,
      ),
    );
    if (bench.has('curl')) curl.push(speed((await curlPut(bench, plan)).wallMs));
  }
  return { hoist: median(hoist), curl: curl.length > 0 ? median(curl) : null };
}
