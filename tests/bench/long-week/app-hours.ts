import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import type { HoistApi } from '../../../preload/contract/contract.ts';
import { addFolder, startWatching } from '../../support/folders-screen.ts';
import { MemoryWatch } from '../app/memory-watch.ts';
import { openApp } from '../app/open-app.ts';
import type { Workbench } from '../harness/workbench.ts';
import { breachesOf, demandNone, Outcomes } from './breaches.ts';
import { bring } from './bring.ts';
import { Course, type Sample } from './course.ts';
import { Documents } from './documents.ts';
import { startAccounts } from './server.ts';

const SEED = 21;
const MIB = 1024 * 1024;
/** In samples. */
const CLEAR_EVERY = 4;

/** What the window holds once it has collected its garbage. */
export interface WindowSample {
  readonly files: number;
  readonly heapMib: number;
  readonly nodes: number;
  readonly listeners: number;
}

export interface AppHours {
  readonly main: readonly Sample[];
  readonly window: readonly WindowSample[];
}

/** The app in real time, with a watched folder; its person clears the list now and then. */
export async function runAppFor(bench: Workbench, lengthMs: number): Promise<AppHours> {
  const accounts = await startAccounts(bench, SEED);
  const folder = join(await bench.folder(), 'Inbox');
  await mkdir(folder);
  const watch = new MemoryWatch(await bench.folder());
  const { app, page } = await openApp(bench, accounts.hello[0], watch);
  const dataFolder = await app.evaluate(({ app: running }) => running.getPath('userData'));
  await addFolder(app, page, folder);
  await startWatching(page);
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const takeEnds = await listenToEnds(page);
  const outcomes = new Outcomes();
  const course = new Course({ pid: app.pid, watch, dataFolder });
  const cdp = await page.context().newCDPSession(page);
  const inWindow: WindowSample[] = [];
  const documents = new Documents(folder, 'app');
  const arrived = await bring(documents, outcomes, {
    lengthMs,
    seed: SEED,
    async hear() {
      for (const { path, fileId } of await takeEnds()) {
        if (fileId === null) outcomes.failed(path);
        else outcomes.ready(path, fileId);
      }
    },
    async sample() {
      if (course.samples.length % CLEAR_EVERY === 0) await clearList(page);
      await course.sample(outcomes.size);
      inWindow.push({ files: outcomes.size, ...(await heldBy(cdp)) });
    },
  });
  await app.close();
  const [holdings] = await accounts.ask();
  demandNone('the app', breachesOf(arrived, outcomes, holdings));
  return { main: course.samples, window: inWindow };
}

async function clearList(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Clear finished' });
  if ((await button.isVisible()) && (await button.isEnabled())) await button.click();
}

interface End {
  readonly path: string;
  /** null for one that failed. */
  readonly fileId: string | null;
}

interface ListeningWindow {
  hoist: HoistApi;
  benchEnds: Map<string, End>;
}

/** Listens in the window, by its own bridge; each call takes what ended since the last one. */
async function listenToEnds(page: Page): Promise<() => Promise<readonly End[]>> {
  await page.evaluate(() => {
    const listening = window as unknown as ListeningWindow;
    listening.benchEnds = new Map();
    /** A row comes again with each change of its list; its end counts once. */
    const known = new Map<string, string>();
    listening.hoist.onPatch(({ rows }) => {
      for (const { id, folder, name, state } of rows) {
        if (known.get(id) === state.stage) continue;
        known.set(id, state.stage);
        const path = `${folder}/${name}`;
        if (state.stage === 'ready') listening.benchEnds.set(id, { path, fileId: state.fileId });
        else if (state.stage === 'failed') listening.benchEnds.set(id, { path, fileId: null });
      }
    });
  });
  return () =>
    page.evaluate(() => {
      const listening = window as unknown as ListeningWindow;
      const outcomes = [...listening.benchEnds.values()];
      listening.benchEnds.clear();
      return outcomes;
    });
}

async function heldBy(cdp: CDPSession): Promise<Omit<WindowSample, 'files'>> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { heapMib: usedSize / MIB, nodes, listeners: jsEventListeners };
}
