/** The module `app`. */
import { appEvents } from './app-events.ts';
import { getPath, type PathName, setPath } from './app-paths.ts';
import { commandLine } from './command-line.ts';
import { appIsReady, attachApp, exit, quit, whenReady } from './lifecycle.ts';
import { isPackaged, runtime } from './runtime.ts';
import { acquireLock, holdsLock, releaseLock, type SecondInstance } from './single-instance.ts';
import { notImplemented, PreventableEvent, StrictEmitter } from './strict.ts';

type Implemented = Pick<
  Electron.App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getName'
  | 'setName'
  | 'name'
  | 'getVersion'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'enableSandbox'
  | 'releaseSingleInstanceLock'
  | 'setAppUserModelId'
  | 'getLocale'
  | 'getLocaleCountryCode'
  | 'setAppLogsPath'
  | 'disableHardwareAcceleration'
  | 'setBadgeCount'
>;

/** What a window or its contents tell `app` as well. */
const FORWARDED = [
  'web-contents-created',
  'browser-window-created',
  'browser-window-blur',
  'browser-window-focus',
  'render-process-gone',
];

const EVENTS = [
  ...FORWARDED,
  ...[
    'will-finish-launching',
    'ready',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
    'second-instance',
  ],
  // macOS only.
  ...['activate', 'open-file', 'open-url'],
];

class App extends StrictEmitter implements Implemented {
  readonly commandLine = commandLine;
  readonly isPackaged = isPackaged;
  /** macOS only, and documented as undefined elsewhere. */
  readonly dock = undefined;
  #name: string | null = null;

  constructor() {
    super('app', EVENTS);
    attachApp(this);
    for (const event of FORWARDED) {
      appEvents.on(event, (...args: unknown[]) => this.emit(event, ...args));
    }
  }

  get name(): string {
    return this.#name ?? runtime().name;
  }

  set name(name: string) {
    this.#name = name;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return runtime().version;
  }

  getAppPath(): string {
    return runtime().appPath;
  }

  getPath(name: PathName): string {
    return getPath(name, this.name);
  }

  setPath(name: string, path: string): void {
    setPath(name, path);
  }

  setAppLogsPath(path?: string): void {
    if (path === undefined) this.getPath('logs');
    else setPath('logs', path);
  }

  /** The browser behind the stand-in always speaks this one. */
  getLocale(): string {
    return appIsReady() ? 'en-US' : '';
  }

  getLocaleCountryCode(): string {
    return appIsReady() ? 'US' : '';
  }

  whenReady(): Promise<void> {
    return whenReady();
  }

  isReady(): boolean {
    return appIsReady();
  }

  quit(): void {
    quit();
  }

  exit(code?: number): void {
    exit(code);
  }

  /** Every window of the stand-in is sandboxed already. It takes `--no-sandbox` away all the same, as Electron does. */
  enableSandbox(): void {
    if (appIsReady()) throw new Error('app.enableSandbox() can only be called before app is ready');
    commandLine.removeSwitch('no-sandbox');
    commandLine.appendSwitch('enable-sandbox');
  }

  disableHardwareAcceleration(): void {
    if (appIsReady())
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
  }

  /** Does nothing but on Windows. */
  setAppUserModelId(): void {
    if (process.platform === 'win32') throw notImplemented('app.setAppUserModelId on win32');
  }

  /** There is no dock to show it, so that it never succeeds. */
  setBadgeCount(): boolean {
    return false;
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    const argv = [...process.argv];
    const greeting = { argv, workingDirectory: process.cwd(), additionalData: additionalData ?? null };
    return acquireLock(this.getPath('userData'), greeting, (second) => this.#greet(second));
  }

  hasSingleInstanceLock(): boolean {
    return holdsLock();
  }

  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  /** Never before `ready`, as documented. */
  async #greet({ argv, workingDirectory, additionalData }: SecondInstance): Promise<void> {
    await whenReady();
    this.emit('second-instance', new PreventableEvent(), argv, workingDirectory, additionalData);
  }
}

export const app = new App();
