import { readFile } from 'node:fs/promises';
import { answerDialogs, saidBy } from '../support/desktop.ts';
import { connect, expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { writeRandom } from '../support/uploads.ts';

const PASSWORD = 'hidden-word-of-the-limits';

test('a server of the limits that does not answer is said in words, holds no upload, and its password stays secret', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await openSettings(page, 'Uploads');
  const form = page.getByRole('region', { name: 'Share the limits with your colleagues' });
  await form.getByRole('button', { name: 'Set up …' }).click();
  await page.getByLabel('Server address').fill('redis://hoist@127.0.0.1:1/0');
  await page.getByLabel('Server password').fill(PASSWORD);
  await form.getByRole('button', { name: 'Test connection' }).click();
  await expect(form.getByText('The server does not answer.', { exact: true })).toBeVisible();
  await picture(app, page, 'settings-shared-limits-test');
  // Nobody shares through another server without a yes outside of the window.
  await answerDialogs(app, { buttons: [1, 0] });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Nothing was changed.')).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Uploads continue within the limits above.')).toBeVisible();
  await expect(page.getByLabel('Server password')).toHaveCount(0);
  const asked = await saidBy(app);
  expect(asked).toHaveLength(2);
  for (const { detail } of asked) expect(detail).toMatch(/^redis:\/\/127\.0\.0\.1:1\/0\n/);
  await picture(app, page, 'settings-shared-limits');
  await page.getByRole('button', { name: 'Back to the queue' }).click();
  await app.drop(page, {}, [await writeRandom(folder.at('plans.pdf'), 3000)]);
  await expect(rowOf(page, 'plans.pdf')).toContainText('Ready');
  await app.close();

  const kept = await readFile(folder.at('data/settings.json'), 'utf8');
  const log = await readFile(folder.at('data/logs/hoist.log'), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ quotaUrl: 'redis://hoist@127.0.0.1:1/0' });
  expect(kept + log + app.stderr()).not.toContain(PASSWORD);
  const again = await launch();
  await openSettings(again.page, 'Uploads');
  await expect(again.page.getByText('Uploads continue within the limits above.')).toBeVisible();
  await again.page.getByRole('button', { name: 'Change …' }).click();
  await expect(again.page.getByPlaceholder('A password is saved. Type to replace it.')).toBeVisible();
  expect(await again.page.content()).not.toContain(PASSWORD);
});
