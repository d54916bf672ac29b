/**
 * How the specs start the app on real Electron, tried where there is none: Playwright's launcher starts a program that
 * behaves as Electron does in argv, environment, output, exit and process id, and is the stand-in behind that. On real
 * Electron all other specs prove the same.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchElectron } from '../support/launch-electron.ts';
import type { LaunchOptions, RunningApp } from '../support/running-app.ts';
import { appPath, test as base, eventsIn, expect } from './contract-app/fixture.ts';

const FAKE = join(import.meta.dirname, '../support/fake-electron');

const test = base.extend<{
  electron: (options?: Partial<LaunchOptions>) => Promise<{ app: RunningApp; dataDir: string }>;
}>({
  electron: async ({ folder }, use) => {
    const launched: RunningApp[] = [];
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = FAKE;
    await use(async ({ env, ...options } = {}) => {
      const dataDir = await folder();
      const temp = { HOIST_STAND_IN_TEMP: await folder() };
      const app = await launchElectron({ appPath, dataDir, env: { ...env, ...temp }, ...options });
      launched.push(app);
      return { app, dataDir };
    });
    for (const app of launched) await app.kill();
    delete process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  },
});

test('the app has its command line, its window and its process id', async ({ electron }) => {
  const { app, dataDir } = await electron({ args: ['--stay-without-windows', 'a file.txt'] });
  const page = await app.window();
  expect(await page.title()).toBe('Contract');
  expect(await app.windows()).toEqual([page]);
  expect(await app.evaluate(() => [process.pid, ...process.argv.slice(1)])).toEqual([
    ...[app.pid, `--user-data-dir=${dataDir}`, appPath, '--stay-without-windows', 'a file.txt'],
  ]);
  await app.close();
  expect(await app.exited()).toBe(0);
  expect(await eventsIn(dataDir)).toContain('quit 0');
});

test('modules are loaded before the app, which does not see them on its command line', async ({
  electron,
  folder,
}) => {
  const place = await folder();
  const module = join(place, 'before.ts');
  await writeFile(
    module,
    "const mark: string = 'was here'; Reflect.set(globalThis, 'mark', mark); export {};",
  );
  const { app, dataDir } = await electron({ preload: [module], env: { NODE_OPTIONS: '--no-such-option' } });
  expect(
    await app.evaluate(() => [Reflect.get(globalThis, 'mark'), process.env['NODE_OPTIONS'] ?? null]),
  ).toEqual(['was here', null]);
  expect(await app.evaluate(() => process.argv.slice(1))).toEqual([`--user-data-dir=${dataDir}`, appPath]);
});

test('the exit code is the app’s own, and a kill is its end', async ({ electron }) => {
  const { app } = await electron();
  app.evaluate(({ app: electronApp }) => electronApp.exit(7)).catch(() => undefined);
  expect(await app.exited()).toBe(7);
  // Once more is no error.
  await app.kill();
  const killed = await electron();
  await killed.app.kill();
  expect(await killed.app.exited()).toBeNull();
});

test('what the app writes is there from its first line on', async ({ electron }) => {
  const { app } = await electron({ args: ['--throw-at-load'] });
  expect(app.stderr()).toContain('nobody catches the main script');
  await app.evaluate(() => console.log('written later'));
  await expect.poll(() => app.stdout()).toContain('written later');
});
