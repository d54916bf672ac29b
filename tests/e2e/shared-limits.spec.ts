import { readFile } from 'node:fs/promises';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import { writeRandom } from '../support/uploads.ts';

const PASSWORD = 'hidden-word-of-the-limits';

test('a server of the limits that does not answer is said in words, holds no upload, and its password stays secret', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Uploads' }).click();
  await page.getByLabel('Server address').fill('redis://hoist@127.0.0.1:1/0');
  await page.getByLabel('Server password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const form = page.getByRole('region', { name: 'Share the limits with your colleagues' });
  await expect(form.getByText('The limits’ server does not answer.', { exact: true })).toBeVisible();
  const answer = (button: number) =>
    app.evaluate(({ dialog }, response) => {
      dialog.showMessageBox = (...asked: unknown[]) =>
        (asked.at(-1) as Electron.MessageBoxOptions).detail?.endsWith(': redis://127.0.0.1:1/0.')
          ? Promise.resolve({ response, checkboxChecked: false })
          : Promise.reject(new Error('It was asked otherwise.'));
    }, button);
  await answer(1);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Nothing was changed.')).toBeVisible();
  await answer(0);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Hoist keeps its own limits meanwhile.')).toBeVisible();
  await expect(page.getByLabel('Server password')).toHaveValue('');
  await picture(app, page, 'settings-shared-limits');
  await page.getByRole('button', { name: 'Back to the queue' }).click();
  await app.drop(page, {}, [await writeRandom(folder.at('plans.pdf'), 3000)]);
  await expect(rowOf(page, 'plans.pdf')).toContainText('Ready', { timeout: 20_000 });
  await app.close();

  const kept = await readFile(folder.at('data/settings.json'), 'utf8');
  const log = await readFile(folder.at('data/logs/hoist.log'), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ quotaUrl: 'redis://hoist@127.0.0.1:1/0' });
  expect(kept + log + app.stderr()).not.toContain(PASSWORD);
  const again = await launch();
  await again.page.getByRole('button', { name: 'Settings' }).click();
  await again.page.getByRole('tab', { name: 'Uploads' }).click();
  await expect(again.page.getByText('Hoist keeps its own limits meanwhile.')).toBeVisible();
  await expect(again.page.getByPlaceholder('A password is saved. Type to replace it.')).toBeVisible();
  expect(await again.page.content()).not.toContain(PASSWORD);
});
