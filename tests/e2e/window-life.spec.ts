/** The window goes and comes back; the queue does not notice. */
import type { Page } from '@playwright/test';
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { sessionBus } from '../support/session-bus.ts';
import { writeRandom } from '../support/uploads.ts';

test('a window that breaks comes back with all rows; one that keeps breaking asks', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  await app.drop(page, {}, [await writeRandom(folder.at('report.pdf'), 20_000)]);
  await expect(rowOf(page, 'report.pdf')).toContainText('Ready');
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
  });
  let shown = page;
  for (let times = 1; times <= 4; times += 1) {
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    shown = await onlyOtherPage(app, shown);
    await expect(rowOf(shown, 'report.pdf')).toContainText('Ready');
  }
});

test('the window opens where it was, in its size', async ({ launch }) => {
  const first = await launch();
  const place = { x: 200, y: 150, width: 700, height: 500 };
  await first.app.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  );
  await first.app.close();
  const { app } = await launch();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
    place,
  );
});

test('where the desktop shows no tray, a closed window is minimised, which is said once', async ({
  launch,
}) => {
  await using bus = await sessionBus(false);
  const { app } = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
  await countDialogs(app);
  await closeWindow(app);
  await expect.poll(() => isMinimised(app)).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore());
  await closeWindow(app);
  await expect.poll(() => isMinimised(app)).toBe(true);
  expect(await dialogsIn(app)).toEqual(['Hoist keeps running']);
  // Out of the task bar's menu, where it is out of the way already.
  await closeWindow(app);
  expect(await app.exited()).toBe(0);
});

/** The broken page is listed until its successor is, and a while beside it. */
async function onlyOtherPage(app: RunningApp, broken: Page): Promise<Page> {
  let pages: Page[] = [];
  await expect
    .poll(async () => {
      pages = await app.windows();
      return pages.length === 1 && pages[0] !== broken;
    })
    .toBe(true);
  const [page] = pages;
  if (!page) throw new Error('No window');
  return page;
}

function closeWindow(app: RunningApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

function isMinimised(app: RunningApp): Promise<boolean | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
}

/** The first button is the answer to each. */
function countDialogs(app: RunningApp): Promise<void> {
  return app.evaluate(({ dialog }) => {
    const said: string[] = [];
    Reflect.set(globalThis, 'dialogsSaid', said);
    dialog.showMessageBox = (...args: unknown[]) => {
      said.push(String(Reflect.get(args.at(-1) as object, 'message')));
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
}

function dialogsIn(app: RunningApp): Promise<unknown> {
  return app.evaluate(() => Reflect.get(globalThis, 'dialogsSaid'));
}
