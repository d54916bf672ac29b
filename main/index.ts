import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { Engine } from './core/engine.ts';
import { SqliteStore } from './core/store/sqlite-store.ts';
import { registerAppScheme, serveApp } from './desktop/app-scheme.ts';
import { addPaths, setupCalls } from './desktop/calls.ts';
import { filesFrom } from './desktop/command-line.ts';
import { ConnectionControl } from './desktop/connection-control.ts';
import { push } from './desktop/ipc.ts';
import { lockDown } from './desktop/lock-down.ts';
import { openMainWindow } from './desktop/main-window.ts';
import { setupMenu } from './desktop/menu.ts';
import { setupPower } from './desktop/power.ts';
import { QueueFeed } from './desktop/queue-feed.ts';
import { setupQuit } from './desktop/quit.ts';
import { SettingsFile } from './desktop/settings.ts';
import { handOver, setupHandOver } from './desktop/single-instance.ts';

const outFolder = join(import.meta.dirname, '..');
const namedFiles = filesFrom(process.argv, process.defaultApp === true, process.cwd());

app.enableSandbox();
registerAppScheme();

if (handOver(namedFiles)) app.quit();
else app.whenReady().then(onReady).catch(failToStart);

async function onReady(): Promise<void> {
  let window: BrowserWindow | null = null;
  const mainWindow = () => window;
  const store = new SqliteStore(app.getPath('userData'), Date.now());
  const settings = new SettingsFile();
  store.history.forgetOlderThan(settings.read().historyDays, Date.now());
  const engine = new Engine({ store });
  const connection = new ConnectionControl({
    engine,
    file: settings,
    sandboxFolder: join(app.getPath('userData'), 'sandbox'),
    changed: (view) => {
      push(window, 'connection:changed', view);
      feed.touchAll();
    },
  });
  const feed: QueueFeed = new QueueFeed({
    queue: engine.queue,
    notice: store.notice,
    isConnected: () => connection.isConnected,
    send: (patch) => push(window, 'queue:patch', patch),
  });
  const showWindow = () => {
    if (window !== null) {
      window.show();
      window.focus();
      return;
    }
    window = openMainWindow(outFolder);
    window.once('closed', () => {
      window = null;
    });
  };

  lockDown();
  setupMenu();
  serveApp(join(outFolder, 'renderer'));
  setupCalls({ engine, feed, connection, mainWindow });
  setupPower(engine.queue);
  setupQuit(async () => {
    await connection.close();
    store.close();
  });
  setupHandOver((paths) => {
    showWindow();
    addPaths(engine, paths, 'keep');
  });
  app.on('activate', showWindow);

  await connection.start();
  showWindow();
  await addPaths(engine, namedFiles, 'keep');
}

function failToStart(error: unknown): void {
  dialog.showErrorBox('Hoist could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
