import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { listenToLongTasks } from '../app/long-tasks.ts';
import { openApp } from '../app/open-app.ts';
import { listenToPatches } from '../app/patches.ts';
import { type Finding, measured, neverAbove } from '../harness/finding.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { startApi } from '../servers/api.ts';
import { runnerName } from './app-start.ts';

const ROWS = 10_000;
/** A brisk turn of a wheel: three notches at once, sixty times a second at most. */
const TURN_PX = 360;
const TURNS = 300;
/** So that ten files begin and ten end each second, and twenty and more are on their way at any time. */
const CALLS_A_SECOND = 20;
/** The browser tells of no shorter one. */
const LONG_MS = 50;
const NOTE = `${TURNS} wheel steps of ${TURN_PX} px, half of them backwards, and a jump to each end`;

/** How the list scrolls while files are on their way: what a hand on the wheel would have to wait for. */
export const appScroll: Measurement = {
  name: 'app-scroll',
  title: `Scrolling through many files while they upload, on ${runnerName()}`,
  limitMs: 4 * 60_000,
  async run(bench) {
    const count = bench.pick(ROWS, 1000);
    const { folder } = await bench.documents(count, 2 * 1024);
    const runs: ScrollRun[] = [];
    for (let run = 0; run < bench.pick(3, 1); run += 1) {
      runs.push(await scrollThrough(bench, folder, count));
      await bench.tidy();
    }
    return describe(count, runs);
  },
};

interface ScrollRun {
  /** 0 where none was long. */
  readonly longestMs: number;
  readonly long: number;
  /** Changes of rows that were told to the window meanwhile, a second. */
  readonly messagesASecond: number;
}

async function scrollThrough(bench: Workbench, folder: string, count: number): Promise<ScrollRun> {
  const processing = { kind: 'drawn', seed: 1 } as const;
  const api = await startApi(bench, { processing, limits: null, maxSizeBytes: null });
  const { app, page } = await openApp(bench, api.settings, {
    env: {
      HOIST_RATE_RPS: `${CALLS_A_SECOND}`,
      HOIST_RATE_RPM: `${CALLS_A_SECOND * 60}`,
    },
  });
  const told = await listenToPatches(page);
  await app.drop(page, {}, [folder]);
  while ((await told()).rows < count) await sleep(100);
  const before = await told();
  const longTasks = await listenToLongTasks(page);
  const startedMs = performance.now();
  await turnTheWheel(page);
  const seconds = (performance.now() - startedMs) / 1000;
  const durations = await longTasks();
  return {
    longestMs: Math.max(0, ...durations),
    long: durations.length,
    messagesASecond: ((await told()).patches - before.patches) / seconds,
  };
}

async function turnTheWheel(page: Page): Promise<void> {
  const list = page.getByRole('treegrid');
  await list.hover();
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.mouse.wheel(0, turn < TURNS / 2 ? TURN_PX : -TURN_PX);
    await sleep(1000 / 60);
  }
  await list.getByRole('row').first().click();
  for (const key of ['End', 'Home']) {
    await page.keyboard.press(key);
    await sleep(500);
  }
}

function describe(count: number, runs: readonly ScrollRun[]): Finding[] {
  const files = count.toLocaleString('en');
  const longest = runs.map(({ longestMs }) => longestMs);
  return [
    measured(`${files} rows: longest task over ${LONG_MS} ms (0: none)`, 'ms', longest, {
      target: neverAbove(LONG_MS),
      note: NOTE,
    }),
    measured(
      `${files} rows: tasks over ${LONG_MS} ms`,
      'calls',
      runs.map(({ long }) => long),
    ),
    measured(
      `${files} rows: messages to the window meanwhile`,
      '/s',
      runs.map(({ messagesASecond }) => messagesASecond),
    ),
  ];
}
