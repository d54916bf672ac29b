import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { HoistApi } from '../../preload/contract/contract.ts';
import { connect, expect, test } from '../support/hoist-test.ts';

/** Runs in the page, as a script that got in there would. */
function asScript<R>(page: Page, script: (hoist: HoistApi) => R | Promise<R>): Promise<R> {
  return page.evaluate(`(${script.toString()})(window.hoist)`) as Promise<R>;
}

test('a script in the window finds the bridge and nothing else', async ({ launch }) => {
  const { page } = await launch();
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  );
  expect(found).toEqual([]);
  const kinds = await asScript(page, (hoist) => Object.values(hoist).map((value) => typeof value));
  expect(new Set(kinds)).toEqual(new Set(['function', 'string']));
});

// https://www.electronjs.org/docs/latest/api/app#appenablesandbox takes the switch back, and root needs it.
test("without Chromium's sandbox, as for root, Hoist leaves it off, and a script finds no more", async ({
  launch,
}) => {
  const { app, page } = await launch({ args: ['--no-sandbox'] });
  expect(await app.evaluate(({ app: electronApp }) => electronApp.commandLine.hasSwitch('no-sandbox'))).toBe(
    true,
  );
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
});

test('the key does not come back to the window', async ({ launch, api }) => {
  const { page } = await launch();
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  const told = await asScript(page, async (hoist) =>
    JSON.stringify([await hoist.connection(), await hoist.snapshot()]),
  );
  expect(told).toContain(api.settings.userId);
  expect(told).not.toContain(api.settings.apiKey);
});

test('what is not a valid payload is refused, and changes nothing', async ({ launch }) => {
  const { page } = await launch();
  const outcomes = await asScript(page, async (hoist) => {
    const tries: (() => Promise<unknown>)[] = [
      () => hoist.cancel(['../../etc/passwd']),
      () => hoist.retry([{ toString: () => 'x' }] as never),
      () => hoist.remove(Array.from({ length: 300_000 }, () => crypto.randomUUID())),
      () => hoist.choose('everything' as never, 'keep'),
      () => hoist.addFiles([], 'for ever' as never),
      () => hoist.saveConnection({ name: '', baseUrl: 'x'.repeat(3000), apiKey: '', userId: '' }, 'account'),
      () =>
        hoist.testConnection(
          JSON.parse('{"name":"","baseUrl":"","apiKey":"","userId":"","__proto__":{"ok":true}}'),
          'account',
        ),
      () => hoist.switchConnection(7 as never),
      () => hoist.removeConnection('x'.repeat(4000)),
      () => hoist.watchFolderHere('no folder'),
    ];
    return Promise.all(
      tries.map((attempt) =>
        attempt().then(
          () => 'let through',
          () => 'refused',
        ),
      ),
    );
  });
  expect(outcomes).toEqual(outcomes.map(() => 'refused'));
});

test('a path as text is no file', async ({ launch }) => {
  const { page } = await launch();
  const result = await asScript(page, (hoist) =>
    hoist
      .addFiles([new File(['made here'], '/etc/hostname.txt'), { path: '/etc/hostname' } as never], 'keep')
      .catch(() => null),
  );
  expect(result === null || result.queued === 0).toBe(true);
  expect((await asScript(page, (hoist) => hoist.snapshot())).rows).toEqual([]);
});

test('only folders that the person chose can be watched, or get files', async ({ launch, api, folder }) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await mkdir(folder.at('Chosen'));
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder.at('Chosen'));
  const outcomes = await page.evaluate(
    async ([chosen = '', other = '']) => {
      const { hoist } = window as unknown as { readonly hoist: HoistApi };
      const settings = {
        recursive: true,
        include: [],
        exclude: [],
        retention: 'keep',
        onEdit: 'leave',
        conversionRule: 'ask',
      } as const;
      const leave = { ...settings, postUploadAction: { type: 'leave' } } as const;
      const move = { ...settings, postUploadAction: { type: 'move', folder: other } } as const;
      const attempt = (call: Promise<unknown>) =>
        call.then(
          (said) => JSON.stringify(said),
          () => 'refused',
        );
      const before = await attempt(hoist.addFolder(chosen, leave));
      await hoist.chooseFolder('watch');
      return [
        before,
        await attempt(hoist.addFolder(other, leave)),
        await attempt(hoist.addFolder(chosen, move)),
        await attempt(hoist.addFolder(chosen, { ...leave, path: other } as never)),
        await attempt(hoist.droppedFolder([new File(['x'], other)])),
        await attempt(hoist.addFolder(other, leave)),
        await attempt(hoist.addFolder(chosen, leave)),
        await attempt(hoist.updateFolder((await hoist.folders())[0]?.id ?? '', move)),
      ];
    },
    [folder.at('Chosen'), folder.path],
  );
  expect(outcomes).toEqual([
    ...['refused', 'refused', 'refused', 'refused', '{"kind":"files"}', 'refused'],
    ...['{"ok":true}', 'refused'],
  ]);
});

test('the window goes nowhere, opens nothing and talks to nobody', async ({ launch, api }) => {
  const { page } = await launch();
  const before = page.url();
  const { baseUrl } = api.settings;
  const opened = await page.evaluate((url) => window.open(url) === null, baseUrl);
  expect(opened).toBe(true);
  await page.evaluate((url) => {
    location.href = url;
  }, baseUrl);
  const fetched = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'answered',
        () => 'blocked',
      ),
    `${baseUrl}/v1/files`,
  );
  expect(fetched).toBe('blocked');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.ranInline = true';
    } catch {
      return 'refused';
    }
    document.head.append(script);
    return 'ranInline' in window ? 'ran' : 'blocked';
  });
  expect(ran).not.toBe('ran');
  expect(page.url()).toBe(before);
  expect(api.calls).toEqual([]);
});
