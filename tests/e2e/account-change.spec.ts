import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { answerDialogs, saidBy } from '../support/desktop.ts';
import { addFolder, cardOf, showFolders, startWatching } from '../support/folders-screen.ts';
import { connect, expect, fillConnection, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { StrictApi } from '../support/strict-api/strict-api.ts';
import { clickInTray, watchTray } from '../support/tray.ts';

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

test('no way out of the sandbox forgets its folders without a question, and a no leaves all as it was', async ({
  launch,
  api,
  folder,
}) => {
  await using other = await StrictApi.start();
  const host = new URL(api.settings.baseUrl).host;
  const { app, page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  const menu = (name: string) => page.getByRole('button', { name: `Connection: ${name}` });
  const choose = async (now: string, next: string) => {
    await menu(now).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemradio', { name: next }).press('Enter');
  };
  await choose(host, 'Sandbox');
  await expect(menu('Sandbox')).toBeVisible();
  await mkdir(folder.at('Trial'));
  await addFolder(app, page, folder.at('Trial'));
  await startWatching(page);
  await expect(cardOf(page, 'Trial')).toBeVisible();
  const asked = async () => (await saidBy(app)).map(({ text }) => text);
  const leave = 'Leave the sandbox?';

  // No to the menu of connections, to a saved form and to a new connection.
  await answerDialogs(app, { buttons: [1, 1, 0, 1, 0, 0] });
  await choose('Sandbox', host);
  await expect.poll(asked).toEqual([leave]);
  await expect(menu('Sandbox')).toBeFocused();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(asked).toEqual([leave, leave]);
  await expect(page.getByRole('button', { name: 'Save' })).toBeFocused();
  await showFolders(page);
  await menu('Sandbox').click();
  await page.getByRole('menuitem', { name: 'Add a connection' }).click();
  await fillConnection(page, other.settings);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect.poll(asked).toEqual([leave, leave, expect.stringContaining('account'), leave]);
  await expect(page.getByRole('dialog').getByText('Nothing was changed')).toBeVisible();
  await expect(page.getByText('is in use', { exact: false })).toHaveCount(0);
  expect(await readFile(folder.at('data/settings.json'), 'utf8')).not.toContain(other.settings.userId);

  // Then yes to both.
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(menu(new URL(other.settings.baseUrl).host)).toBeVisible();
  await showFolders(page);
  await expect(cardOf(page, 'Trial')).toBeHidden();
});

test('whoever quits in the sandbox is told what ends with it, and a no goes on', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await watchTray(app);
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Connection:' }).click();
  await page.getByRole('menuitemradio', { name: 'Sandbox' }).click();
  await mkdir(folder.at('Trial'));
  await addFolder(app, page, folder.at('Trial'));
  await startWatching(page);
  await answerDialogs(app, { buttons: [1, 1, 0] });
  const asked = async () => (await saidBy(app)).map(({ text }) => text);
  const question = 'Quit Hoist and leave the sandbox?';
  await clickInTray(app, 'Quit Hoist');
  await expect.poll(asked).toEqual([question]);
  await clickInTray(app, 'Quit Hoist');
  await expect.poll(asked).toEqual([question, question]);
  await expect(cardOf(page, 'Trial')).toBeVisible();

  await clickInTray(app, 'Quit Hoist');
  expect(await app.exited()).toBe(0);
  const next = await launch();
  await showFolders(next.page);
  await expect(cardOf(next.page, 'Trial')).toBeHidden();
});
