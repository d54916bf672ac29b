/** Systems that no test machine is: the stand-in is told how each behaves. This file runs on the stand-in only. */
import { answerDialogs, saidBy } from '../support/desktop.ts';
import { connect, expect, test } from '../support/hoist-test.ts';

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
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'General' }).click();
  const shortcut = page.getByLabel('Shortcut for the clipboard');
  await shortcut.click();
  await page.keyboard.press('Control+Alt+u');
  await expect(shortcut).toHaveText('Ctrl+Alt+U');
  await expect(page.getByText('This desktop hands the keys out itself')).toBeVisible();

  await answerDialogs(app, { buttons: [0, 1] });
  for (let times = 1; times <= 2; times += 1) {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    if (times === 1) await expect.poll(async () => (await saidBy(app)).length).toBe(1);
  }
  expect(await app.exited()).toBe(0);
});
