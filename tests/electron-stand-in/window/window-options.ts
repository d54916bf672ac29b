/** Which options of a BrowserWindow mean something here. An unknown one throws by name, an insecure one as well. */
import { notImplemented } from '../strict.ts';

/** Taken as given: they change what a window manager shows, and there is none. */
const accepted = new Set<keyof Electron.BrowserWindowConstructorOptions>([
  'width',
  'height',
  'x',
  'y',
  'minWidth',
  'minHeight',
  'maxWidth',
  'maxHeight',
  'show',
  'title',
  'backgroundColor',
  'icon',
  'autoHideMenuBar',
  'center',
  'alwaysOnTop',
  'skipTaskbar',
  'fullscreenable',
  'resizable',
  'maximizable',
  'minimizable',
  'closable',
  'titleBarStyle',
  'trafficLightPosition',
  'useContentSize',
  'acceptFirstMouse',
  'webPreferences',
  'darkTheme',
  'paintWhenInitiallyHidden',
]);

/** What each preference must be where it is given; null where any value will do. */
const preferences: Partial<Record<keyof Electron.WebPreferences, boolean | null>> = {
  preload: null,
  spellcheck: null,
  devTools: null,
  defaultFontSize: null,
  disableBlinkFeatures: null,
  navigateOnDragDrop: false,
  backgroundThrottling: null,
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  safeDialogs: null,
};

export function checkOptions(options: Electron.BrowserWindowConstructorOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && !accepted.has(name as keyof typeof options))
      throw notImplemented(`BrowserWindow option ${name}`);
  }
  for (const [name, value] of Object.entries(options.webPreferences ?? {})) {
    const wanted = preferences[name as keyof typeof preferences];
    if (value === undefined || wanted === null || wanted === value) continue;
    throw notImplemented(`BrowserWindow webPreferences.${name}: ${String(value)}`);
  }
}

/** Where and how large a window is made. 0 is no limit, as in Electron. */
export function firstBounds(options: Electron.BrowserWindowConstructorOptions): Electron.Rectangle {
  const { width = 800, height = 600, x = 0, y = 0 } = options;
  const { minWidth = 0, minHeight = 0, maxWidth = 0, maxHeight = 0 } = options;
  const within = (size: number, least: number, most: number) =>
    Math.max(least, most > 0 ? Math.min(size, most) : size);
  return { x, y, width: within(width, minWidth, maxWidth), height: within(height, minHeight, maxHeight) };
}
