import { readFile, writeFile } from 'node:fs/promises';
import { expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { managedBy } from '../support/managed.ts';
import { writeRandom } from '../support/uploads.ts';

test('locked settings are shown and cannot be edited, and preset ones can', async ({
  launch,
  api,
  folder,
}) => {
  const { baseUrl } = api.settings;
  const { app, page } = await launch(
    await managedBy(folder, {
      locked: { baseUrl, historyDays: 30, updateChannel: 'beta', requestsPerMinute: 100 },
      preset: { requestsPerSecond: 20, historyDays: 7 },
    }),
  );
  await expect(page.getByLabel('Base URL')).toHaveValue(baseUrl);
  await expect(page.getByLabel('Base URL')).not.toBeEditable();
  await expect(page.getByText('Set by your organisation')).toHaveCount(1);
  await page.getByLabel('API key').fill(api.settings.apiKey);
  await page.getByLabel('User id').fill(api.settings.userId);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();

  await openSettings(page, 'Data');
  await expect(page.getByLabel('Keep receipts')).toHaveValue('30');
  await expect(page.getByLabel('Keep receipts')).not.toBeEditable();
  await expect(page.getByLabel('New versions')).toBeDisabled();
  await expect(page.getByLabel('New versions')).toHaveValue('beta');
  await page.getByRole('tab', { name: 'Uploads' }).click();
  await expect(page.getByLabel('Calls a minute')).not.toBeEditable();
  await expect(page.getByLabel('Calls a second')).toHaveValue('20');
  await page.getByLabel('Calls a second').fill('40');
  await page.getByLabel('Calls a second').press('Enter');
  await picture(app, page, 'settings-organisation');

  const settings = async () => JSON.parse(await readFile(folder.at('data/settings.json'), 'utf8'));
  await expect.poll(async () => (await settings()).requestsPerSecond).toBe(40);
  expect(await settings()).toMatchObject({ baseUrl });
  expect(await settings()).not.toHaveProperty('historyDays');
});

test('the key comes from the organisation’s command, is read again once it is replaced, and is nowhere to be seen', async ({
  launch,
  api,
  folder,
}) => {
  const { baseUrl, userId } = api.settings;
  await writeFile(folder.at('key'), `${api.apiKey}\n`);
  const managed = await managedBy(folder, {
    locked: { baseUrl, apiKeyCommand: ['/bin/cat', folder.at('key')] },
  });
  const first = await launch(managed);
  await expect(first.page.getByLabel('API key')).toHaveCount(0);
  await first.page.getByLabel('User id').fill(userId);
  await first.page.getByRole('button', { name: 'Save' }).click();
  await expect(first.page.getByText('Connected', { exact: true })).toBeVisible();
  await first.app.close();

  const { app, page } = await launch(managed);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  const before = api.apiKey;
  api.apiKey = 'the-next-key';
  await writeFile(folder.at('key'), 'the-next-key\n');
  await app.drop(page, {}, [await writeRandom(folder.at('plans.pdf'), 3000)]);
  await expect(rowOf(page, 'plans.pdf')).toContainText('Ready');
  const kept = await readFile(folder.at('data/settings.json'), 'utf8');
  const log = await readFile(folder.at('data/logs/hoist.log'), 'utf8');
  for (const key of [before, 'the-next-key']) {
    expect(kept + log + (await page.content()) + app.stderr()).not.toContain(key);
  }
});

test('a user id that somebody wrote into the settings does not count beside the organisation’s key', async ({
  launch,
  api,
  folder,
}) => {
  const { baseUrl, userId, apiKey } = api.settings;
  const managed = await managedBy(folder, { locked: { baseUrl, apiKeyCommand: ['/bin/echo', apiKey] } });
  const first = await launch(managed);
  await first.page.getByLabel('User id').fill(userId);
  await first.page.getByRole('button', { name: 'Save' }).click();
  await expect(first.page.getByText('Connected', { exact: true })).toBeVisible();
  await first.app.close();
  const path = folder.at('data/settings.json');
  const settings = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...settings, userId: '11111111-6276-4993-bfeb-53cbbbba6f08' }));
  const { page } = await launch(managed);
  await expect(page.getByText('Hoist cannot tell who entered the user id')).toBeVisible();
  await expect(page.getByLabel('User id')).toHaveValue('');
});
