import { mkdir, writeFile } from 'node:fs/promises';
import {
  addFolder,
  cardOf,
  chooseInDialogs,
  exists,
  showFolders,
  startWatching,
} from '../support/folders-screen.ts';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';

test('what comes into a watched folder is uploaded once, and an edit of it is asked about', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await mkdir(folder.at('Invoices'));
  await showFolders(page);
  await expect(page.getByText('No watched folders yet')).toBeVisible();
  await addFolder(app, page, folder.at('Invoices'));
  await page
    .getByRole('group', { name: 'When a file is edited after its upload' })
    .getByLabel('Ask me')
    .check();
  await startWatching(page);
  const card = cardOf(page, 'Invoices');
  await expect(card).toContainText('Watching');
  await writeFile(folder.at('Invoices/first.txt'), 'The first invoice.');
  await writeFile(folder.at('Invoices/photo.png'), 'no document');
  await expect(card).toContainText('1 ready');
  await expect(card).toContainText('first.txt');
  await card.getByRole('button', { name: 'Copy id' }).click();
  const [file] = [...api.files.values()];
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(file?.fileId);
  await card.getByRole('button', { name: '1 not sent' }).click();
  await expect(card).toContainText('This server does not take .png files');

  await card.getByRole('button', { name: 'Pause: Invoices' }).click();
  await expect(card).toContainText('Paused');
  await expect(card).toContainText('1 ready');
  await writeFile(folder.at('Invoices/second.txt'), 'The second invoice.');
  await writeFile(folder.at('Invoices/first.txt'), 'The first invoice, corrected.');
  await card.getByRole('button', { name: 'Resume: Invoices' }).click();
  await expect(card).toContainText('second.txt');
  await expect(card).toContainText('1 file was edited after it was uploaded');
  await picture(app, page, 'folders-watching');
  expect(api.storedByName().get('first.txt')).toHaveLength(1);
  await card.getByRole('button', { name: 'Upload new version: first.txt' }).click();
  await expect(card).not.toContainText('was edited');
  await expect.poll(() => api.storedByName().get('first.txt')?.length).toBe(2);
  expect(api.storedByName().get('second.txt')).toHaveLength(1);
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(rowOf(page, 'Invoices (watched)')).toContainText('2 files');
  await expect(rowOf(page, 'second.txt')).toContainText('Ready');
});

test('what lies in a folder already waits for an answer; what is removed from Hoist stays on disk', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  for (const name of ['Old', 'Archive']) {
    await mkdir(folder.at(name));
    for (const file of ['a', 'b', 'c']) await writeFile(folder.at(`${name}/${file}.txt`), `${name} ${file}`);
  }
  for (const name of ['Old', 'Archive']) {
    await addFolder(app, page, folder.at(name));
    await startWatching(page);
    await expect(cardOf(page, name)).toContainText('3 files');
  }
  const [old, archive] = [cardOf(page, 'Old'), cardOf(page, 'Archive')];
  await expect(old).toContainText('3 files (15 B) are already here');
  await expect(archive).toContainText('3 files');
  await picture(app, page, 'folders-already-here');
  expect(api.calls).toEqual([]);
  await old.getByRole('button', { name: 'Only new files' }).click();
  await archive.getByRole('button', { name: 'Upload all 3' }).click();
  await expect(archive).toContainText('3 ready');
  await expect(old).not.toContainText('already here');
  await expect(old).toContainText('Nothing uploaded yet');

  await archive.getByRole('button', { name: 'Remove: Archive' }).click();
  await expect(archive).toContainText('The folder, its files and everything that was uploaded stay');
  await archive.getByRole('button', { name: 'Stop watching' }).click();
  await expect(archive).toHaveCount(0);
  expect([...api.storedByName().keys()].sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(page.getByText('3 of 3 ready')).toBeVisible();
});

test('a dropped folder is offered, its settings are changed, and ready files go where they say', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await mkdir(folder.at('In/sub'), { recursive: true });
  await mkdir(folder.at('Done'));
  await showFolders(page);
  await app.dragOver(page, {}, [folder.at('In')]);
  await expect(page.getByText('Drop a folder to watch it').last()).toBeVisible();
  await app.drop(page, {}, [folder.at('In')]);
  await expect(page.getByRole('heading', { name: 'Watch In' })).toBeVisible();
  await page.getByLabel('But not these').fill('*draft*');
  await page.getByLabel('Move it to another folder').check();
  await startWatching(page);
  await expect(page.getByText('Choose the folder that files are moved to.').first()).toBeVisible();
  await chooseInDialogs(app, folder.at('Done'));
  await page.getByRole('button', { name: 'Choose folder …' }).click();
  await picture(app, page, 'folder-form');
  await startWatching(page);
  const card = cardOf(page, 'In');
  await expect(card).toContainText('With sub-folders · all documents · except *draft* · then moved to Done');
  await writeFile(folder.at('In/draft 1.txt'), 'not yet');
  await writeFile(folder.at('In/sub/letter.txt'), 'Dear Ada.');
  await expect.poll(() => exists(folder.at('Done/sub/letter.txt'))).toBe(true);
  expect(await exists(folder.at('In/sub/letter.txt'))).toBe(false);

  await card.getByRole('button', { name: 'Edit: In' }).click();
  await expect(page.getByLabel('But not these')).toHaveValue('*draft*');
  await page.getByLabel('But not these').fill('');
  await page.getByLabel('Move it to the trash').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card).toContainText('With sub-folders · all documents · then moved to the trash');
  await expect.poll(() => exists(folder.at('In/draft 1.txt'))).toBe(false);
  await expect(card).toContainText('2 ready');
  expect([...api.storedByName().keys()].sort()).toEqual(['draft 1.txt', 'letter.txt']);
});
