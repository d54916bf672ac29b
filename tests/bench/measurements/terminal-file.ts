import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../harness/child.ts';
import { measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import { median } from '../harness/statistics.ts';
import { formatSize } from '../harness/table-cells.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { environmentOf } from '../peers/batch.ts';
import { BUILT_COMMAND } from '../peers/built-command.ts';
import { startApi } from '../servers/api.ts';

const MIB = 1024 * 1024;

/** The same in the terminal, which strips the types of what it loads as it starts. */
export const terminalFile: Measurement = {
  name: 'terminal-file',
  title: 'Memory for one large file, in the terminal',
  limitMs: 3 * 60_000,
  async run(bench) {
    if (!CAN_READ_PEAKS) return [{ kind: 'skipped', what: 'memory', why: 'only Linux tells of it here' }];
    const sizes = bench.pick([1, 10, 100, 1024], [1, 256]).map((mib) => mib * MIB);
    const points: [number, number][] = [];
    let largest: number[] = [];
    for (const sizeBytes of sizes) {
      largest = [];
      for (let run = 0; run < bench.pick(3, 1); run += 1) largest.push(await sendOne(bench, sizeBytes));
      points.push([sizeBytes, median(largest)]);
    }
    const what = `${formatSize(sizes.at(-1) ?? 0)}: peak memory`;
    return [
      measured(what, 'MB', largest),
      { kind: 'growth', chart: 'file-memory', line: 'terminal', points },
    ];
  },
};

/** The peak in MiB, as it was last seen before the command ended. */
async function sendOne(bench: Workbench, sizeBytes: number): Promise<number> {
  const path = await bench.single(sizeBytes);
  const processing = { kind: 'fixed', ms: 100 } as const;
  const api = await startApi(bench, { processing, limits: null, maxSizeBytes: sizeBytes });
  const args = [BUILT_COMMAND, 'upload', '--json', '--data', await bench.folder(), path];
  const child = bench.own(new Child(process.execPath, args, environmentOf(api.settings)));
  const running = child.process;
  let peakMib = 0;
  while (running.exitCode === null && running.signalCode === null) {
    // Between the two looks it may have ended.
    peakMib = await peakMemoryMib(running.pid ?? 0).catch(() => peakMib);
    await sleep(20);
  }
  if (running.exitCode !== 0) throw new Error(`hoist upload ended with ${running.exitCode}`);
  await bench.tidy();
  return peakMib;
}
