import { readFile, rm, writeFile } from 'node:fs/promises';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';

const copied = (app: RunningApp) => app.evaluate(({ clipboard }) => clipboard.readText());

/** Answers the next dialog for a file to save, as a person would. */
async function saveAs(app: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** What the file manager is asked to show. */
async function recordReveals(app: RunningApp): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    shell.showItemInFolder = (path) => void shown.push(path);
  });
  return () => app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
}

test('past uploads are found, copied, shown in their folder, sent again and exported, by mouse and by keyboard', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const names = ['Angebot Müller.txt', 'Bericht.txt', 'Rechnung.txt', 'Foto.png'];
  for (const name of names) await writeFile(folder.at(name), `text of ${name}`);
  const paths = names.map((name) => folder.at(name));
  await app.drop(page, {}, paths);
  await expect(page.getByText('3 of 3 ready')).toBeVisible();

  // What was done is behind the connection's status.
  await page.getByTitle('Show the activity').press('Enter');
  const activity = page.getByRole('dialog', { name: 'Activity' });
  await expect(activity).toContainText(/Calls in the last minute.*[1-9]\d* of 180/);
  await expect(activity).toContainText('Nothing to do.');
  await picture(app, page, 'activity');
  await page.keyboard.press('Escape');
  await expect(activity).toBeHidden();
  await expect(page.getByTitle('Show the activity')).toBeFocused();
  await page.getByRole('button', { name: 'Clear finished' }).click();
  await expect(page.getByText('Drop documents here')).toBeVisible();
  const idOf = (name: string) => [...api.files.values()].find((file) => file.name === name)?.fileId;

  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /^4 files$/ })).toBeVisible();
  await picture(app, page, 'history');

  // By mouse: copy, look for, show, send again.
  await rowOf(page, 'Bericht.txt').getByRole('button', { name: 'Copy id' }).click();
  await expect.poll(() => copied(app)).toBe(idOf('Bericht.txt'));
  await page.getByRole('searchbox').fill('MÜLLER');
  await expect(page.getByRole('row')).toHaveCount(1);
  const reveals = await recordReveals(app);
  const found = rowOf(page, 'Angebot Müller.txt');
  await found.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Show in folder' }).click();
  await expect.poll(reveals).toEqual([folder.at('Angebot Müller.txt')]);
  await found.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Upload again' }).click();
  await expect(page.getByText('1 file added to the queue').first()).toBeVisible();
  // Nothing is selected, so the new receipt comes by itself.
  await expect(page.getByRole('row', { name: /^Angebot Müller/ })).toHaveCount(2);
  expect(api.storedByName().get('Angebot Müller.txt')).toHaveLength(2);

  // By keyboard: look for, walk, select, copy as JSON, export.
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row')).toHaveCount(5);
  await page.keyboard.type('txt');
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByRole('row').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Control+c');
  await expect.poll(async () => (await copied(app)).split('\n')).toHaveLength(2);
  await page.getByRole('button', { name: 'Copy in another form' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Copy as JSON' }).focus();
  await page.keyboard.press('Enter');
  // Until it is copied, what is there is no JSON.
  await expect
    .poll(async () => (await copied(app)).match(/"outcome": "\w+"/g))
    .toEqual(['"outcome": "ready"', '"outcome": "ready"']);
  await saveAs(app, folder.at('receipts.csv'));
  await page.getByRole('button', { name: 'Export' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: '4 receipts as CSV …' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('4 receipts saved as receipts.csv').first()).toBeVisible();
  const csv = await readFile(folder.at('receipts.csv'), 'utf8');
  expect(csv.trimEnd().split('\r\n')).toHaveLength(5);
  expect(csv).toContain(idOf('Rechnung.txt'));

  // What is gone is said, and nothing of it gets into the queue.
  await rm(folder.at('Bericht.txt'));
  const gone = rowOf(page, 'Bericht.txt');
  for (const item of ['Show in folder', 'Upload again']) {
    await gone.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  }
  await expect(
    page.getByText('0 added to the queue, 1 not: it is gone or cannot be sent').first(),
  ).toBeVisible();
  expect(await reveals()).toHaveLength(1);
});
