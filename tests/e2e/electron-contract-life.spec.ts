/** The contract with Electron, continued: the app's life and its windows. */
import { join } from 'node:path';
import { descendantsOf, isRunning } from '../support/processes.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { appPath, eventsIn, expect, test } from './contract-app/fixture.ts';

test.describe('app', () => {
  test('whenReady: after the main script, and before any window', async ({ contract: { app, events } }) => {
    expect(
      await app.evaluate(async ({ app: electronApp }) => [
        await electronApp.whenReady(),
        electronApp.isReady(),
      ]),
    ).toEqual([undefined, true]);
    const [first, ...rest] = await events();
    expect(first).toBe('main script, ready: false');
    expect(rest.slice(0, 3)).toEqual(['ready', 'whenReady, ready: true', 'web-contents-created']);
  });

  test("getPath('userData'): the folder named by --user-data-dir", async ({ contract: { app, dataDir } }) => {
    expect(await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))).toBe(dataDir);
  });

  test('getName, getVersion, getAppPath: from package.json', async ({ contract: { app } }) => {
    const told = await app.evaluate(({ app: electronApp }) => [
      electronApp.getName(),
      electronApp.getVersion(),
      electronApp.getAppPath(),
      electronApp.isPackaged,
    ]);
    expect(told).toEqual(['Contract', '1.2.3', join(import.meta.dirname, 'contract-app'), false]);
  });

  test('process: type, defaultApp and the version of Electron', async ({ contract: { app } }) => {
    const told = await app.evaluate(() => [process.type, process.defaultApp, process.versions['electron']]);
    expect(told).toEqual(['browser', true, expect.stringMatching(/^45\./)]);
  });

  test('quit: before-quit, close, will-quit, quit, without window-all-closed', async ({ launch, folder }) => {
    const dataDir = await folder();
    const app = await launch(dataDir, { args: ['--stay-without-windows'] });
    await app.window();
    // Else that it is shown comes in between.
    await expect.poll(() => eventsIn(dataDir)).toContain('window show');
    await app.close();
    expect(await app.exited()).toBe(0);
    const events = await eventsIn(dataDir);
    expect(events.slice(events.indexOf('before-quit'))).toEqual([
      'before-quit',
      'window close',
      'window closed',
      'will-quit',
      'quit 0',
    ]);
  });

  test('will-quit: preventDefault keeps the app', async ({ launch, folder }) => {
    const app = await launch(await folder());
    await app.window();
    const prevented = app.evaluate(
      ({ app: electronApp }) =>
        new Promise<boolean>((resolve) => {
          electronApp.once('will-quit', (event) => {
            event.preventDefault();
            resolve(true);
          });
          electronApp.quit();
        }),
    );
    expect(await prevented).toBe(true);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    await app.close();
    expect(await app.exited()).toBe(0);
  });

  test('exit: with its code, asking nobody', async ({ launch, folder }) => {
    const dataDir = await folder();
    const app = await launch(dataDir);
    await app.window();
    app.evaluate(({ app: electronApp }) => electronApp.exit(7)).catch(() => undefined);
    expect(await app.exited()).toBe(7);
    const events = await eventsIn(dataDir);
    expect(events).not.toContain('before-quit');
    expect(events).not.toContain('window close');
  });

  test('window-all-closed: without a listener the app quits', async ({ launch, folder }) => {
    const app = await launch(await folder());
    await app.window();
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
    expect(await app.exited()).toBe(0);
  });

  test('window-all-closed: with a listener it stays', async ({ launch, folder }) => {
    const dataDir = await folder();
    const app = await launch(dataDir, { args: ['--stay-without-windows'] });
    await app.window();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => eventsIn(dataDir)).toContain('window-all-closed');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  });
});

test.describe('app.requestSingleInstanceLock', () => {
  test('the second instance is refused, and the first is told', async ({ launch, folder }) => {
    const dataDir = await folder();
    const first = await launch(dataDir, { args: ['--lock'] });
    await first.window();
    const second = await runToEnd({ appPath, dataDir, args: ['--lock', 'a file.txt'] });
    expect(second.exitCode).toBe(0);
    await expect.poll(async () => (await eventsIn(dataDir)).join('\n')).toContain('second-instance');
    const events = await eventsIn(dataDir);
    expect(events).toContain('lock refused');
    const told = JSON.parse(
      events.find((event) => event.startsWith('second-instance'))?.slice(16) ?? '{}',
    ) as {
      argv: string[];
      workingDirectory: string;
      data: unknown;
    };
    expect(told.argv).toContain('a file.txt');
    expect(told.workingDirectory).toBe(process.cwd());
    expect(told.data).toEqual({ from: 'the second' });
  });

  test('a killed holder does not keep the lock', async ({ launch, folder }) => {
    const dataDir = await folder();
    const first = await launch(dataDir, { args: ['--lock'] });
    await first.window();
    await first.kill();
    const second = await launch(dataDir, { args: ['--lock'] });
    await second.window();
    expect(await second.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true);
  });
});

test('Process Model: when the main process is killed, its other processes end', async ({
  launch,
  folder,
}) => {
  const app = await launch(await folder());
  await app.window();
  const others = descendantsOf(app.pid);
  expect(others.length).toBeGreaterThan(0);
  await app.kill();
  await expect.poll(() => others.filter(isRunning)).toEqual([]);
});

test.describe('BrowserWindow', () => {
  test('ready-to-show: after the page has painted, while it is hidden', async ({
    contract: { app, events },
  }) => {
    await expect.poll(events).toContain('window show');
    const all = await events();
    const ready = all.indexOf('window ready-to-show, visible: false');
    expect(ready).toBeGreaterThan(-1);
    expect(all.indexOf('window show')).toBe(ready + 1);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
      true,
    );
  });

  test('close: preventDefault keeps the window, and the app from quitting', async ({ launch, folder }) => {
    const app = await launch(await folder());
    const page = await app.window();
    await app.evaluate(({ app: electronApp, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.once('close', (event) => event.preventDefault());
      electronApp.quit();
    });
    expect(await page.title()).toBe('Contract');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await app.close();
    expect(await app.exited()).toBe(0);
  });

  test('destroy: closed without close, and the object says that it is destroyed', async ({
    launch,
    folder,
  }) => {
    const dataDir = await folder();
    const app = await launch(dataDir, { args: ['--stay-without-windows'] });
    await app.window();
    const after = await app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.destroy();
      try {
        window?.setTitle('x');
        return 'nothing';
      } catch (error) {
        return `${window?.isDestroyed()} ${(error as Error).message}`;
      }
    });
    expect(after).toBe('true Object has been destroyed');
    const events = await eventsIn(dataDir);
    expect(events).toContain('window closed');
    expect(events).not.toContain('window close');
  });

  test('focus: told each time that the window gets the focus', async ({ contract: { app } }) => {
    const told = await app.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      if (!window) return 'no window';
      window.blur();
      return new Promise((resolve) => {
        window.once('focus', () => resolve(window.isFocused()));
        window.focus();
      });
    });
    expect(told).toBe(true);
  });

  // https://www.electronjs.org/docs/latest/api/app#event-browser-window-blur
  test('blur: the app is told as well, with the window', async ({ contract: { app } }) => {
    const told = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.focus();
      return new Promise((resolve) => {
        electronApp.once('browser-window-blur', (_event, blurred) => resolve(blurred === window));
        window?.blur();
      });
    });
    expect(told).toBe(true);
  });

  test('setAlwaysOnTop: is what it was set to', async ({ contract: { app } }) => {
    const answers = await app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      const before = window?.isAlwaysOnTop();
      window?.setAlwaysOnTop(true);
      const on = window?.isAlwaysOnTop();
      window?.setAlwaysOnTop(false);
      return [before, on, window?.isAlwaysOnTop()];
    });
    expect(answers).toEqual([false, true, false]);
  });

  test('setContentSize: the page has that size', async ({ contract: { app, page } }) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(720, 540));
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([720, 540]);
  });
});
