import { setTimeout as sleep } from 'node:timers/promises';
import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import { LoopWatch } from '../app/loop-delay.ts';
import { Child } from '../harness/child.ts';
import { measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import type { Measurement } from '../harness/workbench.ts';
import { environmentOf } from '../peers/batch.ts';
import { BUILT_COMMAND } from '../peers/built-command.ts';
import { startApi } from '../servers/api.ts';

/** The same in the terminal, where there is no window to tell. */
export const terminalQueue: Measurement = {
  name: 'terminal-queue',
  title: 'Many files queued at once, in the terminal',
  limitMs: 3 * 60_000,
  async run(bench) {
    if (!CAN_READ_PEAKS) {
      return [{ kind: 'skipped', what: 'memory and event loop', why: 'only Linux tells of them here' }];
    }
    const count = bench.pick(10_000, 1000);
    const { folder } = await bench.documents(count, 2 * 1024);
    const processing = { kind: 'drawn', seed: 1 } as const;
    const peaksMib: number[] = [];
    const p99sMs: number[] = [];
    const firstPutsS: number[] = [];
    for (let run = 0; run < bench.pick(3, 1); run += 1) {
      const api = await startApi(bench, { processing, limits: DOCUMENTED_LIMITS, maxSizeBytes: null });
      const watch = new LoopWatch(await bench.folder());
      const preload = watch.preload.flatMap((module) => ['--import', module]);
      const args = [...preload, BUILT_COMMAND, 'upload', '--json', '--data', await bench.folder(), folder];
      const env = { ...environmentOf(api.settings), ...watch.env };
      const child = bench.own(new Child(process.execPath, args, env));
      const pid = child.process.pid ?? 0;
      await sleep(bench.pick(20_000, 5_000));
      p99sMs.push((await watch.take(pid)).p99Ms);
      peaksMib.push(await peakMemoryMib(pid));
      firstPutsS.push((((await api.account()).firstPutAtMs ?? Number.NaN) - child.startedAtMs) / 1000);
      await bench.tidy();
    }
    const files = `${count.toLocaleString('en')} queued`;
    return [
      measured(`${files}: peak memory`, 'MB', peaksMib),
      measured(`${files}: event-loop delay from the start, p99`, 'ms', p99sMs),
      measured(`${files}: start of the command → first PUT`, 's', firstPutsS),
    ];
  },
};
