import { readFile, writeFile } from 'node:fs/promises';
import { connect, expect, fillConnection, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';

/** Presses this button when this is asked, and no other. */
function answerWith(app: RunningApp, answer: { button: number; detail: string }): Promise<void> {
  return app.evaluate(({ dialog }, { button, detail }) => {
    dialog.showMessageBox = (...asked: unknown[]) =>
      (asked.at(-1) as Electron.MessageBoxOptions).detail === detail
        ? Promise.resolve({ response: button, checkboxChecked: false })
        : Promise.reject(new Error('It was asked otherwise.'));
  }, answer);
}

test('another account takes the place of one that works only once the person has said so', async ({
  launch,
  api,
  folder,
}) => {
  await using other = await StrictApi.start();
  const { baseUrl, userId } = other.settings;
  const detail = `New files will go to ${new URL(baseUrl).host}, for the user ${userId}.`;
  const settings = () => readFile(folder.at('data/settings.json'), 'utf8');
  const { app, page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();

  await answerWith(app, { button: 1, detail });
  await fillConnection(page, other.settings);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nothing was changed').first()).toBeVisible();
  expect(await settings()).toContain(api.settings.baseUrl);

  await answerWith(app, { button: 0, detail });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(settings).toContain(baseUrl);
});

test('connections are added, switched and removed, each with its files and folders', async ({
  launch,
  api,
  folder,
}) => {
  await using other = await StrictApi.start();
  const { app, page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  const menu = (name: string) => page.getByRole('button', { name: `Connection: ${name}` });
  await menu(new URL(api.settings.baseUrl).host).click();
  await page.getByRole('menuitem', { name: 'Add a connection' }).click();
  const { baseUrl, userId } = other.settings;
  const detail = `New files will go to ${new URL(baseUrl).host}, for the user ${userId}.`;
  await answerWith(app, { button: 0, detail });
  await page.getByLabel('Name').fill('Test');
  await fillConnection(page, other.settings);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(menu('Test')).toBeVisible();

  await writeFile(folder.at('trial.txt'), 'for the test');
  await app.drop(page, {}, [folder.at('trial.txt')]);
  await expect(rowOf(page, 'trial.txt').getByText('Ready')).toBeVisible();
  await menu('Test').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: new URL(api.settings.baseUrl).host }).press('Enter');
  await expect(rowOf(page, 'trial.txt')).toBeHidden();
  await writeFile(folder.at('work.txt'), 'for work');
  await app.drop(page, {}, [folder.at('work.txt')]);
  await expect(rowOf(page, 'work.txt').getByText('Ready')).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(rowOf(page, 'work.txt')).toBeVisible();
  await expect(rowOf(page, 'trial.txt')).toBeHidden();
  expect([[...api.storedByName().keys()], [...other.storedByName().keys()]]).toEqual([
    ['work.txt'],
    ['trial.txt'],
  ]);

  await menu(new URL(api.settings.baseUrl).host).click();
  await page.getByRole('menuitemradio', { name: 'Test' }).click();
  await expect(rowOf(page, 'trial.txt')).toBeVisible();
  await answerWith(app, {
    button: 0,
    detail:
      'Hoist forgets its API key and stops watching its folders. Files on the server, your own files and the history stay.',
  });
  await menu('Test').click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(menu(new URL(api.settings.baseUrl).host)).toBeVisible();
  expect(await readFile(folder.at('data/settings.json'), 'utf8')).not.toContain(userId);
});
