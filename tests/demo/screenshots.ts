/** `npm run screenshots`: the pictures of the README, taken of the built app at work against the sandbox inside it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { launchHoist, type RunningApp, repositoryRoot } from '../support/launch.ts';
import { makeSamples } from '../support/samples.ts';
import { recordTimelines } from './timeline.ts';

const docs = join(repositoryRoot, 'docs');
const folder = join(tmpdir(), `Hoist-${process.pid}`);

await mkdir(docs, { recursive: true });
try {
  for (const scheme of ['light', 'dark'] as const) await take(scheme);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** A folder with a document in it from before, and one that comes and is ready. */
async function watchFolder(app: RunningApp, page: Page): Promise<void> {
  const inbox = join(folder, 'Documents', 'Invoices');
  await rm(inbox, { recursive: true, force: true });
  await mkdir(inbox, { recursive: true });
  await writeFile(join(inbox, 'Invoice 4711.txt'), `Invoice 4711, ${Date.now()}`);
  await page.getByRole('button', { name: 'Folders', exact: true }).click();
  await app.drop(page, {}, [inbox]);
  await page.getByRole('button', { name: 'Start watching' }).click();
  await page.getByText('is already here').waitFor();
  await writeFile(join(inbox, 'Invoice 4712.txt'), `Invoice 4712, ${Date.now()}`);
  await page.getByText('1 ready').waitFor();
  await page.mouse.move(0, 0);
  await sleep(500);
}

/** What was uploaded, once all of it has ended. */
async function lookBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('row', { name: /^Invoice 4712/ }).waitFor();
  await page.mouse.move(0, 0);
  await sleep(500);
}

/** The way of one file. */
async function lookClosely(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: name }).first();
  await row.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: /^Details of/ }).waitFor();
  await page.mouse.move(0, 0);
  await sleep(500);
}

/** What the server has, and what it found in one of the files. */
async function readText(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Library', exact: true }).click();
  await page
    .getByRole('row', { name: /\.docx/ })
    .first()
    .dblclick();
  await page
    .getByRole('region', { name: /^Text of/ })
    .locator('pre')
    .waitFor();
  await page.mouse.move(0, 0);
  await sleep(500);
}

async function take(colorScheme: 'light' | 'dark'): Promise<void> {
  const app = await launchHoist({ dataDir: join(folder, `data-${colorScheme}`), colorScheme });
  try {
    const page = await app.window();
    await page.screenshot({ path: join(docs, `first-run-${colorScheme}.png`) });
    await page.getByRole('button', { name: 'Try it without an account' }).click();
    const timelines = await recordTimelines(page);
    const samples = await makeSamples(join(folder, 'Documents'));
    const [first, ...later] = samples.map(({ path }) => path);
    const scan = join(folder, 'Site plan, scanned.pdf');
    const photo = join(folder, 'Team photo.jpg');
    await writeFile(scan, Buffer.alloc(14_700_000, '%PDF-1.7 '));
    await writeFile(photo, Buffer.alloc(2_300_000));
    await app.drop(page, {}, [first ?? '', ...later.slice(0, 1)]);
    while (!(await timelines()).some(({ stage }) => stage === 'ready')) await sleep(50);
    await app.drop(page, {}, [...later.slice(1), scan, photo]);
    while ((await timelines()).filter(({ stage }) => stage === 'processing').length < 3) await sleep(50);
    await page.mouse.move(0, 0);
    await sleep(1200);
    await page.screenshot({ path: join(docs, `queue-${colorScheme}.png`) });
    await watchFolder(app, page);
    await page.screenshot({ path: join(docs, `folders-${colorScheme}.png`) });
    await lookBack(page);
    await page.screenshot({ path: join(docs, `history-${colorScheme}.png`) });
    await lookClosely(page, samples.at(-1)?.name ?? '');
    await page.screenshot({ path: join(docs, `details-${colorScheme}.png`) });
    await readText(page);
    await page.screenshot({ path: join(docs, `library-${colorScheme}.png`) });
  } finally {
    await app.close();
  }
}
