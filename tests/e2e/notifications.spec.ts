/** What is said to somebody who does not look at the window: by notifications, and on dock and task bar. */
import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import type { RunningApp } from '../support/launch.ts';
import { apiError } from '../support/strict-api/faults.ts';
import { clickInTray, watchTray } from '../support/tray.ts';
import { writeRandom } from '../support/uploads.ts';

test('a batch and an outage are each reported once; a click leads to what the notification is about', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await watchTray(app);
  await watchDesktop(app);
  await connect(page, api.settings);
  await clickInTray(app, 'Pause');
  const names = ['good.pdf', 'fine.pdf', 'bad.pdf'];
  const paths = await Promise.all(names.map((name) => writeRandom(folder.at(name), 20_000)));
  await app.drop(page, {}, paths);
  await expect(rowOf(page, 'bad.pdf')).toContainText('Queued');

  api.faults.sign.push(apiError(403, 'attachment_access_forbidden', 'No.'));
  await hide(app);
  await clickInTray(app, 'Resume');
  await expect.poll(() => told(app)).toEqual(['2 files are ready, 1 needs you']);
  // Windows has a picture for it instead.
  await expect.poll(() => desktop(app, 'badges')).toEqual(process.platform === 'win32' ? [] : [1]);
  const bars = await desktop(app, 'bars');
  expect(bars.at(-1)).toBe(-1);
  expect(bars.some((value) => typeof value === 'number' && value >= 0 && value < 1)).toBe(true);
  await click(app);
  await expect.poll(() => isFocused(app)).toBe(true);
  await expect(page.getByRole('row', { selected: true })).toContainText('does not allow');

  await hide(app);
  await app.evaluate(({ clipboard }) => clipboard.writeText('Minutes of May\nAll agreed.'));
  await clickInTray(app, 'Upload clipboard');
  // Alone, as the others have been seen.
  await expect.poll(() => told(app)).toContain('Minutes of May.txt is ready');

  api.faults.sign.push(apiError(401, 'unauthorized', 'No.'));
  await app.evaluate(({ clipboard }) => clipboard.writeText('Minutes of June\nAll agreed.'));
  await clickInTray(app, 'Upload clipboard');
  await expect.poll(() => told(app)).toContain('Your files wait for you');
  expect(await told(app)).toHaveLength(3);
  await click(app);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

/** From now on what is told to the desktop is kept within the main process; nothing of it is shown. */
function watchDesktop(app: RunningApp): Promise<void> {
  return app.evaluate(({ app: electronApp, BrowserWindow, Notification }) => {
    const desktopTold = { notifications: [] as object[], bars: [] as number[], badges: [] as number[] };
    Reflect.set(globalThis, 'desktopTold', desktopTold);
    // On a computer that tests run on there may be nobody to show them.
    Notification.isSupported = () => true;
    Notification.prototype.show = function keepNotification() {
      desktopTold.notifications.push(this);
    };
    BrowserWindow.prototype.setProgressBar = (progress) => {
      desktopTold.bars.push(progress);
    };
    electronApp.setBadgeCount = (count = 0) => {
      desktopTold.badges.push(count);
      return true;
    };
  });
}

function desktop(app: RunningApp, what: 'bars' | 'badges'): Promise<unknown[]> {
  return app.evaluate((_electron, name) => Reflect.get(Reflect.get(globalThis, 'desktopTold'), name), what);
}

/** The titles of all notifications so far. */
function told(app: RunningApp): Promise<string[]> {
  return app.evaluate(() =>
    Reflect.get(globalThis, 'desktopTold').notifications.map(({ title }: Electron.Notification) => title),
  );
}

/** The last notification. */
function click(app: RunningApp): Promise<void> {
  return app.evaluate(() => {
    const last: Electron.Notification = Reflect.get(globalThis, 'desktopTold').notifications.at(-1);
    last.emit('click');
  });
}

const hide = (app: RunningApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());

const isFocused = (app: RunningApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused());
