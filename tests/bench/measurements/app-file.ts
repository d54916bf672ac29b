import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApp } from '../app/open-app.ts';
import { listenToPatches } from '../app/patches.ts';
import { atMost, measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import { median } from '../harness/statistics.ts';
import { formatSize } from '../harness/table-cells.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { startApi } from '../servers/api.ts';
import { runnerName } from './app-start.ts';

const MIB = 1024 * 1024;

/** What a file's size costs the main process: nothing, if all is well. */
export const appFile: Measurement = {
  name: 'app-file',
  title: `Memory for one large file, on ${runnerName()}`,
  limitMs: 3 * 60_000,
  async run(bench) {
    if (!CAN_READ_PEAKS) return [{ kind: 'skipped', what: 'memory', why: 'only Linux tells of it here' }];
    const sizes = bench.pick([1, 10, 100, 1024], [1, 256]).map((mib) => mib * MIB);
    const points: [number, number][] = [];
    let largest: number[] = [];
    for (const sizeBytes of sizes) {
      largest = [];
      for (let run = 0; run < bench.pick(3, 1); run += 1) {
        largest.push(await sendOne(bench, sizeBytes));
        await bench.tidy();
      }
      points.push([sizeBytes, median(largest)]);
    }
    const what = `${formatSize(sizes.at(-1) ?? 0)}: peak memory of main`;
    return [
      measured(what, 'MB', largest, { target: atMost(120) }),
      { kind: 'growth', chart: 'file-memory', line: 'app', points },
    ];
  },
};

/** The peak in MiB once the file is ready. */
async function sendOne(bench: Workbench, sizeBytes: number): Promise<number> {
  const path = await bench.single(sizeBytes);
  const processing = { kind: 'fixed', ms: 100 } as const;
  const api = await startApi(bench, { processing, limits: null, maxSizeBytes: sizeBytes });
  const { app, page } = await openApp(bench, api.settings);
  const told = await listenToPatches(page);
  await app.drop(page, {}, [path]);
  while ((await told()).readyAtMs[basename(path)] === undefined) await sleep(100);
  return peakMemoryMib(app.pid);
}
