import { mkdir, writeFile } from 'node:fs/promises';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import { makeSamples } from '../support/samples.ts';
import { apiError } from '../support/strict-api/faults.ts';
import { sha256Of, writeRandom } from '../support/uploads.ts';

test('three files from the file manager become ready, with an id to copy', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const samples = (await makeSamples(folder.at('documents'))).slice(0, 3);
  await app.dragOver(
    page,
    {},
    samples.map(({ path }) => path),
  );
  await expect(page.getByText('Upload 3 files')).toBeVisible();
  await picture(app, page, 'drop-overlay');
  await app.drop(
    page,
    {},
    samples.map(({ path }) => path),
  );
  for (const { name } of samples) await expect(rowOf(page, name)).toContainText('Ready');
  await expect(page.getByText('3 of 3 ready')).toBeVisible();
  await picture(app, page, 'three-ready');

  const [first] = samples;
  const [file] = [...api.files.values()].filter(({ name }) => name === first?.name);
  await rowOf(page, first?.name ?? '')
    .getByRole('button', { name: 'Copy id' })
    .click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(file?.fileId);
  for (const { path, name } of samples) expect(api.storedByName().get(name)).toEqual([await sha256Of(path)]);

  // One key from a row to all that happened to its file.
  await rowOf(page, first?.name ?? '').focus();
  await page.keyboard.press(' ');
  const details = page.getByRole('region', { name: `Details of ${first?.name}` });
  const way = details.getByRole('list', { name: 'The way of this file' });
  await expect(way.getByRole('listitem').last()).toContainText('Processed by the server');
  await expect(details).toContainText(file?.fileId ?? '');
  await expect(details).toContainText(await sha256Of(first?.path ?? ''));
  await picture(app, page, 'details');
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await expect(rowOf(page, first?.name ?? '')).toBeFocused();
});

test('a folder is uploaded with its sub-folders, and what is left out says why', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await mkdir(folder.at('Project/minutes'), { recursive: true });
  await writeFile(folder.at('Project/offer.txt'), 'An offer.');
  await writeFile(folder.at('Project/minutes/may.txt'), 'What was said in May.');
  await writeFile(folder.at('Project/photo.png'), 'no document');
  await writeFile(folder.at('Project/empty.csv'), '');
  await app.drop(page, {}, [folder.at('Project')]);
  await expect(rowOf(page, 'offer.txt')).toContainText('Ready');
  await expect(rowOf(page, 'may.txt')).toContainText('Ready');
  await expect(rowOf(page, 'photo.png')).toContainText('This server does not take .png files');
  await expect(rowOf(page, 'empty.csv')).toContainText('The file is empty');
  await picture(app, page, 'folder-with-skipped');
  expect([...api.storedByName().keys()].sort()).toEqual(['may.txt', 'offer.txt']);

  // It stands together, and does so after a restart.
  const heading = rowOf(page, 'Project');
  await expect(heading).toContainText(/4 files · .* · 2 ready · 2 left out/);
  await heading.getByRole('button', { name: 'Copy 2 ids' }).click();
  const ids = [...api.files.values()].map(({ fileId }) => fileId).sort();
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(async () => (await copied()).split('\n').sort()).toEqual(ids);
  await heading.getByRole('button', { name: 'Hide the files' }).click();
  await expect(rowOf(page, 'offer.txt')).toBeHidden();
  await picture(app, page, 'batch-folded');
  await app.close();
  const { page: next } = await launch();
  await expect(rowOf(next, 'Project')).toContainText('4 files');
  await expect(rowOf(next, 'offer.txt')).toBeVisible();
});

test('files are chosen in the system’s dialog, and none when it is cancelled', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const path = await writeRandom(folder.at('chosen.pdf'), 30_000);
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  await expect(rowOf(page, 'chosen.pdf')).toContainText('Ready');
  expect(api.count('sign')).toBe(1);
});

test('a server that fails twice is tried again, and that is said', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  api.faults.sign.push(
    ...Array.from({ length: 4 }, () => apiError(500, 'internal_server_error', 'Internal Server Error')),
  );
  const path = await writeRandom(folder.at('patience.pdf'), 30_000);
  await app.drop(page, {}, [path]);
  await expect(rowOf(page, 'patience.pdf')).toContainText('Trying again in');
  await picture(app, page, 'trying-again');
  await expect(rowOf(page, 'patience.pdf')).toContainText('Ready');
  expect(api.count('put')).toBe(1);
});

test('an upload is cancelled in mid-PUT, and can be started again', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  api.faults.put.push({ kind: 'delay', ms: 20_000 });
  const path = await writeRandom(folder.at('large.pdf'), 9_000_000);
  await app.drop(page, {}, [path]);
  const row = rowOf(page, 'large.pdf');
  await expect(row).toContainText('Uploading');
  await expect.poll(() => api.count('put')).toBe(1);
  await picture(app, page, 'uploading');
  await row.getByRole('button', { name: 'Cancel' }).click();
  await expect(row).toContainText('Cancelled');
  expect(api.storedByName().size).toBe(0);
  await row.getByRole('button', { name: 'Retry' }).click();
  await expect(row).toContainText('Ready');
  expect(api.storedByName().get('large.pdf')).toEqual([await sha256Of(path)]);
});

test('names of any characters are shown and sent as they are', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const names = ['"quoted" & <b>bold<%2F>.txt', 'line\nbreak.txt', `${'é'.repeat(125)}.txt`, '😀 報告書.txt'];
  for (const name of names) await writeFile(folder.at(name), `text of ${name}`);
  await app.drop(
    page,
    {},
    names.map((name) => folder.at(name)),
  );
  await expect(page.getByText('4 of 4 ready')).toBeVisible();
  await picture(app, page, 'odd-names');
  expect([...api.storedByName().keys()].sort()).toEqual([...names].sort());
});

test('pasted text becomes a file named by its first line; what becomes of new files is kept', async ({
  launch,
  api,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await page.getByRole('button', { name: /^New files:/ }).click();
  await page.getByRole('menuitemradio', { name: /^Delete after 24 hours/ }).click();
  await app.evaluate(({ clipboard }) => clipboard.writeText('Minutes of the meeting\nAll agreed.'));
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Minutes of the meeting\nAll agreed.');
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
  });
  const row = rowOf(page, 'Minutes of the meeting.txt');
  await expect(row).toContainText('Ready');
  expect(api.calls.filter(({ query }) => query.includes('persist=false'))).toHaveLength(1);
  await app.close();
  const second = await launch();
  await expect(
    second.page.getByRole('button', { name: 'New files: Delete after 24 hours' }).first(),
  ).toBeVisible();
});
