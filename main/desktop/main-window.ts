import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';

/** Opens the window and shows it once it has something to show. `outFolder` holds the built preload. */
export function openMainWindow(outFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Hoist',
    width: 960,
    height: 640,
    minWidth: 480,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#18181b' : '#fbfbfc',
    webPreferences: {
      preload: join(outFolder, 'preload', 'bridge.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}
