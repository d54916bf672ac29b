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
