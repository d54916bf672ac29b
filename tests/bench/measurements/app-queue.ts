import { setTimeout as sleep } from 'node:timers/promises';
import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import { LoopWatch } from '../app/loop-delay.ts';
import { openApp } from '../app/open-app.ts';
import { listenToPatches } from '../app/patches.ts';
import { atMost, type Finding, measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import { median } from '../harness/statistics.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { startApi } from '../servers/api.ts';
import { runnerName } from './app-start.ts';

const MOST = 10_000;

/** What the queue costs the main process as it grows. */
export const appQueue: Measurement = {
  name: 'app-queue',
  title: `Many files queued at once, on ${runnerName()}`,
  limitMs: 6 * 60_000,
  async run(bench) {
    if (!CAN_READ_PEAKS) {
      return [{ kind: 'skipped', what: 'memory and event loop', why: 'only Linux tells of them here' }];
    }
    const points: [number, number][] = [];
    let most: QueueRun[] = [];
    for (const count of bench.pick([100, 1000, MOST], [100, 1000])) {
      const runs: QueueRun[] = [];
      const { folder } = await bench.documents(count, 2 * 1024);
      const times = count === MOST ? 3 : 1;
      for (let run = 0; run < times; run += 1) {
        runs.push(await queueFiles(bench, folder, count));
        await bench.tidy();
      }
      points.push([count, median(runs.map(({ peakMib }) => peakMib))]);
      most = runs;
      bench.say(`${count} files`);
    }
    return [
      ...describe(bench.pick(MOST, 1000), most),
      { kind: 'growth', chart: 'queue-memory', line: 'app', points },
    ];
  },
};

interface Phase {
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly messagesASecond: number;
}

interface QueueRun {
  readonly peakMib: number;
  readonly firstPutS: number;
  readonly allShownS: number;
  /** From the drop until the window has all. */
  readonly adding: Phase;
  /** A while after that. */
  readonly working: Phase;
}

async function queueFiles(bench: Workbench, folder: string, count: number): Promise<QueueRun> {
  const processing = { kind: 'drawn', seed: 1 } as const;
  const api = await startApi(bench, { processing, limits: DOCUMENTED_LIMITS, maxSizeBytes: null });
  const watch = new LoopWatch(await bench.folder());
  const { app, page } = await openApp(bench, api.settings, watch);
  const told = await listenToPatches(page);
  // What the start cost is another matter.
  await watch.take(app.pid);
  const droppedAtMs = Date.now();
  await app.drop(page, {}, [folder]);
  let added = await told();
  for (; added.rows < count; added = await told()) await sleep(100);
  const allShownS = (Date.now() - droppedAtMs) / 1000;
  const adding = { ...(await watch.take(app.pid)), messagesASecond: added.patches / allShownS };
  const workingS = bench.pick(20, 5);
  await sleep(workingS * 1000);
  const messagesASecond = ((await told()).patches - added.patches) / workingS;
  const working = { ...(await watch.take(app.pid)), messagesASecond };
  const { firstPutAtMs } = await api.account();
  const firstPutS = ((firstPutAtMs ?? Number.NaN) - droppedAtMs) / 1000;
  return { peakMib: await peakMemoryMib(app.pid), firstPutS, allShownS, adding, working };
}

function describe(count: number, runs: readonly QueueRun[]): Finding[] {
  const files = `${count.toLocaleString('en')} queued`;
  const each = (of: (run: QueueRun) => number) => runs.map(of);
  const phase = (name: string, of: (run: QueueRun) => Phase) => [
    measured(
      `${name}: event-loop delay, p99`,
      'ms',
      each((run) => of(run).p99Ms),
      { target: atMost(30) },
    ),
    measured(
      `${name}: event-loop delay, most`,
      'ms',
      each((run) => of(run).maxMs),
    ),
    measured(
      `${name}: messages to the window`,
      '/s',
      each((run) => of(run).messagesASecond),
    ),
  ];
  return [
    measured(
      `${files}: peak memory of main`,
      'MB',
      each((run) => run.peakMib),
      {
        target: atMost(125),
        note: 'of 127 MB after a drop, 59 are mapped files of the program, 38 the heap of V8 (27 live, 8 of them rows)',
      },
    ),
    measured(
      `${files}: drop → first PUT`,
      's',
      each((run) => run.firstPutS),
    ),
    measured(
      `${files}: drop → all in the window`,
      's',
      each((run) => run.allShownS),
    ),
    ...phase('while they come in', (run) => run.adding),
    ...phase('at work after that', (run) => run.working),
  ];
}
