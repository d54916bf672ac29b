/** The contract with Electron, continued: what the main process is given by its other modules. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../support/launch.ts';
import { expect, test } from './contract-app/fixture.ts';

test.describe('safeStorage', () => {
  test('encryptStringAsync: there and back, and nothing to read between', async ({ contract: { app } }) => {
    const result = await app.evaluate(async ({ safeStorage }) => {
      const sealed = await safeStorage.encryptStringAsync('secret ü🙂');
      const opened = await safeStorage.decryptStringAsync(sealed);
      const damaged = Buffer.from(sealed);
      damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
      const refused = await safeStorage.decryptStringAsync(damaged).then(
        () => false,
        () => true,
      );
      return [opened.result, sealed.toString('latin1').includes('secret'), refused];
    });
    expect(result).toEqual(['secret ü🙂', false, true]);
  });

  test('decryptStringAsync: also after a restart', async ({ launch, folder }) => {
    const dataDir = await folder();
    const first = await launch(dataDir);
    const sealed = await first.evaluate(async ({ safeStorage, app }) => {
      await app.whenReady();
      return (await safeStorage.encryptStringAsync('kept')).toString('base64');
    });
    await first.close();
    const second = await launch(dataDir);
    const opened = second.evaluate(async ({ safeStorage, app }, text) => {
      await app.whenReady();
      return (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result;
    }, sealed);
    expect(await opened).toBe('kept');
  });
});

test('clipboard.writeText, readText', async ({ contract: { app } }) => {
  const text = await app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('one\ntwo');
    return clipboard.readText();
  });
  expect(text).toBe('one\ntwo');
});

test('shell.trashItem: takes a file away, and rejects where there is none', async ({ contract: { app } }) => {
  // Beside the repository's own files: not every trash takes what lies in a temp folder.
  const results = join(repositoryRoot, 'test-results');
  await mkdir(results, { recursive: true });
  const folder = await mkdtemp(join(results, 'trash-'));
  const path = join(folder, 'to be trashed.txt');
  await writeFile(path, 'no longer wanted');
  const outcomes = await app.evaluate(
    async ({ shell }, { there, missing }) => [
      await shell.trashItem(there),
      await shell.trashItem(missing).catch((error: Error) => error instanceof Error),
    ],
    { there: path, missing: join(folder, 'missing.txt') },
  );
  expect(outcomes).toEqual([undefined, true]);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

// docs/api/power-monitor.md
test('powerMonitor: tells what the system does', async ({ contract: { app } }) => {
  const events = [
    ...['suspend', 'resume', 'lock-screen', 'unlock-screen', 'shutdown', 'on-ac', 'on-battery'],
    ...['thermal-state-change', 'speed-limit-change'],
    ...['user-did-become-active', 'user-did-resign-active'],
  ];
  const heard = await app.evaluate(({ powerMonitor }, names) => {
    const monitor: NodeJS.EventEmitter = powerMonitor;
    const told: string[] = [];
    for (const name of names) {
      monitor.once(name, () => told.push(name));
      monitor.emit(name);
    }
    return told;
  }, events);
  expect(heard).toEqual(events);
});

test('clipboard.write: takes ClipboardItems only', async ({ contract: { app } }) => {
  const outcomes = await app.evaluate(async ({ clipboard, ClipboardItem }) => {
    const wrong: unknown[] = ['text', [{ 'text/plain': 'text' }], [null]];
    const refused = wrong.map((data) =>
      clipboard.write(data as Electron.ClipboardItem[]).then(
        () => 'written',
        (error: Error) => error.name,
      ),
    );
    await clipboard.write([new ClipboardItem({ 'text/plain': 'whole' })]);
    return [...(await Promise.all(refused)), await clipboard.readText()];
  });
  expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError', 'whole']);
});

test('powerSaveBlocker: is on from start until stop', async ({ contract: { app } }) => {
  const states = await app.evaluate(({ powerSaveBlocker }) => {
    const id = powerSaveBlocker.start('prevent-app-suspension');
    const started = powerSaveBlocker.isStarted(id);
    const stopped = powerSaveBlocker.stop(id);
    return [started, stopped, powerSaveBlocker.isStarted(id)];
  });
  expect(states).toEqual([true, true, false]);
});

test('dialog: a test answers for a folder, with the window that asks', async ({ contract: { app } }) => {
  const answer = await app.evaluate(async ({ dialog, BrowserWindow }) => {
    const { showOpenDialog } = dialog;
    const [window] = BrowserWindow.getAllWindows();
    const asked: unknown[] = [];
    dialog.showOpenDialog = (...args: unknown[]) => {
      asked.push(args[0] === window, args[1]);
      return Promise.resolve({ canceled: false, filePaths: ['/a/folder'] });
    };
    try {
      const options = { properties: ['openDirectory' as const, 'createDirectory' as const] };
      return [window && (await dialog.showOpenDialog(window, options)), ...asked];
    } finally {
      dialog.showOpenDialog = showOpenDialog;
    }
  });
  expect(answer).toEqual([
    { canceled: false, filePaths: ['/a/folder'] },
    true,
    { properties: ['openDirectory', 'createDirectory'] },
  ]);
});

test('dialog: a test answers in its place', async ({ contract: { app } }) => {
  const answer = await app.evaluate(async ({ dialog }) => {
    const { showOpenDialog } = dialog;
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/a/b.txt'] });
    try {
      return await dialog.showOpenDialog({ properties: ['openFile'] });
    } finally {
      dialog.showOpenDialog = showOpenDialog;
    }
  });
  expect(answer).toEqual({ canceled: false, filePaths: ['/a/b.txt'] });
});

test('Menu: an item of the application menu can be clicked', async ({ contract: { app } }) => {
  const clicked = await app.evaluate(({ Menu }) => {
    let name = '';
    const click = ({ label }: { label: string }) => {
      name = label;
    };
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([{ label: 'File', submenu: [{ id: 'open', label: 'Open', click }] }]),
    );
    Menu.getApplicationMenu()?.getMenuItemById('open')?.click();
    return name;
  });
  expect(clicked).toBe('Open');
});

// https://www.electronjs.org/docs/latest/api/session#sesresolveproxyurl
test('session.resolveProxy: a PAC answer by the settings, and none for this machine', async ({
  contract: { app },
}) => {
  const answers = await app.evaluate(async ({ session: { defaultSession } }) => {
    await defaultSession.setProxy({ proxyRules: 'proxy.example:8080' });
    const by = await defaultSession.resolveProxy('https://api.example.com');
    const loopback = await defaultSession.resolveProxy('http://127.0.0.1:8080');
    await defaultSession.setProxy({ mode: 'direct' });
    return [by, loopback, await defaultSession.resolveProxy('https://api.example.com')];
  });
  expect(answers).toEqual(['PROXY proxy.example:8080', 'DIRECT', 'DIRECT']);
});

// https://www.electronjs.org/docs/latest/api/tray
test.describe('Tray', () => {
  const icon = join(repositoryRoot, 'build/resources/tray/idle.png');

  test('takes its icon from a path, and what is set anew; “destroys the tray icon immediately”', async ({
    contract: { app },
  }) => {
    const told = await app.evaluate(({ Tray, Menu }, path) => {
      const tray = new Tray(path);
      const clicks: string[] = [];
      tray.on('click', () => clicks.push('icon'));
      const menu = Menu.buildFromTemplate([
        { label: 'More', submenu: [{ label: 'Copy', click: () => clicks.push('item') }] },
        { type: 'separator' },
        { label: 'State', enabled: false },
      ]);
      tray.setImage(path);
      tray.setToolTip('Hoist: 1 of 2 ready');
      tray.setContextMenu(menu);
      tray.emit('click');
      menu.items[0]?.submenu?.items[0]?.click();
      const before = tray.isDestroyed();
      tray.destroy();
      const types = menu.items.map(({ type }) => type);
      const canClickState = menu.items[2]?.enabled;
      return { clicks, destroyed: [before, tray.isDestroyed()], types, canClickState };
    }, icon);
    expect(told).toEqual({
      clicks: ['icon', 'item'],
      destroyed: [false, true],
      types: ['submenu', 'separator', 'normal'],
      canClickState: false,
    });
  });

  test('throws where there is no icon at the path', async ({ contract: { app } }) => {
    const message = await app.evaluate(({ Tray }, path) => {
      try {
        new Tray(path);
        return 'nothing';
      } catch (error) {
        return (error as Error).message;
      }
    }, `${icon}.missing`);
    expect(message).toContain('Failed to load image');
  });
});

// https://www.electronjs.org/docs/latest/api/notification
test('Notification: holds what it says; show and click are events', async ({ contract: { app } }) => {
  const told = await app.evaluate(({ Notification }) => {
    const notification = new Notification({ title: '38 files are ready', body: 'and more', silent: true });
    const clicks: string[] = [];
    notification.on('click', () => clicks.push(notification.title));
    notification.emit('click');
    // One that was never shown can be dismissed.
    notification.close();
    const { title, body, silent } = notification;
    return { title, body, silent, clicks, supported: typeof Notification.isSupported() };
  });
  expect(told).toEqual({
    title: '38 files are ready',
    body: 'and more',
    silent: true,
    clicks: ['38 files are ready'],
    supported: 'boolean',
  });
});

test('setProgressBar, app.setBadgeCount: take any value, whether or not there is a dock', async ({
  contract: { app },
}) => {
  const answers = await app.evaluate(({ app: electronApp, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return [
      window?.setProgressBar(0.5),
      window?.setProgressBar(0.5, { mode: 'paused' }),
      // “Remove progress bar when progress < 0”, “setting the count to `0` will hide the badge”.
      window?.setProgressBar(-1, { mode: 'none' }),
      typeof electronApp.setBadgeCount(3),
      typeof electronApp.setBadgeCount(0),
    ];
  });
  expect(answers).toEqual([undefined, undefined, undefined, 'boolean', 'boolean']);
});

// https://www.electronjs.org/docs/latest/api/global-shortcut
test('globalShortcut: registered until it is let go; while suspended, new ones fail', async ({
  contract: { app },
}) => {
  const keys = 'Control+Alt+Shift+F9';
  const answers = await app.evaluate(({ globalShortcut }, accelerator) => {
    const registered = [
      globalShortcut.register(accelerator, () => undefined),
      globalShortcut.isRegistered(accelerator),
    ];
    globalShortcut.unregisterAll();
    const gone = globalShortcut.isRegistered(accelerator);
    globalShortcut.setSuspended(true);
    const suspended = [globalShortcut.isSuspended(), globalShortcut.register(accelerator, () => undefined)];
    globalShortcut.setSuspended(false);
    return [...registered, gone, ...suspended, globalShortcut.isSuspended()];
  }, keys);
  expect(answers).toEqual([true, true, false, true, false, false]);
});

// docs/api/accelerator.md
test('globalShortcut: takes punctuation as a key', async ({ contract: { app } }) => {
  const answers = await app.evaluate(({ globalShortcut }) => {
    const keys = [',', '.', ';', '/', '[', '-', '=', '`', 'Plus'];
    const held = keys.map((key) => globalShortcut.register(`Control+Alt+Shift+${key}`, () => undefined));
    globalShortcut.unregisterAll();
    return held;
  });
  expect(answers).toEqual(Array(9).fill(true));
});
