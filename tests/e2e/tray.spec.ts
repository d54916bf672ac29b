/** The tray: its menu, and the window that goes there and comes back. */
import { rename } from 'node:fs/promises';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { iconOf, sessionBus } from '../support/session-bus.ts';
import { rateLimited } from '../support/strict-api/faults.ts';
import { clickInTray, clickTrayIcon, trayLines, trayState, watchTray } from '../support/tray.ts';
import { writeRandom } from '../support/uploads.ts';

test('the tray takes files and the clipboard, pauses, and has the ids of the last uploads', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await watchTray(app);
  await connect(page, api.settings);
  await expect.poll(() => trayState(app)).toBe('Nothing in progress');

  await app.evaluate(({ clipboard }) => clipboard.writeText('Minutes & more of May\nAll agreed.'));
  await clickInTray(app, 'Upload clipboard');
  await expect(rowOf(page, 'Minutes & more of May.txt')).toContainText('Ready');
  await expect.poll(() => trayState(app)).toBe('1 of 1 ready');
  // Once more with each `&` doubled, as in a menu a single one is not seen.
  await clickInTray(app, 'Minutes && more of May.txt');
  const [minutes] = [...api.files.values()];
  await expect.poll(() => copied(app)).toBe(minutes?.fileId);

  const chosen = await writeRandom(folder.at('chosen.pdf'), 30_000);
  await clickInTray(app, 'Pause');
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, chosen);
  await clickInTray(app, 'Upload files…');
  // It is a batch of its own, or belongs to the one before, by how long that took.
  await expect.poll(() => trayState(app)).toMatch(/^Paused · (0 of 1|1 of 2) ready$/);
  await clickInTray(app, 'Resume');
  await expect.poll(() => trayLines(app)).toContain('chosen.pdf');
  // The latest stands first.
  const lines = await trayLines(app);
  const recent = lines.indexOf('Copy the file id of');
  expect(lines.slice(recent + 1, recent + 3)).toEqual(['chosen.pdf', 'Minutes && more of May.txt']);

  const shown = app.evaluate(
    ({ shell }) =>
      new Promise<string>((resolve) => {
        shell.showItemInFolder = resolve;
      }),
  );
  await clickInTray(app, `More on these files › chosen.pdf › ${showInFolder()}`);
  expect(await shown).toBe(chosen);
  await clickInTray(app, 'More on these files › chosen.pdf › Upload again');
  await expect.poll(() => api.count('put')).toBe(3);
  await expect(rowOf(page, 'chosen.pdf')).toHaveCount(2);
  await expect(rowOf(page, 'chosen.pdf').last()).toContainText('Ready');

  // Out of a menu that was opened before its row was taken out.
  await app.evaluate(() => Reflect.set(globalThis, 'openMenu', Reflect.get(globalThis, 'trayMenu')));
  await page.getByRole('button', { name: 'Clear finished' }).click();
  await expect.poll(() => trayLines(app)).not.toContain('chosen.pdf');
  await app.evaluate(() => Reflect.set(globalThis, 'trayMenu', Reflect.get(globalThis, 'openMenu')));
  await clickInTray(app, 'More on these files › chosen.pdf › Upload again');
  await expect.poll(() => api.count('put')).toBe(4);
  await expect(rowOf(page, 'chosen.pdf')).toContainText('Ready');

  await rename(chosen, folder.at('elsewhere.pdf'));
  const said = app.evaluate(
    ({ dialog }) =>
      new Promise((resolve) => {
        dialog.showMessageBox = (...args: unknown[]) => {
          resolve(Reflect.get(args.at(-1) as object, 'message'));
          return Promise.resolve({ response: 0, checkboxChecked: false });
        };
      }),
  );
  await clickInTray(app, `More on these files › chosen.pdf › ${showInFolder()}`);
  expect(await said).toBe('“chosen.pdf” is no longer where it was.');
});

test('a closed window stays in the tray, which is said once, and comes back from it', async ({
  launch,
  api,
}) => {
  await using bus = await sessionBus(true);
  const { app, page } = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
  bus.items = [iconOf(app.pid)];
  await watchTray(app);
  await connect(page, api.settings);
  await expect.poll(() => trayState(app)).toBe('Nothing in progress');
  await app.evaluate(({ dialog }) => {
    Reflect.set(globalThis, 'dialogs', 0);
    dialog.showMessageBox = () => {
      Reflect.set(globalThis, 'dialogs', Reflect.get(globalThis, 'dialogs') + 1);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  // On a Mac a click on the icon opens the menu, and no dialog is needed: everybody knows that apps stay in the dock.
  const onMac = process.platform === 'darwin';
  const openByIcon = () => (onMac ? clickInTray(app, 'Open Hoist') : clickTrayIcon(app));
  for (const comeBack of [openByIcon, () => clickInTray(app, 'Open Hoist')]) {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => isSeen(app)).toBe(false);
    await comeBack();
    await expect.poll(() => isSeen(app)).toBe(true);
  }
  expect(await app.evaluate(() => Reflect.get(globalThis, 'dialogs'))).toBe(onMac ? 0 : 1);
  await clickInTray(app, 'Settings');
  await expect((await app.window()).getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('quitting with a file under way is explained once; after sleep, nothing waits any longer', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await watchTray(app);
  await connect(page, api.settings);
  api.faults.put.push({ kind: 'delay', ms: 60_000 });
  await app.drop(page, {}, [await writeRandom(folder.at('plans.pdf'), 60_000)]);
  await expect.poll(() => api.count('put')).toBe(1);
  const asked = app.evaluate(
    ({ dialog }) =>
      new Promise((resolve) => {
        dialog.showMessageBox = (...args: unknown[]) => {
          resolve(Reflect.get(args.at(-1) as object, 'message'));
          return Promise.resolve({ response: 1, checkboxChecked: false });
        };
      }),
  );
  await clickInTray(app, 'Quit Hoist');
  expect(await asked).toBe('Some files are not uploaded yet');
  // “Keep uploading” was the answer; a second time it is not asked any more.
  await clickInTray(app, 'Quit Hoist');
  expect(await app.exited()).toBe(0);

  const next = await launch();
  await expect(rowOf(next.page, 'plans.pdf')).toBeVisible();
  api.faults.sign.push(rateLimited(300));
  await next.app.drop(next.page, {}, [await writeRandom(folder.at('offer.pdf'), 20_000)]);
  await expect(next.page.getByText(/Server limit reached, continuing in \d min/)).toBeVisible();
  await next.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect(rowOf(next.page, 'offer.pdf')).toContainText('Ready');
});

const isSeen = (app: RunningApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

const copied = (app: RunningApp) => app.evaluate(({ clipboard }) => clipboard.readText());

function showInFolder(): string {
  if (process.platform === 'darwin') return 'Show in Finder';
  return process.platform === 'win32' ? 'Show in Explorer' : 'Show in folder';
}
