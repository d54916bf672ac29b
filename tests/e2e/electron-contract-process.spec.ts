/** The contract with Electron, continued: the main process itself, from its command line to its end. */
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../support/launch.ts';
import { eventsIn, expect, test } from './contract-app/fixture.ts';

// default_app/main.ts of Electron: the app is the first argument that is no switch, and argv stays as it was given.
test('argv: switches may stand before the app, and stay', async ({ contract: { app, dataDir } }) => {
  const argv = await app.evaluate(() => process.argv);
  const at = argv.indexOf(join(import.meta.dirname, 'contract-app'));
  expect(argv.indexOf(`--user-data-dir=${dataDir}`)).toBeGreaterThan(0);
  expect(at).toBeGreaterThan(argv.indexOf(`--user-data-dir=${dataDir}`));
});

test.describe('the main script, before ready', () => {
  // Electron's shell/common/platform_util_linux.cc gives the work to a thread pool that starts later.
  test('shell.trashItem waits for the end of the main script', async ({ launch, folder }) => {
    const results = join(repositoryRoot, 'test-results');
    await mkdir(results, { recursive: true });
    const place = await mkdtemp(join(results, 'trash-'));
    const path = join(place, 'to be trashed.txt');
    await writeFile(path, 'no longer wanted');
    const dataDir = await folder();
    const app = await launch(dataDir, { args: [`--trash-first=${path}`] });
    await app.window();
    await expect.poll(() => eventsIn(dataDir)).toContain('trashed');
    const events = await eventsIn(dataDir);
    expect(events.indexOf('trashed')).toBeGreaterThan(events.indexOf('main script ends'));
    await expect(access(path)).rejects.toThrow('ENOENT');
    await rm(place, { recursive: true });
  });

  // shell/browser/api/electron_api_app.cc
  test('app.enableSandbox takes --no-sandbox away; there is no window and no safeStorage yet', async ({
    launch,
    folder,
  }) => {
    const dataDir = await folder();
    const app = await launch(dataDir, { args: ['--no-sandbox', '--too-early'] });
    await app.window();
    const events = await eventsIn(dataDir);
    expect(events).toContain('no-sandbox: true, then false');
    expect(events).toContain('window before ready: Cannot create BrowserWindow before app is ready');
    expect(events).toContain(
      'safeStorage before ready: false, safeStorage cannot be used before app is ready',
    );
  });
});

// lib/browser/init.ts
test.describe('an uncaught error', () => {
  test('shows an error box, and the app lives on', async ({ contract: { app } }) => {
    const box = await app.evaluate(({ dialog }) => {
      const { showErrorBox } = dialog;
      return new Promise<string[]>((resolve) => {
        dialog.showErrorBox = (title, content) => {
          dialog.showErrorBox = showErrorBox;
          resolve([title, content.split('\n').slice(0, 2).join('\n')]);
        };
        setTimeout(() => {
          throw new RangeError('nobody catches this');
        });
      });
    });
    expect(box).toEqual([
      'A JavaScript error occurred in the main process',
      'Uncaught Exception:\nRangeError: nobody catches this',
    ]);
    expect(await app.evaluate(({ app: electronApp }) => electronApp.isReady())).toBe(true);
  });

  test('of the main script does not keep the app from becoming ready', async ({ launch, folder }) => {
    const dataDir = await folder();
    const app = await launch(dataDir, { args: ['--throw-at-load'] });
    await app.window();
    expect(await eventsIn(dataDir)).toContain('ready');
    expect(app.stderr()).toContain('nobody catches the main script');
  });

  test('is left to an app that listens itself', async ({ contract: { app } }) => {
    const heard = await app.evaluate(
      () =>
        new Promise<string>((resolve) => {
          process.once('uncaughtException', (error) => resolve(error.message));
          setTimeout(() => {
            throw new Error('the app catches this');
          });
        }),
    );
    expect(heard).toBe('the app catches this');
  });
});

test('process.exit is app.exit: quit is told, with the code', async ({ launch, folder }) => {
  const dataDir = await folder();
  const app = await launch(dataDir);
  await app.window();
  app.evaluate(() => process.exit(3)).catch(() => undefined);
  expect(await app.exited()).toBe(3);
  expect(await eventsIn(dataDir)).toContain('quit 3');
});

// shell/browser/electron_browser_main_parts_posix.cc. Windows has no such signals.
if (process.platform !== 'win32') {
  test.describe('SIGTERM', () => {
    test('quits through before-quit, and reaches no listener of the main script', async ({
      launch,
      folder,
    }) => {
      const dataDir = await folder();
      const app = await launch(dataDir, { args: ['--listen-to-sigterm'] });
      await app.window();
      process.kill(app.pid, 'SIGTERM');
      expect(await app.exited()).toBe(0);
      const events = await eventsIn(dataDir);
      expect(events).toEqual(expect.arrayContaining(['before-quit', 'will-quit', 'quit 0']));
      expect(events).not.toContain('main script heard SIGTERM');
    });

    test('kills at the second time, when the first did not end the app', async ({ launch, folder }) => {
      const dataDir = await folder();
      const app = await launch(dataDir);
      await app.window();
      await app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.on('close', (event) => event.preventDefault());
      });
      process.kill(app.pid, 'SIGTERM');
      await expect.poll(() => eventsIn(dataDir)).toContain('window close');
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
      process.kill(app.pid, 'SIGTERM');
      expect(await app.exited()).toBe(null);
    });

    test('is left to a listener that was added after ready', async ({ launch, folder }) => {
      const dataDir = await folder();
      const app = await launch(dataDir);
      await app.window();
      await app.evaluate(({ app: electronApp }) => {
        process.on('SIGTERM', () => electronApp.exit(5));
      });
      process.kill(app.pid, 'SIGTERM');
      expect(await app.exited()).toBe(5);
      expect(await eventsIn(dataDir)).not.toContain('before-quit');
    });
  });
}
