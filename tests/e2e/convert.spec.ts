import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { zipSync } from 'fflate';
import { findOffice } from '../../main/core/convert/office/find-office.ts';
import { connect, expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';
import { clickInTray, trayState, watchTray } from '../support/tray.ts';

const DOCUMENTS = new URL('../fixtures/documents/made/', import.meta.url);
const CSV = `name,amount\n${Array.from({ length: 3000 }, (_, n) => `customer ${n},"${n * 7}"\n`).join('')}`;

test('a file that the server does not take is sent as text once the person says so', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await writeFile(folder.at('notes.md'), '# Notes\n\nWhat was said in May.\n');
  await app.drop(page, {}, [folder.at('notes.md')]);
  const row = rowOf(page, 'notes.md');
  await expect(row).toContainText('This server does not take .md.');
  await expect(page.getByText('· 1 to decide')).toBeVisible();
  expect(api.calls).toEqual([]);
  await row.getByRole('button', { name: 'Send its text' }).click();
  await expect(row).toContainText('Ready');
  await expect(row).toContainText('as text');
  await picture(app, page, 'converted');
  const [sent] = [...api.files.values()].filter(({ stored }) => stored > 0);
  expect(sent?.name).toBe('notes.md.txt');
});

test('many are converted at once by the keyboard, and “Not now” puts the question off', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const names = ['a.md', 'b.json', 'c.log'];
  for (const name of names) await writeFile(folder.at(name), `{"from": "${name}"}`);
  await app.drop(
    page,
    {},
    names.map((name) => folder.at(name)),
  );
  await expect(page.getByText('3 files can be sent after conversion.')).toBeVisible();
  await picture(app, page, 'conversion-question');
  await page.getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(page.getByText('files can be sent after conversion.')).toBeHidden();
  await writeFile(folder.at('d.yaml'), 'from: d');
  await app.drop(page, {}, [folder.at('d.yaml')]);
  await page.getByRole('button', { name: 'Convert all' }).press('Enter');
  for (const name of [...names, 'd.yaml']) await expect(rowOf(page, name)).toContainText('Ready');
  expect([...api.storedByName().keys()].sort()).toEqual([
    'a.md.txt',
    'b.json.txt',
    'c.log.txt',
    'd.yaml.txt',
  ]);
});

test('a table over the limit goes in parts: one row that opens, and all of its ids', async ({
  launch,
  folder,
}) => {
  await using api = await StrictApi.start({ maxSizeBytes: 30_000 });
  const { app, page } = await launch();
  await connect(page, api.settings);
  await writeFile(folder.at('customers.csv'), CSV);
  await app.drop(page, {}, [folder.at('customers.csv')]);
  await rowOf(page, 'customers.csv').getByRole('button', { name: 'Send in parts' }).click();
  const group = page.getByRole('row', { name: /^customers\.csv/ });
  await expect(group).toContainText('3 parts · 3 ready');
  await expect(page.getByRole('row', { name: /part 1 of 3/ })).toBeHidden();
  await group.click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /part 3 of 3/ })).toContainText('Ready');
  await picture(app, page, 'parts-open');
  await group.getByRole('button', { name: 'Copy 3 ids' }).click();
  // The URL for the whole table, which told the limit, was never used.
  const parts = [...api.files.values()].filter(({ name }) => name.includes('part'));
  const ids = parts.map(({ fileId }) => fileId);
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(async () => (await copied()).split('\n').sort()).toEqual(ids.toSorted());
});

test('the settings say what happens to such files without asking', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await openSettings(page, 'Uploads');
  await page.getByLabel('Files that the server does not take').selectOption('text');
  await page.getByRole('button', { name: 'Back to the queue' }).click();
  await writeFile(folder.at('readme.md'), '# Read me\n');
  await app.drop(page, {}, [folder.at('readme.md')]);
  await expect(rowOf(page, 'readme.md')).toContainText('Ready');
  expect([...api.storedByName().keys()]).toEqual(['readme.md.txt']);
});

test('what is sent can be looked at until it is ready', async ({ launch, folder }) => {
  await using api = await StrictApi.start({ processingMs: 20_000 });
  const { app, page } = await launch();
  await connect(page, api.settings);
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openPath = async (path) => {
      opened.push(path);
      return '';
    };
  });
  await writeFile(folder.at('notes.md'), '# Notes\n');
  await app.drop(page, {}, [folder.at('notes.md')]);
  const row = rowOf(page, 'notes.md');
  await row.getByRole('button', { name: 'Send its text' }).click();
  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Show what is sent' }).click();
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(opened).toEqual([expect.stringMatching(/derived.*part-1\.txt$/)]);
  const [path = ''] = await opened();
  expect(await readFile(path, 'utf8')).toBe('# Notes\n');
});

test('slides are sent as their text by the keyboard alone, and what was sent can be read afterwards', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await copyFile(new URL('talk.pptx', DOCUMENTS), folder.at('talk.pptx'));
  await app.drop(page, {}, [folder.at('talk.pptx')]);
  const row = rowOf(page, 'talk.pptx');
  await expect(row).toContainText('This server does not take .pptx.');
  const buttons = await row.getByRole('button').allTextContents();
  const pdf = findOffice() === null ? [] : ['Send as PDF'];
  expect(buttons.filter((label) => label !== '')).toEqual(['Send its text', ...pdf]);
  await row.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Ready');

  const text = await readFile(new URL('talk.pptx.txt', DOCUMENTS), 'utf8');
  const [[name, hashes] = []] = [...api.storedByName()];
  expect(name).toBe('talk.pptx.txt');
  expect(hashes).toEqual([createHash('sha256').update(text).digest('hex')]);

  // The first URL was asked for to learn the limits, before there was anything to send.
  const sent = [...api.files.values()].find(({ stored }) => stored > 0);
  api.texts.set(sent?.fileId ?? '', text);
  // From the row over “Copy id” to the menu.
  await row.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: 'Text of talk.pptx.txt' });
  await expect(pane).toContainText('The harbour in 2026');
  await picture(app, page, 'conversion-text');
  await page.keyboard.press('Escape');
  await expect(pane).toBeHidden();
});

test('the files of an archive are one row, which says what was left out and why', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const archive = {
    'offer.txt': bytes('An offer.'),
    'notes.md': bytes('# Notes'),
    'logo.png': bytes('picture'),
  };
  await writeFile(folder.at('tender.zip'), zipSync(archive));
  await app.drop(page, {}, [folder.at('tender.zip')]);
  await rowOf(page, 'tender.zip').getByRole('button', { name: 'Send what is in it' }).click();
  const group = page.getByRole('row', { name: /^tender\.zip/ });
  await expect(group).toContainText('3 files · 2 ready · 1 left out');
  await group.getByRole('button', { name: 'Show the parts' }).click();
  await expect(page.getByRole('row', { name: /^logo\.png/ })).toContainText(
    'This server does not take .png files',
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  expect([...api.storedByName().keys()].sort()).toEqual(['notes.md.txt', 'offer.txt']);
  // History names the original of each.
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(rowOf(page, 'offer.txt')).toContainText('from tender.zip');
});

test('the tray counts what is to be decided, and leads to it', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await watchTray(app);
  await connect(page, api.settings);
  await writeFile(folder.at('notes.md'), '# Notes\n');
  await app.drop(page, {}, [folder.at('notes.md')]);
  await expect.poll(() => trayState(app)).toBe('1 to decide');
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await clickInTray(app, '1 to decide');
  await expect(page.getByRole('row', { selected: true })).toContainText('This server does not take .md.');
  await rowOf(page, 'notes.md').getByRole('button', { name: 'Send its text' }).click();
  await expect.poll(() => trayState(app)).toBe('1 of 1 ready');
});
