import { readFile, writeFile } from 'node:fs/promises';
import { connect, expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';

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
  await expect(page.getByText('1 to decide')).toBeVisible();
  expect(api.calls).toEqual([]);
  await row.getByRole('button', { name: 'Send its text' }).click();
  await expect(row).toContainText('Ready');
  await expect(row).toContainText('as text');
  await picture(app, page, 'converted');
  const [sent] = [...api.files.values()].filter(({ stored }) => stored !== null);
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
