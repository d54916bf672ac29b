/** The contract with Electron, continued: what a page may load, open, ask for and be given. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './contract-app/fixture.ts';

test.describe('webUtils.getPathForFile', () => {
  test('dropped files and folders have their paths', async ({ contract: { app, page }, folder }) => {
    const parent = await folder();
    const file = join(parent, 'a "quoted" ü🙂.txt');
    const inner = join(parent, 'folder');
    await Promise.all([writeFile(file, 'x'), mkdir(inner)]);
    await app.drop(page, {}, [file, inner]);
    await page.waitForFunction(() => window.dropped.length === 2);
    expect(await page.evaluate(() => window.contract.paths(window.dropped))).toEqual([file, inner]);
  });

  test("a file made in JavaScript has ''", async ({ contract: { page } }) => {
    expect(await page.evaluate(() => window.contract.paths([new File(['x'], 'made.txt')]))).toEqual(['']);
  });

  test('what is no File throws', async ({ contract: { page } }) => {
    const refused = await page.evaluate(() => {
      try {
        return window.contract.pathOf({ name: 'a.txt' });
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(refused).toContain('getPathForFile');
  });

  test('300 dropped files in well under a second', async ({ contract: { app, page }, folder }) => {
    const parent = await folder();
    const files = Array.from({ length: 300 }, (_, index) => join(parent, `${index}.txt`));
    await Promise.all(files.map((file) => writeFile(file, 'x')));
    await app.drop(page, {}, files);
    await page.waitForFunction(() => window.dropped.length === 300);
    const { paths, tookMs } = await page.evaluate(() => {
      const start = performance.now();
      const found = window.contract.paths(window.dropped);
      return { paths: found, tookMs: performance.now() - start };
    });
    expect(paths).toEqual(files);
    expect(tookMs).toBeLessThan(1000);
  });
});

test.describe('protocol.handle', () => {
  test('the handler sees the scheme, the method and the body', async ({ contract: { page } }) => {
    const asked = await page.evaluate(async () =>
      (await fetch('/asked?q=1', { method: 'POST', body: 'ümlaut' })).json(),
    );
    expect(asked).toMatchObject({ url: 'app://contract/asked?q=1', method: 'POST', body: 'ümlaut' });
    expect(asked.headers).toMatchObject({ origin: 'app://contract' });
    // Chromium sends a referrer for http and https only.
    expect(asked.headers).not.toHaveProperty('referer');
  });

  test('a redirect is followed under the scheme of the app', async ({ contract: { page } }) => {
    const asked = await page.evaluate(async () => (await fetch('/moved')).json());
    expect(asked.url).toBe('app://contract/asked?moved');
  });

  test("the handler's status and headers reach the page", async ({ contract: { page } }) => {
    const answer = await page.evaluate(async () => {
      const response = await fetch('/missing.js');
      return [response.status, response.headers.get('x-why'), await response.text()];
    });
    expect(answer).toEqual([404, 'not found', 'nothing here']);
  });

  test('the page is a secure context of its own origin', async ({ contract: { app, page } }) => {
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const url = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
    expect(url).toBe('app://contract/index.html');
  });

  test('Security, Content Security Policy: inline scripts do not run', async ({ contract: { page } }) => {
    expect(await page.evaluate(() => [window.inlineRan, 'evalSaid' in window])).toEqual([undefined, true]);
  });

  test('Security, Content Security Policy: eval throws', async ({ contract: { page } }) => {
    expect(await page.evaluate(() => window.evalSaid)).toBe('EvalError');
  });
});

test.describe('webContents, navigation events', () => {
  test('will-navigate: preventDefault keeps the page', async ({ contract: { page, events } }) => {
    await page.locator('#away').click();
    await expect.poll(events).toContain('will-navigate https://example.com/away main frame: true');
    expect(await page.title()).toBe('Contract');
    expect(await page.evaluate(() => window.contract.answerNow())).toBe(42);
  });

  test('will-navigate: not for in-page navigations', async ({ contract: { app, page, events } }) => {
    await page.locator('#within').click();
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()))
      .toBe('app://contract/index.html#within');
    expect((await events()).filter((event) => event.includes('#within'))).toEqual([]);
  });

  test('will-navigate: not for navigations started by the main process', async ({
    contract: { app, page, events },
  }) => {
    const before = (await events()).filter((event) => event.startsWith('will-navigate')).length;
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.loadURL('app://contract/index.html?again'),
    );
    await expect.poll(() => page.evaluate(() => location.search)).toBe('?again');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.loadURL('app://contract/index.html'),
    );
    await expect.poll(() => page.evaluate(() => location.search)).toBe('');
    expect((await events()).filter((event) => event.startsWith('will-navigate')).length).toBe(before);
  });

  test('setWindowOpenHandler: deny makes window.open answer null', async ({
    contract: { app, page, events },
  }) => {
    expect(await page.evaluate(() => window.open('https://example.com/popup'))).toBeNull();
    await page.locator('#blank').click();
    await expect.poll(events).toContain('window open https://example.com/popup');
    await expect.poll(events).toContain('window open https://example.com/blank');
    expect(await app.windows()).toHaveLength(1);
  });
});

test.describe('session, permission handlers', () => {
  // docs/api/session.md
  test('are asked for what the page asks for', async ({ contract: { app, page } }) => {
    await app.evaluate(({ session: { defaultSession } }) => {
      const asked: string[] = [];
      Reflect.set(globalThis, 'askedPermissions', asked);
      defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
        asked.push(`request ${permission} ${new URL(requestingUrl).protocol}`);
        answer(false);
      });
      defaultSession.setPermissionCheckHandler((_contents, permission, origin) => {
        asked.push(`check ${permission} ${new URL(origin).protocol}`);
        return false;
      });
    });
    await page.evaluate(async () => {
      await Notification.requestPermission();
      await navigator.permissions.query({ name: 'geolocation' });
      await new Promise((resolve) => navigator.geolocation.getCurrentPosition(resolve, resolve));
    });
    const heard = () => app.evaluate(() => Reflect.get(globalThis, 'askedPermissions') as string[]);
    for (const asked of ['request notifications', 'check geolocation', 'request geolocation'])
      await expect.poll(heard).toContain(`${asked} app:`);
    await app.evaluate(({ session: { defaultSession } }) => {
      defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
      defaultSession.setPermissionCheckHandler(() => false);
    });
  });

  test('a denied request fails in the page', async ({ contract: { page } }) => {
    const answers = await page.evaluate(async () => [
      await Notification.requestPermission(),
      await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === error.PERMISSION_DENIED),
        ),
      ),
    ]);
    expect(answers).toEqual(['denied', true]);
  });
});

test.describe('nativeTheme.themeSource', () => {
  for (const theme of ['dark', 'light'] as const) {
    test(`${theme} shows in prefers-color-scheme`, async ({ contract: { app, page } }) => {
      const dark = await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
        return nativeTheme.shouldUseDarkColors;
      }, theme);
      expect(dark).toBe(theme === 'dark');
      await expect
        .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(theme === 'dark');
    });
  }
});
