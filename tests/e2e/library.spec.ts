import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { answerDialogs, saidBy } from '../support/desktop.ts';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { apiError, rateLimited } from '../support/strict-api/faults.ts';

const copied = (app: RunningApp) => app.evaluate(({ clipboard }) => clipboard.readText());

const questions = async (app: RunningApp) => (await saidBy(app)).map(({ text }) => text);

const deletedRow = (page: Page, name: string) =>
  page.getByRole('row', { name: new RegExp(`^${name}, .*Ready, Deleted from the server`) });

test('what the server has is found, read, copied and deleted, by mouse and by keyboard', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const names = ['Angebot Müller.txt', 'Bericht.txt', 'Rechnung.txt'];
  for (const name of names) await writeFile(folder.at(name), `text of ${name}`);
  // One after another: the library is in the server's order, and files of one drop reach it in any order.
  for (const name of names) {
    await app.drop(page, {}, [folder.at(name)]);
    await expect(rowOf(page, name)).toContainText('Ready');
  }
  const idOf = (name: string) => [...api.files.values()].find((file) => file.name === name)?.fileId ?? '';
  api.files.set('from-elsewhere', {
    fileId: 'from-elsewhere',
    name: 'Von Ada.pdf',
    persist: true,
    sha256: 'x',
    stored: 1,
    storedAtMs: 0,
    outcomeUnknown: false,
    toldEnd: true,
  });
  api.texts.set('from-elsewhere', '<img src=x onerror="document.title=\'owned\'"> & so on');

  // What was cleared from the queue is back with one key.
  await page.getByRole('button', { name: 'Clear finished' }).click();
  await expect(rowOf(page, 'Bericht.txt')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(rowOf(page, 'Bericht.txt')).toContainText('Ready');

  // The limit is reached: that is said with its countdown, and it goes on by itself.
  api.faults.list.push(rateLimited(5));
  await page.getByRole('button', { name: 'Library', exact: true }).click();
  await expect(page.getByText(/Server limit reached, continuing/)).toBeVisible();
  await expect(rowOf(page, 'Bericht.txt')).toContainText('Uploaded from this computer today');
  await expect(rowOf(page, 'Von Ada.pdf')).toContainText('Not from this computer');
  await expect(page.getByText(/Server limit reached, continuing/)).toBeHidden();
  await picture(app, page, 'library');

  // By mouse.
  await rowOf(page, 'Bericht.txt').getByRole('button', { name: 'Copy id' }).click();
  await expect.poll(() => copied(app)).toBe(idOf('Bericht.txt'));
  await rowOf(page, 'Von Ada.pdf').dblclick();
  await expect(page.getByRole('region', { name: 'Text of Von Ada.pdf' })).toContainText('<img src=x');
  await expect(page).not.toHaveTitle('owned');
  await picture(app, page, 'library-text');
  await page.getByRole('button', { name: 'Close text' }).click();
  await answerDialogs(app);
  await rowOf(page, 'Bericht.txt').getByText('Bericht').click();
  await page.getByRole('region', { name: 'Details of Bericht.txt' }).getByText('Open the file').click();
  await expect.poll(() => saidBy(app)).toMatchObject([{ what: 'open', text: folder.at('Bericht.txt') }]);
  await page.keyboard.press('Escape');
  await answerDialogs(app);
  await rowOf(page, 'Bericht.txt').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rowOf(page, 'Bericht.txt')).toContainText('Deleting …');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'Bericht.txt')).not.toContainText('Deleting …');

  // By keyboard: search, select two, delete them. The next deletion lets them go; the server hears of one only at the second try.
  await page.keyboard.press('Control+f');
  await page.keyboard.type('txt');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('row').first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  api.faults.remove.push({ kind: 'lost-reply' }, apiError(503, 'attachment_document_not_reachable'));
  await page.keyboard.press('Delete');
  await expect(rowOf(page, 'Bericht.txt')).toContainText('Deleting …');
  expect(api.count('remove')).toBe(0);
  await page.keyboard.press('End');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('row')).toHaveCount(1);
  expect(await questions(app)).toEqual([]);
  expect([...api.files.values()].map(({ name }) => name)).toEqual(['Rechnung.txt', 'Von Ada.pdf']);

  // Quit while a deletion can still be undone: the next start makes it.
  await expect(rowOf(page, 'Rechnung.txt')).toContainText('Deleting …');
  await app.close();
  const second = await launch();
  await expect.poll(() => api.files.size).toBe(1);
  await second.page.getByRole('button', { name: 'Library', exact: true }).click();
  await expect(second.page.getByRole('row')).toHaveCount(1);

  // An id that leads nowhere is offered in no list; the history knows what became of it.
  await second.page.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(second.page.getByRole('row')).toHaveCount(0);
  await second.page.getByRole('button', { name: 'History', exact: true }).click();
  for (const name of names) await expect(deletedRow(second.page, name)).toBeVisible();
});

test('the sandbox has a library of its own', async ({ launch, folder }) => {
  const { app, page } = await launch();
  await page.getByRole('button', { name: 'Try it without an account' }).click();
  await expect(page.getByText('Drop documents here')).toBeVisible();
  await page.getByRole('button', { name: 'Library', exact: true }).click();
  await expect(page.getByText('No files on the server')).toBeVisible();
  await page.getByRole('button', { name: 'To the queue' }).click();
  await writeFile(folder.at('Brief.txt'), 'Sehr geehrte Frau Müller');
  await writeFile(folder.at('Anlage.txt'), 'Anlage');
  await app.drop(page, {}, [folder.at('Brief.txt'), folder.at('Anlage.txt')]);
  await expect(rowOf(page, 'Brief.txt')).toContainText('Ready');
  await expect(rowOf(page, 'Anlage.txt')).toContainText('Ready');
  await page.getByRole('button', { name: 'Library', exact: true }).click();
  await rowOf(page, 'Brief.txt').dblclick();
  await expect(page.getByRole('region', { name: 'Text of Brief.txt' })).toContainText(
    'Sehr geehrte Frau Müller',
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await rowOf(page, 'Anlage.txt').click();
  await page.keyboard.press('Delete');
  await expect(rowOf(page, 'Brief.txt')).toBeHidden();
  await expect(rowOf(page, 'Anlage.txt')).toContainText('Deleting …');
});
