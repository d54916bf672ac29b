/**
 * `npm run demo`: the main job, from a drop to file ids, in the built app against the sandbox inside it. On
 * Electron the window stays open afterwards; where nobody would see it, the demo saves a screenshot and ends.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { VIRTUAL_DISPLAY } from '../../build/runner/choose-runner.ts';
import { formatBytes } from '../../main/core/model/format.ts';
import type { HoistApi } from '../../preload/contract/contract.ts';
import { detectRunner, launchHoist, repositoryRoot } from '../support/launch.ts';
import { makeSamples } from '../support/samples.ts';
import { type RowTimeline, recordTimelines } from './timeline.ts';

const WITHIN_MS = 60_000;
/** For the progress bar's last movement, before the picture. */
const SETTLE_MS = 500;
const screenshotPath = join(repositoryRoot, 'test-results', 'demo.png');

const folder = await mkdtemp(join(tmpdir(), 'hoist-demo-'));
try {
  process.exitCode = await demo(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function demo(folder: string): Promise<number> {
  const runner = detectRunner();
  const samples = await makeSamples(join(folder, 'Documents'));
  const app = await launchHoist({ dataDir: join(folder, 'data') });
  try {
    const page = await app.window();
    await page.getByRole('button', { name: 'Try it without an account' }).click();
    const timelines = await recordTimelines(page);
    await app.drop(
      page,
      {},
      samples.map(({ path }) => path),
    );
    const rows = await whenEnded(timelines, samples.length);
    await sleep(SETTLE_MS);
    await mkdir(join(screenshotPath, '..'), { recursive: true });
    await page.screenshot({ path: screenshotPath });
    console.log(table(rows));
    const ready = rows.filter(({ stage }) => stage === 'ready').length;
    const ran = runner === 'electron' ? 'Electron' : 'the stand-in for Electron';
    console.log(
      `${ready} of ${samples.length} ready, on ${ran}. Screenshot: ${relative('', screenshotPath)}`,
    );
    if (runner === 'electron' && !process.env[VIRTUAL_DISPLAY]) {
      // Else a closed window would go on in the tray, and this command with it.
      await page.evaluate(() =>
        (window as unknown as { hoist: HoistApi }).hoist.changePreferences({ keepInTray: false }),
      );
      console.log('The window stays open until you close it.');
      // On a Mac, an app outlives its windows.
      await Promise.race([app.exited(), page.waitForEvent('close', { timeout: 0 })]);
    }
    return ready === samples.length ? 0 : 1;
  } finally {
    await app.close();
  }
}

async function whenEnded(timelines: () => Promise<RowTimeline[]>, count: number): Promise<RowTimeline[]> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const rows = await timelines();
    const ended = rows.filter(({ stage }) => stage === 'ready' || stage === 'failed' || stage === 'skipped');
    if (ended.length === count || Date.now() > deadline) return rows;
    await sleep(100);
  }
}

/** Times count from the drop. */
function table(rows: readonly RowTimeline[]): string {
  const seconds = (ms: number | undefined) => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);
  const lines = rows.map(({ name, sizeBytes, reachedMs, fileId, stage }) => [
    name,
    formatBytes(sizeBytes),
    seconds(reachedMs.processing),
    seconds(reachedMs.ready),
    fileId ?? stage,
  ]);
  const all = [['Name', 'Size', 'Sent', 'Ready', 'file_id'], ...lines];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  return all
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
