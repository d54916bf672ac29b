/** What Electron does to windows, menus and dialogs behind an app's back. */

import { clickMenu } from '../support/desktop.ts';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { clickInTray, watchTray } from '../support/tray.ts';
import { writeRandom } from '../support/uploads.ts';

test('a dialog stands alone where its window is minimised, and begins where the last one of its kind ended', async ({
  launch,
  api,
  folder,
}) => {
  const first = await launch();
  await connect(first.page, api.settings);
  const chosen = await writeRandom(folder.at('chosen.pdf'), 2_000);
  await keepFileDialogs(first.app, { open: [chosen], save: folder.at('receipts.csv') });
  await clickMenu(first.app, 'choose-files');
  await expect(rowOf(first.page, 'chosen.pdf')).toContainText('Ready');
  await first.page.getByRole('button', { name: 'History', exact: true }).click();
  await first.page.getByRole('button', { name: 'Export' }).click();
  await first.page.getByRole('menuitem', { name: /CSV/ }).click();
  await expect.poll(async () => (await fileDialogs(first.app)).length).toBe(2);
  const [open, save] = await fileDialogs(first.app);
  expect(open).toEqual({ hasParent: true, defaultPath: null });
  // A bare name would be one in the folder that Hoist was started in.
  const downloads = await first.app.evaluate(({ app }) => app.getPath('downloads'));
  expect(save?.defaultPath?.startsWith(downloads)).toBe(true);

  await keepFileDialogs(first.app, { open: [], save: '' });
  await minimise(first.app);
  await clickMenu(first.app, 'choose-files');
  await expect.poll(() => fileDialogs(first.app)).toEqual([{ hasParent: false, defaultPath: folder.at('') }]);
  await first.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      Reflect.set(globalThis, 'parents', args.length - 1);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  await clickMenu(first.app, 'about');
  await expect.poll(() => first.app.evaluate(() => Reflect.get(globalThis, 'parents'))).toBe(0);
  await first.app.close();

  const { app } = await launch();
  await keepFileDialogs(app, { open: [], save: '' });
  await clickMenu(app, 'choose-folder');
  await expect.poll(() => fileDialogs(app)).toEqual([{ hasParent: true, defaultPath: folder.at('') }]);
});

test('the drop window has no menu in any language', async ({ launch }) => {
  // There the menu is not the window's, and files are dropped on the dock.
  const isMac = process.platform === 'darwin';
  const { app, page } = await launch();
  await app.evaluate(({ BrowserWindow }) => {
    const { setMenu, removeMenu } = BrowserWindow.prototype;
    BrowserWindow.prototype.setMenu = function keep(menu) {
      Reflect.set(this, 'hasMenu', menu !== null);
      Reflect.apply(setMenu, this, [menu]);
    };
    BrowserWindow.prototype.removeMenu = function keep() {
      Reflect.set(this, 'hasMenu', false);
      Reflect.apply(removeMenu, this, []);
    };
  });
  await page.evaluate('window.hoist.changePreferences({ dropWindow: true })');
  await expect.poll(async () => (await app.windows()).length).toBe(isMac ? 1 : 2);
  await page.evaluate("window.hoist.changePreferences({ language: 'de' })");
  const menus = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => [
      window.webContents.getURL().endsWith('drop.html'),
      Reflect.get(window, 'hasMenu'),
    ]),
  );
  const [withMenu, without] = [
    [false, true],
    [true, false],
  ];
  expect(menus.toSorted()).toEqual(isMac ? [[false, undefined]] : [withMenu, without]);
});

test('a page that was kept from going elsewhere is still led to where a person wants to go', async ({
  launch,
  api,
}) => {
  const { app, page } = await launch();
  await watchTray(app);
  await connect(page, api.settings);
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.once('did-stop-loading', () =>
      Reflect.set(globalThis, 'hasStopped', true),
    );
  });
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
  });
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'hasStopped'))).toBe(true);
  await clickInTray(app, 'Settings');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('a window that is covered when it breaks comes back', async ({ launch }) => {
  const { app } = await launch();
  const before = await windowId(app);
  // As macOS says of a window that others cover.
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.prototype.isVisible = () => false;
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(() => windowId(app)).toBeGreaterThan(before ?? 0);
});

function windowId(app: RunningApp): Promise<number | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.id);
}

async function minimise(app: RunningApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(true);
}

interface FileDialog {
  readonly hasParent: boolean;
  readonly defaultPath: string | null;
}

/** Answers the dialogs for files, and keeps how each was asked for. */
function keepFileDialogs(
  app: RunningApp,
  answers: { readonly open: readonly string[]; readonly save: string },
): Promise<void> {
  return app.evaluate(({ dialog }, { open, save }) => {
    const shown: FileDialog[] = [];
    Reflect.set(globalThis, 'fileDialogs', shown);
    const keep = (args: readonly unknown[]) => {
      const { defaultPath = null } = args.at(-1) as { defaultPath?: string };
      shown.push({ hasParent: args.length === 2, defaultPath });
    };
    dialog.showOpenDialog = (...args: unknown[]) => {
      keep(args);
      return Promise.resolve({ canceled: open.length === 0, filePaths: [...open] });
    };
    dialog.showSaveDialog = (...args: unknown[]) => {
      keep(args);
      return Promise.resolve({ canceled: save === '', filePath: save });
    };
  }, answers);
}

function fileDialogs(app: RunningApp): Promise<readonly FileDialog[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'fileDialogs'));
}
