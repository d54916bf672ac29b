/** Systems that no test machine is: the stand-in is told how each behaves. This file runs on the stand-in only. */
import { readFile, writeFile } from 'node:fs/promises';
import { answerDialogs, saidBy } from '../support/desktop.ts';
import { connect, expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { launchHoist } from '../support/launch.ts';
import { writeRandom } from '../support/uploads.ts';

test('a window is shown where ready-to-show never comes', async ({ launch }) => {
  const { app } = await launch({ env: { HOIST_STAND_IN_READY_TO_SHOW: 'never' } });
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});

const WAYLAND = { HOIST_STAND_IN_WAYLAND: '1', XDG_SESSION_TYPE: 'wayland', DBUS_SESSION_BUS_ADDRESS: '' };

test('on Wayland without a tray, closing asks each time and can end Hoist, and no shortcut is said to be held', async ({
  launch,
  api,
}) => {
  const { app, page } = await launch({ env: WAYLAND, args: ['--enable-features=OfThePerson'] });
  await connect(page, api.settings);
  const features = await app.evaluate(({ app: electronApp }) =>
    electronApp.commandLine.getSwitchValue('enable-features'),
  );
  expect(features).toBe('OfThePerson,GlobalShortcutsPortal');
  await openSettings(page, 'General');
  const shortcut = page.getByLabel('Shortcut for the clipboard');
  await shortcut.click();
  await page.keyboard.press('Control+Alt+u');
  await expect(shortcut).toHaveText('Ctrl+Alt+U');
  await expect(page.getByText('Your desktop assigns the keys')).toBeVisible();

  await answerDialogs(app, { buttons: [0, 1] });
  for (let times = 1; times <= 2; times += 1) {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    if (times === 1) await expect.poll(async () => (await saidBy(app)).length).toBe(1);
  }
  expect(await app.exited()).toBe(0);
});

test('the window comes before the keyring answers, says calmly what it waits for, and can be quit', async ({
  launch,
  api,
  folder,
}) => {
  const first = await launch();
  await connect(first.page, api.settings);
  await expect(first.page.getByText('Connected', { exact: true })).toBeVisible();
  await first.app.close();

  const answer = folder.at('the keyring is open');
  const env = { HOIST_STAND_IN_KEYRING_ASKS: answer };
  const { app, page } = await launch({ env });
  await expect(page.getByText('Your API key is being fetched')).toBeVisible();
  await expect(page.getByText('Waiting for the keyring')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Connect Hoist' })).toBeHidden();
  await picture(app, page, 'unlocking');
  await app.drop(page, {}, [await writeRandom(folder.at('early.pdf'), 20_000)]);
  await expect(page.getByText('1 file waits in the queue')).toBeVisible();
  expect(api.count('sign')).toBe(0);
  await writeFile(answer, '');
  await expect(rowOf(page, 'early.pdf')).toContainText('Ready');
  await app.close();

  const asked = await launchHoist({
    dataDir: folder.at('data'),
    args: [await writeRandom(folder.at('named at the start.pdf'), 20_000)],
    env: { HOIST_STAND_IN_KEYRING_ASKS: folder.at('never') },
  });
  await (await asked.window()).getByText('Your API key is being fetched').waitFor();
  await asked.evaluate(({ app: electronApp, dialog }) => {
    dialog.showErrorBox = (title) => console.log(title);
    setImmediate(() => electronApp.quit());
  });
  expect(await asked.exited()).toBe(0);
  expect(asked.stdout()).not.toContain('Hoist');
  expect(await readFile(folder.at('data/logs/hoist.log'), 'utf8')).not.toContain(' error ');

  const last = await launch();
  await expect(rowOf(last.page, 'named at the start.pdf')).toContainText('Ready');
  expect(api.count('sign')).toBe(2);
});

test('a keychain that refuses keeps the key until Hoist is quit, and this is said', async ({
  launch,
  api,
  folder,
}) => {
  const env = { HOIST_STAND_IN_KEYRING_REFUSES: '1' };
  const { app, page } = await launch({ env });
  await expect(page.getByText('This computer cannot keep the key safe')).toBeVisible();
  await connect(page, api.settings);
  await expect(page.getByText('so it is kept until you quit').first()).toBeVisible();
  await app.drop(page, {}, [await writeRandom(folder.at('now.pdf'), 20_000)]);
  await expect(rowOf(page, 'now.pdf')).toContainText('Ready');
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByText('so it is kept until you quit').first()).toBeVisible();
  await app.close();
  const next = await launch();
  await expect(next.page.getByRole('heading', { name: 'Connect Hoist' })).toBeVisible();
});

test('a key is called barely protected by what encrypted it, and is kept better once there is a keyring', async ({
  launch,
  api,
  folder,
}) => {
  const prefix = async () => {
    const { encryptedKey } = JSON.parse(await readFile(folder.at('data/settings.json'), 'utf8'));
    return Buffer.from(encryptedKey, 'base64').toString('latin1', 0, 3);
  };
  // The desktop's name lets one expect a keyring here.
  const { app, page } = await launch({ env: { HOIST_STAND_IN_KEYRING_HARD_CODED: '1' } });
  await expect(page.getByText('This system has no keyring')).toBeVisible();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  expect(await prefix()).toBe('v10');
  await app.close();
  const next = await launch();
  await expect(next.page.getByText('Connected', { exact: true })).toBeVisible();
  await expect.poll(prefix).toBe('v11');
  await next.page.getByRole('button', { name: 'Settings' }).click();
  await expect(next.page.getByText('This system has no keyring')).toBeHidden();
});
