/**
 * The module `electron` of the main process. Whatever Electron exports and the stand-in does not have throws by name
 * when it is used; whatever Electron does not export fails at the import, as it does there.
 */
import { app } from './app.ts';
import { ipcMain } from './ipc-main.ts';
import { dialog, shell } from './modules/answers-of-people.ts';
import { ClipboardItem, clipboard } from './modules/clipboard.ts';
import { globalShortcut } from './modules/global-shortcut.ts';
import { Menu, MenuItem } from './modules/menu.ts';
import { nativeTheme } from './modules/native-theme.ts';
import { net } from './modules/net.ts';
import { Notification } from './modules/notification.ts';
import { powerSaveBlocker } from './modules/power-save-blocker.ts';
import { safeStorage } from './modules/safe-storage.ts';
import { screen } from './modules/screen.ts';
import { powerMonitor } from './modules/system.ts';
import { Tray } from './modules/tray.ts';
import { utilityProcess } from './modules/utility-process.ts';
import { protocol } from './protocol.ts';
import { session } from './session.ts';
import { notImplementedExport, strictObject } from './strict.ts';
import { BrowserWindow } from './window/browser-window.ts';
import { WebContents } from './window/web-contents.ts';

/** Each export of the real module has to be here, or this does not compile. */
type Exports = Record<keyof typeof Electron.Main | keyof typeof Electron.Common, unknown>;

const webContents = strictObject('webContents', {
  getAllWebContents: () => WebContents.all(),
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
  fromId: (id: number) => WebContents.all().find((contents) => contents.id === id),
});

const electron = {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
  autoUpdater: notImplementedExport('autoUpdater'),
  BaseWindow: notImplementedExport('BaseWindow'),
  BrowserView: notImplementedExport('BrowserView'),
  contentTracing: notImplementedExport('contentTracing'),
  crashReporter: notImplementedExport('crashReporter'),
  desktopCapturer: notImplementedExport('desktopCapturer'),
  ImageView: notImplementedExport('ImageView'),
  inAppPurchase: notImplementedExport('inAppPurchase'),
  IpcMainServiceWorker: notImplementedExport('IpcMainServiceWorker'),
  MessageChannelMain: notImplementedExport('MessageChannelMain'),
  nativeImage: notImplementedExport('nativeImage'),
  netLog: notImplementedExport('netLog'),
  pushNotifications: notImplementedExport('pushNotifications'),
  sharedTexture: notImplementedExport('sharedTexture'),
  ShareMenu: notImplementedExport('ShareMenu'),
  systemPreferences: notImplementedExport('systemPreferences'),
  TouchBar: notImplementedExport('TouchBar'),
  utilityProcess,
  View: notImplementedExport('View'),
  WebContentsView: notImplementedExport('WebContentsView'),
  webFrameMain: notImplementedExport('webFrameMain'),
  WebSocket: notImplementedExport('WebSocket'),
} satisfies Exports;

export default electron;
export const {
  autoUpdater,
  BaseWindow,
  BrowserView,
  contentTracing,
  crashReporter,
  desktopCapturer,
  ImageView,
  inAppPurchase,
  IpcMainServiceWorker,
  MessageChannelMain,
  nativeImage,
  netLog,
  pushNotifications,
  sharedTexture,
  ShareMenu,
  systemPreferences,
  TouchBar,
  View,
  WebContentsView,
  webFrameMain,
  WebSocket,
} = electron;
export {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
};
