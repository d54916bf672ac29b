/** The stand-in's own promises, which real Electron does not make: this file runs on the stand-in only. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { lockAddress } from '../electron-stand-in/single-instance.ts';
import { repositoryRoot } from '../support/launch.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { appPath, eventsIn, expect, test } from './contract-app/fixture.ts';

test.describe('what is not implemented throws by name', () => {
  const uses: [string, string, string][] = [
    ['a property of a module', 'app.getAppMetrics', 'electron.app.getAppMetrics'],
    ['a whole module', 'netLog.stopLogging', 'electron.netLog.stopLogging'],
    ['a class', 'new ShareMenu({})', 'electron.ShareMenu'],
    ['a static method', 'BrowserWindow.getAllPanels', 'electron.BrowserWindow.getAllPanels'],
    [
      'a method of a window',
      'BrowserWindow.getAllWindows()[0].setOpacity',
      'electron.BrowserWindow.setOpacity',
    ],
    ['a method of its contents', 'webContents.getAllWebContents()[0].print', 'electron.webContents.print'],
    ['a dialog that nobody answers', 'dialog.showSaveDialog({})', 'electron.dialog.showSaveDialog'],
    ['an event', "app.on('gpu-info-update', () => 0)", "electron.app: the event 'gpu-info-update'"],
    [
      'an event of a window, once',
      "BrowserWindow.getAllWindows()[0].once('swipe', () => 0)",
      "electron.BrowserWindow: the event 'swipe'",
    ],
    ['the session', 'session.defaultSession.clearAuthCache', 'electron.session.clearAuthCache'],
  ];
  for (const [what, use, name] of uses) {
    test(what, async ({ contract: { app } }) => {
      const message = await app.evaluate((electron, source) => {
        try {
          new Function(...Object.keys(electron), `return ${source}`)(...Object.values(electron));
          return 'nothing';
        } catch (error) {
          return (error as Error).message;
        }
      }, use);
      expect(message).toBe(`not implemented: ${name}`);
    });
  }

  const insecure = [
    ['sandbox', false],
    ['contextIsolation', false],
    ['nodeIntegration', true],
    ['webSecurity', false],
    ['webviewTag', true],
  ] as const;
  for (const [preference, value] of insecure) {
    test(`a window with ${preference}: ${value}`, async ({ contract: { app } }) => {
      const message = await app.evaluate(
        ({ BrowserWindow }, webPreferences) => {
          try {
            new BrowserWindow({ webPreferences });
            return 'nothing';
          } catch (error) {
            return (error as Error).message;
          }
        },
        { [preference]: value },
      );
      expect(message).toBe(`not implemented: electron.BrowserWindow webPreferences.${preference}: ${value}`);
    });
  }
});

test('a page cannot ask for the path of a file by itself', async ({ contract: { app, page } }) => {
  await app.drop(page, {}, [import.meta.filename]);
  await page.waitForFunction(() => window.dropped.length === 1);
  await page.addScriptTag({ url: 'asks-for-paths.js' });
  const answer = await page.evaluate(() => Reflect.get(window, 'askForPaths')(window.dropped));
  expect(answer).toBeNull();
});

test('web security is on: another origin cannot be read', async ({ contract: { page } }) => {
  const frame = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const element = document.createElement('iframe');
        element.sandbox.add('allow-scripts');
        element.src = 'index.html';
        element.addEventListener('load', () => {
          resolve(element.contentDocument);
          element.remove();
        });
        document.body.append(element);
      }),
  );
  expect(frame).toBeNull();
});

test('a second instance that says nothing, half of its words or others does nothing to the holder of the lock', async ({
  launch,
  folder,
}) => {
  const dataDir = await folder();
  const holder = await launch(dataDir, { args: ['--lock'] });
  await holder.window();
  const whole = serialize({ argv: ['half'], workingDirectory: '/', additionalData: null });
  const others = [whole.subarray(0, -1), whole.subarray(0, 20), serialize(7), serialize({ argv: 'half' })];
  const silent = connect(lockAddress(dataDir));
  await once(silent, 'connect');
  for (const bytes of [Buffer.alloc(0), ...others]) {
    const second = connect(lockAddress(dataDir)).resume();
    second.end(bytes);
    await once(second, 'close');
  }
  expect((await runToEnd({ appPath, dataDir, args: ['--lock', 'whole'] })).exitCode).toBe(0);
  await expect.poll(async () => (await eventsIn(dataDir)).join('\n')).toContain('second-instance');
  const told = (await eventsIn(dataDir)).filter((event) => event.startsWith('second-instance'));
  expect(told).toEqual([expect.stringContaining('whole')]);
  await holder.close();
  expect(await holder.exited()).toBe(0);
});

test.describe('HOIST_STAND_IN_ROOT', () => {
  const env = { HOIST_STAND_IN_ROOT: '1' };

  test('nothing starts without --no-sandbox', async ({ launch, folder }) => {
    const app = await launch(await folder(), { env });
    expect(await app.exited()).toBe(1);
    expect(app.stderr()).toContain('Running as root without --no-sandbox is not supported');
  });

  test('a page crashes where app.enableSandbox took --no-sandbox away', async ({ launch, folder }) => {
    const dataDir = await folder();
    await launch(dataDir, { env, args: ['--no-sandbox', '--too-early'] });
    await expect.poll(() => eventsIn(dataDir)).toContain('render-process-gone crashed');
  });

  test('a page opens with --no-sandbox', async ({ launch, folder }) => {
    const app = await launch(await folder(), { env, args: ['--no-sandbox'] });
    expect(await (await app.window()).title()).toBe('Contract');
  });
});

test('HOIST_STAND_IN_PACKAGED: the app is packaged, and nothing names it on the command line', async ({
  launch,
  folder,
}) => {
  const dataDir = await folder();
  const app = await launch(dataDir, { env: { HOIST_STAND_IN_PACKAGED: '1' }, args: ['a file.txt'] });
  const told = await app.evaluate(({ app: electronApp }) => [
    electronApp.isPackaged,
    process.defaultApp,
    ...process.argv.slice(1),
  ]);
  expect(told).toEqual([true, undefined, `--user-data-dir=${dataDir}`, 'a file.txt']);
});

test('Hoist itself, packaged and as root, opens its window with the file that is named', async ({
  launch,
  folder,
}) => {
  const place = await folder();
  const file = join(place, 'offer.pdf');
  await writeFile(file, 'an offer');
  const app = await launch(join(place, 'data'), {
    appPath: repositoryRoot,
    args: ['--no-sandbox', file],
    env: { HOIST_STAND_IN_PACKAGED: '1', HOIST_STAND_IN_ROOT: '1' },
  });
  const page = await app.window();
  await expect(page.getByText('1 file waits in the queue')).toBeVisible();
});

test('what is not implemented ends the app, also where nobody catches it', async ({ launch, folder }) => {
  const app = await launch(await folder());
  await app.evaluate(({ shell }) => void setTimeout(() => shell.beep()));
  expect(await app.exited()).toBe(1);
  expect(app.stderr()).toContain('not implemented: electron.shell.beep');
});

test('a response that does not end is not implemented', async ({ launch, folder }) => {
  const app = await launch(await folder());
  await (await app.window()).evaluate(() => void fetch('/endless').catch(() => undefined));
  expect(await app.exited()).toBe(1);
  expect(app.stderr()).toContain('not implemented: electron.protocol.handle with a body');
});
