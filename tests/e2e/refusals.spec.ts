import { writeFile } from 'node:fs/promises';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';
import { writeRandom } from '../support/uploads.ts';

test('a wrong type is left out with a reason', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await writeFile(folder.at('song.mp3'), 'la la');
  await app.drop(page, {}, [folder.at('song.mp3')]);
  await expect(rowOf(page, 'song.mp3')).toContainText(
    'This server does not take .mp3 files, only .csv, .txt',
  );
  await picture(app, page, 'wrong-type');
  expect(api.calls).toEqual([]);
});

test('a file over the server’s limit is not sent, and says the limit', async ({ launch, folder }) => {
  await using api = await StrictApi.start({ maxSizeBytes: 10_485_760 });
  const { app, page } = await launch();
  await connect(page, api.settings);
  const path = await writeRandom(folder.at('scan.pdf'), 14_000_000);
  await app.drop(page, {}, [path]);
  await expect(rowOf(page, 'scan.pdf')).toContainText('Too large (13 MB): this server takes up to 10 MB.');
  await picture(app, page, 'too-large');
  expect(api.count('put')).toBe(0);
  // Now that the server has told its limit, the next one is not even asked about.
  await writeRandom(folder.at('scan 2.pdf'), 14_000_000);
  await app.drop(page, {}, [folder.at('scan 2.pdf')]);
  await expect(rowOf(page, 'scan 2.pdf')).toContainText('this server takes up to 10 MB');
  expect(api.count('sign')).toBe(1);
});

test('an infected file fails and says so', async ({ launch, folder }) => {
  await using api = await StrictApi.start({
    status: () => ({ processing_status: 'FAILED', warnings: { infected: true } }),
  });
  const { app, page } = await launch();
  await connect(page, api.settings);
  await app.drop(page, {}, [await writeRandom(folder.at('macro.docx'), 20_000)]);
  await expect(rowOf(page, 'macro.docx')).toContainText('The server found a virus in this file');
  await picture(app, page, 'infected');
});

test('with a wrong key the queue waits; with the right one it goes on, and nothing has failed', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, { ...api.settings, apiKey: 'not-the-key' });
  const paths = await Promise.all(
    ['a', 'b', 'c'].map((name) => writeRandom(folder.at(`${name}.pdf`), 40_000)),
  );
  await app.drop(page, {}, paths);
  await expect(page.getByText('The server does not accept this API key.').first()).toBeVisible();
  await picture(app, page, 'wrong-key');
  await page.getByRole('button', { name: 'Open settings' }).click();
  await page.getByLabel('API key').fill(api.settings.apiKey);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('main').getByText('It works: the server accepts')).toBeVisible();
  await picture(app, page, 'settings-tested');
  await page.getByRole('button', { name: 'Save' }).click();
  for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) await expect(rowOf(page, name)).toContainText('Ready');
  expect(api.count('put')).toBe(3);
});

test('a base URL that is none, and one that answers HTML, are said at their field', async ({
  launch,
  api,
}) => {
  const { app, page } = await launch();
  await expect(page.getByRole('heading', { name: 'Connect Hoist' })).toBeVisible();
  await picture(app, page, 'first-run');
  const field = page.getByLabel('Base URL');
  await connect(page, { ...api.settings, baseUrl: 'not a url' });
  await expect(field).toHaveAccessibleDescription(/is not a web address/);
  await field.fill(`${api.settings.baseUrl}/elsewhere`);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(field).toHaveAccessibleDescription(/does not lead to a Files API/);
  await picture(app, page, 'wrong-base-url');
  await field.fill('http://example.com');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(field).toHaveAccessibleDescription(/must start with https/);
});
