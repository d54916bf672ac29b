/** The contract with Electron, continued: how a window loads, fails to load, and goes meanwhile. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from './contract-app/fixture.ts';

/** Of this machine, where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

test.describe('webContents, loading', () => {
  // docs/api/web-contents.md, “Navigation Events”
  test('tells of a load from its start to its stop, in this order', async ({ contract: { app } }) => {
    const told = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      const emitter: NodeJS.EventEmitter = window.webContents;
      const all: string[] = [];
      const names = [
        ...['did-start-loading', 'did-start-navigation', 'did-frame-navigate', 'did-navigate', 'dom-ready'],
        ...['did-frame-finish-load', 'did-finish-load', 'did-stop-loading'],
      ];
      for (const name of names) emitter.on(name, () => all.push(name));
      const stopped = new Promise((resolve) => emitter.once('did-stop-loading', resolve));
      await window.loadURL('app://contract/index.html');
      await stopped;
      window.destroy();
      return [all, names];
    });
    expect(told[0]).toEqual(told[1]);
  });

  test('did-navigate: with the status of the response', async ({ contract: { app } }) => {
    const statuses = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      const told: unknown[] = [];
      window.webContents.on('did-navigate', (_event, url, status) => told.push([url, status]));
      await window.loadURL('app://contract/index.html');
      await window.loadURL('app://contract/missing.html');
      window.destroy();
      return told;
    });
    expect(statuses).toEqual([
      ['app://contract/index.html', 200],
      ['app://contract/missing.html', 404],
    ]);
  });

  test("did-fail-load, loadURL: with Chromium's own number", async ({ contract: { app } }) => {
    const nobody = `http://127.0.0.1:${await closedPort()}/`;
    const urls = ['app://contract/error', 'app://contract/throw', 'app://nowhere.invalid/', nobody];
    const told = await app.evaluate(async ({ BrowserWindow }, all) => {
      const window = new BrowserWindow({ show: false });
      const failed: unknown[] = [];
      window.webContents.on('did-fail-load', (_event, errno, name) => failed.push([errno, name]));
      window.webContents.on('did-navigate', (_event, url) => failed.push(url));
      const rejected: unknown[] = [];
      for (const url of all) {
        await window.loadURL(url).catch(({ errno, code }) => rejected.push([errno, code]));
      }
      window.destroy();
      return { failed, rejected };
    }, urls);
    const expected = [
      [-2, 'ERR_FAILED'],
      [-9, 'ERR_UNEXPECTED'],
      [-102, 'ERR_CONNECTION_REFUSED'],
    ];
    // The third is answered by the app, as any host of its scheme.
    expect(told.rejected).toEqual(expected);
    expect(told.failed).toEqual([expected[0], expected[1], 'app://nowhere.invalid/', expected[2]]);
  });

  // lib/browser/api/web-contents.ts, `_awaitNextLoad`
  test('loadURL rejects when the window is destroyed, and when it loads something else', async ({
    contract: { app },
  }) => {
    const rejections = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      const started = () =>
        new Promise<void>((resolve) => window.webContents.once('did-start-loading', () => resolve()));
      const first = started();
      const replaced = window.loadURL('app://contract/slow').catch((error: Error) => error.message);
      await first;
      await window.loadURL('app://contract/index.html');
      const second = started();
      const destroyed = window.loadURL('app://contract/slow').catch((error: Error) => error.message);
      await second;
      window.destroy();
      return [await replaced, await destroyed];
    });
    expect(rejections).toEqual([
      "ERR_ABORTED (-3) loading 'app://contract/index.html'",
      "ERR_FAILED (-2) loading 'app://contract/slow'",
    ]);
  });

  test('close: a window that is closed at did-start-loading is gone', async ({ contract: { app } }) => {
    const closed = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      const gone = new Promise<void>((resolve) => window.once('closed', () => resolve()));
      window.webContents.once('did-start-loading', () => window.close());
      window.loadURL('app://contract/index.html');
      await gone;
      return [window.isDestroyed(), BrowserWindow.getAllWindows().includes(window)];
    });
    expect(closed).toEqual([true, false]);
    // Pages that earlier tests closed may still be on their way out, so none is counted before.
    const open = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await expect.poll(async () => (await app.windows()).length).toBe(open);
  });

  test('console-message: what the page writes', async ({ contract: { app, page } }) => {
    const heard = app.evaluate(
      ({ webContents }) =>
        new Promise((resolve) => {
          webContents
            .getAllWebContents()[0]
            ?.once('console-message', ({ level, message }) => resolve([level, message]));
        }),
    );
    // The listener is there before this is answered.
    await app.evaluate(() => undefined);
    await page.evaluate(() => console.warn('the page says', 1));
    expect(await heard).toEqual(['warning', 'the page says 1']);
  });

  test('preload-error: with the path and the error of a preload that does not load', async ({
    contract: { app },
  }) => {
    const preload = join(import.meta.dirname, 'contract-app', 'broken-preload.cjs');
    const told = await app.evaluate(async ({ BrowserWindow }, path) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: path } });
      const failed = new Promise((resolve) =>
        window.webContents.once('preload-error', (_event, where, error) => resolve([where, error.message])),
      );
      await window.loadURL('app://contract/index.html');
      const said = await failed;
      window.destroy();
      return said;
    }, preload);
    expect(told).toEqual([preload, 'this preload does not load']);
  });

  test('send: to a page whose process is gone, it is told on the console and not thrown', async ({
    contract: { app },
  }) => {
    await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL('app://contract/index.html');
      const gone = new Promise((resolve) => window.webContents.once('render-process-gone', resolve));
      window.webContents.forcefullyCrashRenderer();
      await gone;
      window.webContents.send('greeting', 'nobody');
      window.destroy();
    });
    await expect
      .poll(() => app.stderr())
      .toContain('Render frame was disposed before WebFrameMain could be accessed');
  });
});

test.describe('BrowserWindow', () => {
  test('minWidth, maxHeight: hold for the size that it is made with', async ({ contract: { app } }) => {
    const sizes = await app.evaluate(({ BrowserWindow }) => {
      const limits = { minWidth: 500, minHeight: 400, maxWidth: 900, maxHeight: 700, show: false };
      return [
        { width: 100, height: 100 },
        { width: 2000, height: 2000 },
      ].map((size) => {
        const window = new BrowserWindow({ ...limits, ...size });
        const made = window.getSize();
        window.destroy();
        return made;
      });
    });
    expect(sizes).toEqual([
      [500, 400],
      [900, 700],
    ]);
  });

  // lib/browser/api/browser-window.ts
  test('focus: the app is told as well, with the window', async ({ contract: { app } }) => {
    const told = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.blur();
      return new Promise((resolve) => {
        electronApp.once('browser-window-focus', (_event, focused) => resolve(focused === window));
        window?.focus();
      });
    });
    expect(told).toBe(true);
  });
});
