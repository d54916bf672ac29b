import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { Engine } from './core/engine.ts';
import { MemoryStore } from './core/store/memory-store.ts';
import { registerAppScheme, serveApp } from './desktop/app-scheme.ts';
import { addPaths, setupCalls } from './desktop/calls.ts';
import { filesFrom } from './desktop/command-line.ts';
import { ConnectionControl } from './desktop/connection-control.ts';
import { push } from './desktop/ipc.ts';
import { lockDown } from './desktop/lock-down.ts';
import { openMainWindow } from './desktop/main-window.ts';
import { setupMenu } from './desktop/menu.ts';
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
  const engine = new Engine({ store: new MemoryStore() });
  const connection = new ConnectionControl({
    engine,
    file: new SettingsFile(),
    sandboxFolder: join(app.getPath('userData'), 'sandbox'),
    changed: (view) => {
      push(window, 'connection:changed', view);
      feed.touch();
    },
  });
  const feed: QueueFeed = new QueueFeed(
    engine.queue,
    () => connection.isConnected,
    (patch) => push(window, 'queue:patch', patch),
  );
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
  setupQuit(() => connection.close());
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
