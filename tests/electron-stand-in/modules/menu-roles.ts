/**
 * What a menu item's role brings along: its label, accelerator, submenu and what a click does. Source: Electron's
 * lib/browser/api/menu-item-roles.ts and docs/api/menu-item.md. macOS runs most roles natively, so nothing runs them here.
 */
import { quit } from '../lifecycle.ts';
import { runtime } from '../runtime.ts';
import { notImplemented } from '../strict.ts';

type Template = Electron.MenuItemConstructorOptions[];

export interface Role {
  readonly label: string;
  readonly accelerator?: string;
  /** Where the page does it by itself, the key is only shown. */
  readonly registerAccelerator?: false;
  readonly submenu?: Template;
  readonly app?: () => void;
  readonly window?: (window: Electron.BrowserWindow) => void;
  readonly contents?: (contents: Electron.WebContents) => void;
  /** Run by Electron itself on macOS as well. */
  readonly isOwn?: true;
}

const isMac = process.platform === 'darwin';
const isWindows = process.platform === 'win32';

function about(): never {
  throw notImplemented('app.showAboutPanel');
}

function ofApp(text: string): string {
  return isMac ? `${text} ${runtime().name}` : text;
}

const editItems: Template = [
  ...(['undo', 'redo'] as const).map((role) => ({ role })),
  { type: 'separator' },
  ...(['cut', 'copy', 'paste'] as const).map((role) => ({ role })),
  { role: 'delete' },
  { type: 'separator' },
  { role: 'selectAll' },
];
const viewItems: Template = [
  ...(['reload', 'forceReload', 'toggleDevTools'] as const).map((role) => ({ role })),
  { type: 'separator' },
  ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map((role) => ({ role })),
  { type: 'separator' },
  { role: 'togglefullscreen' },
];

const roles: Readonly<Record<string, Role>> = {
  about: {
    get label() {
      return ofApp('About');
    },
    ...(isMac ? {} : { app: about }),
  },
  close: {
    label: isMac ? 'Close Window' : 'Close',
    accelerator: 'CommandOrControl+W',
    window: (window) => window.close(),
  },
  copy: {
    label: 'Copy',
    accelerator: 'CommandOrControl+C',
    registerAccelerator: false,
    contents: (contents) => contents.copy(),
  },
  cut: {
    label: 'Cut',
    accelerator: 'CommandOrControl+X',
    registerAccelerator: false,
    contents: (contents) => contents.cut(),
  },
  delete: { label: 'Delete', contents: (contents) => contents.delete() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CmdOrCtrl+R',
    isOwn: true,
    window: (window) => window.webContents.reloadIgnoringCache(),
  },
  front: { label: 'Bring All to Front' },
  help: { label: 'Help' },
  hide: {
    get label() {
      return `Hide ${runtime().name}`;
    },
    accelerator: 'Command+H',
  },
  hideothers: { label: 'Hide Others', accelerator: 'Command+Alt+H' },
  minimize: {
    label: 'Minimize',
    accelerator: 'CommandOrControl+M',
    window: (window) => window.minimize(),
  },
  paste: {
    label: 'Paste',
    accelerator: 'CommandOrControl+V',
    registerAccelerator: false,
    contents: (contents) => contents.paste(),
  },
  pasteandmatchstyle: {
    label: 'Paste and Match Style',
    registerAccelerator: false,
    accelerator: isMac ? 'Cmd+Option+Shift+V' : 'Shift+CommandOrControl+V',
    contents: (contents) => contents.pasteAndMatchStyle(),
  },
  quit: {
    get label() {
      return isWindows ? 'Exit' : ofApp('Quit');
    },
    ...(isWindows ? {} : { accelerator: 'CommandOrControl+Q' }),
    app: quit,
  },
  redo: {
    label: 'Redo',
    accelerator: isWindows ? 'Control+Y' : 'Shift+CommandOrControl+Z',
    contents: (contents) => contents.redo(),
  },
  reload: {
    label: 'Reload',
    accelerator: 'CmdOrCtrl+R',
    isOwn: true,
    window: (window) => window.reload(),
  },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    isOwn: true,
    contents: (contents) => contents.setZoomLevel(0),
  },
  selectall: {
    label: 'Select All',
    accelerator: 'CommandOrControl+A',
    contents: (contents) => contents.selectAll(),
  },
  services: { label: 'Services' },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    isOwn: true,
    accelerator: isMac ? 'Alt+Command+I' : 'Ctrl+Shift+I',
    contents: (contents) => contents.toggleDevTools(),
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: isMac ? 'Control+Command+F' : 'F11',
    window: (window) => window.setFullScreen(!window.isFullScreen()),
  },
  undo: {
    label: 'Undo',
    accelerator: 'CommandOrControl+Z',
    contents: (contents) => contents.undo(),
  },
  unhide: { label: 'Show All' },
  window: { label: 'Window' },
  zoom: { label: 'Zoom' },
  zoomin: {
    label: 'Zoom In',
    accelerator: 'CommandOrControl+Plus',
    isOwn: true,
    contents: (contents) => contents.setZoomLevel(contents.getZoomLevel() + 0.5),
  },
  zoomout: {
    label: 'Zoom Out',
    accelerator: 'CommandOrControl+-',
    isOwn: true,
    contents: (contents) => contents.setZoomLevel(contents.getZoomLevel() - 0.5),
  },
  filemenu: { label: 'File', submenu: [{ role: isMac ? 'close' : 'quit' }] },
  editmenu: { label: 'Edit', submenu: editItems },
  viewmenu: { label: 'View', submenu: viewItems },
  windowmenu: { label: 'Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'close' }] },
};

/** Electron has them; nobody needed them here. */
const absent: readonly string[] = [
  ...['appmenu', 'sharemenu', 'recentdocuments', 'clearrecentdocuments', 'togglespellchecker'],
  ...['showsubstitutions', 'togglesmartquotes', 'togglesmartdashes', 'toggletextreplacement'],
  ...['startspeaking', 'stopspeaking'],
];

/** @returns nothing for a role that Electron does not know either, which it takes without a word. */
export function roleOf(name: string | undefined): Role | undefined {
  if (name !== undefined && absent.includes(name)) throw notImplemented(`MenuItem role '${name}'`);
  return name !== undefined && Object.hasOwn(roles, name) ? roles[name] : undefined;
}

/**
 * Does what a click on an item of this role does.
 * @returns whether that is all, so that the item's own `click` is not asked
 */
export function runRole(
  role: Role | undefined,
  window: Electron.BrowserWindow | null | undefined,
  contents: Electron.WebContents | null | undefined,
): boolean {
  if (!role || (isMac && !role.isOwn)) return false;
  if (role.app) role.app();
  else if (role.window && window) role.window(window);
  else if (role.contents && contents) role.contents(contents);
  else return false;
  return true;
}
