/** Hoist as one of the desktop's own programs. */
import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { answerDialogs, clickMenu, menuTitles, saidBy } from '../support/desktop.ts';
import { connect, expect, openSettings, picture, rowOf, test } from '../support/hoist-test.ts';
import { launchHoist, type RunningApp } from '../support/launch.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { iconOf, sessionBus } from '../support/session-bus.ts';
import { writeRandom } from '../support/uploads.ts';

test("the menu's own items do what they say, in the language that is spoken", async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const chosen = await writeRandom(folder.at('chosen.pdf'), 2_000);
  await answerDialogs(app, { files: [chosen], buttons: [0, 1] });

  await clickMenu(app, 'show-folders');
  await expect(page.getByRole('button', { name: 'Folders' })).toHaveAttribute('aria-current', 'page');
  await clickMenu(app, 'choose-files');
  await expect(rowOf(page, 'chosen.pdf')).toContainText('Ready');
  await clickMenu(app, 'upload-clipboard');
  await expect.poll(async () => (await saidBy(app)).length).toBe(1);
  await app.evaluate(({ clipboard }) => clipboard.writeText('Copied words'));
  await clickMenu(app, 'upload-clipboard');
  await expect(rowOf(page, 'Copied words')).toContainText('Ready');

  await clickMenu(app, 'about');
  await expect.poll(async () => (await saidBy(app)).map(({ what }) => what)).toContain('open');
  const [nothing, about, licences] = await saidBy(app);
  expect(nothing?.text).toBe('There is nothing on the clipboard to upload');
  expect(about?.text).toMatch(/^Hoist \d/);
  expect(about?.detail).toMatch(/Electron 45\..*\n.*Node 24\./s);
  expect(await readFile(licences?.text ?? '', 'utf8')).toContain('react-dom');

  await clickMenu(app, 'show-log');
  await expect.poll(async () => (await saidBy(app)).at(-1)?.what).toBe('show-in-folder');
  await clickMenu(app, 'show-settings');
  await page.getByRole('tab', { name: 'General' }).click();
  await page.getByLabel('Language').selectOption('de');
  await expect
    .poll(() => menuTitles(app))
    .toEqual(['Datei', 'Bearbeiten', 'Darstellung', 'Fenster', 'Hilfe']);
  await clickMenu(app, 'quit');
  expect(await app.exited()).toBe(0);
});

test('a report shows what is in it, and is written without any secret', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  const signed = 'https://bucket.s3.example.com/f.pdf?X-Amz-Signature=5e3c5e3c&X-Amz-Expires=600';
  const lines = [
    `PUT ${signed}`,
    `key ${api.settings.apiKey} in ${homedir()}/x`,
    "ENOENT: no such file or directory, open '/media/stick/divorce.pdf'",
  ];
  await appendFile(folder.at('data/logs/hoist.log'), `${lines.join('\n')}\n`);
  const zip = folder.at('report.zip');
  // It is looked at, then saved to a place that is not there, which is told, and to one that is.
  await answerDialogs(app, { buttons: [1, 0], saveAs: [folder.at('missing/report.zip'), zip] });
  await clickMenu(app, 'report-problem');
  await expect
    .poll(async () => (await saidBy(app)).at(-1))
    .toMatchObject({ what: 'show-in-folder', text: zip });
  const said = await saidBy(app);
  expect(said.map(({ what }) => what)).toEqual([
    ...['message', 'open', 'message', 'save', 'message', 'message', 'save', 'show-in-folder'],
  ]);
  expect(said[0]?.detail).toMatch(/about\.txt.*settings\.json.*hoist\.log/s);
  expect(said[4]?.detail).toContain('ENOENT');
  const report = unzipSync(await readFile(zip));
  expect(Object.keys(report)).toEqual(['about.txt', 'settings.json', 'hoist.log']);
  const all = Object.values(report)
    .map((bytes) => strFromU8(bytes))
    .join('\n');
  for (const secret of [api.settings.apiKey, api.settings.userId, '5e3c5e3c', 'divorce', homedir()]) {
    expect(all, secret).not.toContain(secret);
  }
  expect(all).toContain('PUT https://bucket.s3.example.com/f.pdf?…');
  expect(await readdir(folder.at('data'))).not.toContain('report-preview.txt');
});

test("the settings show the system's own truth about login and shortcut", async ({ launch, api, folder }) => {
  const { app, page } = await launch({ env: { XDG_CONFIG_HOME: folder.at('config') } });
  await connect(page, api.settings);
  await openSettings(page, 'General');

  const atLogin = page.getByRole('switch', { name: 'Start at login' });
  await expect(atLogin).not.toBeChecked();
  // It shows what the system says, which takes a moment.
  await atLogin.click();
  await expect(atLogin).toBeChecked();
  const entry = folder.at('config/autostart/hoist.desktop');
  expect(await readFile(entry, 'utf8')).toMatch(/^Exec=\S+ .* --hidden$/m);
  await rm(entry);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(atLogin).not.toBeChecked();

  await app.evaluate(({ globalShortcut }) => {
    globalShortcut.register = (accelerator: string, press: () => void) => {
      Reflect.set(globalThis, 'pressShortcut', press);
      return accelerator !== 'Control+Alt+T';
    };
  });
  const shortcut = page.getByLabel('Shortcut for the clipboard');
  await shortcut.click();
  await page.keyboard.press('Control+Alt+t');
  await expect(page.getByText('Another program has these keys.')).toBeVisible();
  await shortcut.click();
  await page.keyboard.press('Control+Alt+u');
  await expect(shortcut).toHaveText('Ctrl+Alt+U');
  await expect(page.getByText('Another program has these keys.')).toBeHidden();
  await app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('Copied words');
    Reflect.get(globalThis, 'pressShortcut')();
  });
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(rowOf(page, 'Copied words')).toContainText('Ready');
});

test('at login Hoist starts without a window where there is a tray, and else with a minimised one', async ({
  folder,
}) => {
  await using bus = await sessionBus(true);
  const options = (name: string, address: string, ...args: string[]) => ({
    dataDir: folder.at(name),
    args,
    env: { DBUS_SESSION_BUS_ADDRESS: address },
  });
  const windows = (app: RunningApp) =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => (window.isMinimized() ? 'minimised' : 'shown')),
    );
  const [inTray, without] = await Promise.all([
    launchHoist(options('in-tray', bus.address, '--hidden')),
    launchHoist(options('without', '', '--hidden')),
  ]);
  bus.items = [iconOf(inTray.pid)];
  try {
    await expect.poll(() => windows(without)).toEqual(['minimised']);
    await expect.poll(() => readFile(folder.at('in-tray/hoist.pid'), 'utf8').catch(() => '')).not.toBe('');
    expect((await runToEnd(options('in-tray', bus.address, '--hidden'))).exitCode).toBe(0);
    expect(await windows(inTray)).toEqual([]);
    expect((await runToEnd(options('in-tray', bus.address))).exitCode).toBe(0);
    await expect.poll(() => windows(inTray)).toEqual(['shown']);
  } finally {
    await Promise.all([inTray.close(), without.close()]);
  }
});

test('the drop window stays on top, takes files, and goes for good once it is closed; a shutdown waits for Hoist', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await openSettings(page, 'General');
  const isOn = page.getByRole('switch', { name: 'Small drop window' });
  await isOn.click();
  const small = await dropWindow(app);
  await expect(small.getByText('Drop files here')).toBeVisible();
  expect(await inDropWindow(app, 'isAlwaysOnTop')).toBe(true);
  await picture(app, small, 'drop-window');

  await app.drop(small, {}, [await writeRandom(folder.at('dropped.pdf'), 2_000)]);
  await expect(small.getByText('1 file added')).toBeVisible();
  await picture(app, small, 'drop-window-added');
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(rowOf(page, 'dropped.pdf')).toContainText('Ready');

  await inDropWindow(app, 'setBounds', { x: 300, y: 200 });
  await expect
    .poll(async () => JSON.parse(await readFile(folder.at('data/settings.json'), 'utf8')).dropWindowPlace)
    .toEqual({ x: 300, y: 200 });
  await inDropWindow(app, 'close');
  await openSettings(page, 'General');
  await expect(isOn).not.toBeChecked();

  // A shutdown asks nobody, and waits until all is in order.
  api.faults.put.push({ kind: 'delay', ms: 60_000 });
  await app.drop(page, {}, [await writeRandom(folder.at('late.pdf'), 2_000)]);
  await expect.poll(() => api.count('put')).toBe(2);
  const isHeldUp = await app.evaluate(
    ({ powerMonitor }) =>
      new Promise((resolve) => {
        powerMonitor.emit('shutdown', { preventDefault: () => resolve(true) });
      }),
  );
  expect([isHeldUp, await app.exited()]).toEqual([true, 0]);
});

async function dropWindow(app: RunningApp): Promise<Page> {
  const find = async () => (await app.windows()).find((each) => each.url().endsWith('/drop.html'));
  await expect.poll(async () => (await find()) !== undefined).toBe(true);
  const small = await find();
  if (small === undefined) throw new Error('The drop window has gone.');
  return small;
}

function inDropWindow(
  app: RunningApp,
  method: 'isAlwaysOnTop' | 'setBounds' | 'close',
  bounds: Partial<Electron.Rectangle> = {},
): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, asked) => {
      const small = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().endsWith('/drop.html'),
      );
      return small?.[asked.method](asked.bounds);
    },
    { method, bounds },
  );
}
