import { join } from 'node:path';
import { app } from 'electron';
import { keepHeapSmall } from './core/util/small-heap.ts';
import { setupActivity } from './desktop/activity/setup-activity.ts';
import { setupAdding } from './desktop/add/setup-adding.ts';
import { handOver } from './desktop/app/hand-over.ts';
import { OpenEvents } from './desktop/app/open-events.ts';
import { Quit } from './desktop/app/quit.ts';
import { hardenSession, setupBeforeReady } from './desktop/app/security.ts';
import { openHandover, setupSystemEvents } from './desktop/app/system-events.ts';
import { failToStart, setupUncaughtErrors } from './desktop/app/uncaught-errors.ts';
import { guardUploads } from './desktop/connection/own-uploads.ts';
import { setupConnection, setupEngine } from './desktop/connection/setup-connection.ts';
import { setupProxyLogin } from './desktop/connection/setup-proxy-login.ts';
import { setupSharedLimits } from './desktop/connection/setup-shared-limits.ts';
import { startConnection } from './desktop/connection/start-connection.ts';
import { setupCopying } from './desktop/copy/setup-copying.ts';
import { setupDetails } from './desktop/details/setup-details.ts';
import { nameOfFolder, setupFolders } from './desktop/folders/setup-folders.ts';
import { setupHistory } from './desktop/history/setup-history.ts';
import { setupLibrary } from './desktop/library/setup-library.ts';
import { setupMenu } from './desktop/menu/menu.ts';
import { setupQueue } from './desktop/queue/setup-queue.ts';
import { setupReport } from './desktop/report/setup-report.ts';
import { openData, setupSettings } from './desktop/settings/open-data.ts';
import { serveApp } from './desktop/shell/app-scheme.ts';
import { launchOptionsFrom, workingFolder } from './desktop/shell/command-line.ts';
import { Ipc } from './desktop/shell/ipc.ts';
import { Log } from './desktop/shell/log.ts';
import { setupStatus } from './desktop/status/setup-status.ts';
import { setupTray } from './desktop/status/setup-tray.ts';
import { setupSystem } from './desktop/system/setup-system.ts';
import { setupUpdates } from './desktop/updates/setup-updates.ts';
import { makeWindows } from './desktop/windows/make-windows.ts';
import { openFirstWindow } from './desktop/windows/open-first-window.ts';

const log = new Log(join(app.getPath('userData'), 'logs'));
const launchOptions = launchOptionsFrom(process.argv, process.defaultApp === true, workingFolder());
const openEvents = new OpenEvents();
const fail = (error: unknown) => failToStart(log, error);

setupBeforeReady();
try {
  const { argv, platform } = process;
  if (handOver(launchOptions, { argv, platform, workingFolder: workingFolder() })) app.quit();
  else app.whenReady().then(onReady).catch(fail);
} catch (error) {
  // Before Electron is ready, nothing can be said.
  app.whenReady().then(() => fail(error));
}

async function onReady(): Promise<void> {
  const outFolder = join(import.meta.dirname, '..');
  const quit = new Quit(log);
  const data = openData(quit);
  const engine = setupEngine(data);
  const windows = makeWindows({ ...data, engine, log, outFolder });
  const ipc = new Ipc(windows);
  const base = { ...data, ...windows, engine, ipc, log, outFolder, quit };

  const dialogs = setupSettings(base);
  const connection = setupConnection(base);
  guardUploads({ ...base, connection });
  windows.closeBehavior.endsWithHoist(() => connection.leaving);
  const sharedLimits = setupSharedLimits(base);
  const proxyLogin = setupProxyLogin(base);
  const folders = setupFolders({ ...base, connection, dialogs });
  const folderName = (id: string) => nameOfFolder(folders, id);
  const feed = setupQueue({ ...base, connection, folderName });
  const deletions = setupLibrary({ ...base, connection, feed });
  setupActivity(base);
  setupHistory({ ...base, connection, deletions, dialogs, folderName });
  setupDetails({ ...base, folderName });
  setupCopying(base);
  setupUpdates(base);
  const { addActions, launchRequests, resume } = setupAdding({ ...base, connection, dialogs });
  const system = setupSystem({ ...base, addActions });
  const help = setupReport({ ...base, connection, sharedLimits, proxyLogin, dialogs, folders, system });
  ipc.checkComplete();
  setupUncaughtErrors({ ...base, help });
  hardenSession();
  serveApp(join(outFolder, 'renderer'));
  setupMenu({ ...base, addActions, help });
  setupSystemEvents({ ...base, folders, launchRequests });
  const status = setupStatus({ ...base, connection });
  const hasTray = setupTray({ ...base, addActions, status });
  log.info(`Hoist ${app.getVersion()} started on ${process.platform} ${process.arch}`);

  // The keyring may take as long as a person looks for its password, so the window comes first.
  openFirstWindow({ ...base, ...launchOptions, hasTray }).catch(fail);
  windows.dropWindow.start();
  // What was asked for is queued at once, so that it is kept if the person quits while the keyring asks.
  resume();
  void launchRequests.quietly(launchOptions);
  openEvents.deliver({ ...base, launchRequests });
  await startConnection(connection, [sharedLimits, proxyLogin]);
  // Whoever quits while the keyring still asks gets no error any more.
  if (!quit.isQuitting) await openHandover({ ...base, deletions });
  if (quit.isQuitting) return;
  folders.start();
  keepHeapSmall();
}
