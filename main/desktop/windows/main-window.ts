import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import type { SettingsFile } from '../settings/settings.ts';
import { APP_ORIGIN } from '../shell/app-scheme.ts';
import type { Log } from '../shell/log.ts';
import { windowPreferences } from '../shell/web-preferences.ts';
import { FIRST_SIZE, LEAST_SIZE, placeOn } from '../shell/window-bounds.ts';
import { screenAreas } from '../shell/work-areas.ts';
import { CrashLoopGuard } from './crash-loop-guard.ts';
import { showWhenReady } from './show-when-ready.ts';
import { trackBounds } from './track-bounds.ts';

/** After this time without a response, a busy window counts as hung. */
const HUNG_AFTER_MS = 15_000;

export interface MainWindowOptions {
  /** Holds the built preload. */
  readonly outFolder: string;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Keeps the window's place. */
  readonly settings: SettingsFile;
}

interface MainWindowEvents {
  /** A new window, before its page is loaded. */
  opened: [window: BrowserWindow];
  /** A person wants to close the window. It stays open until a listener closes it or puts it out of the way. */
  closing: [window: BrowserWindow];
  /** The window crashed so often that a person has to decide whether it opens again. */
  crashed: [];
}

/** The main window. It may be hidden, closed, crashed or on a screen that went away, and `show` brings it back. */
export class MainWindow extends EventEmitter<MainWindowEvents> {
  readonly #options: MainWindowOptions;
  readonly #crashLoopGuard = new CrashLoopGuard();
  #window: BrowserWindow | null = null;
  /** The systems disagree on visibility: on macOS a covered window is not visible. */
  #state: 'opening' | 'open' | 'hidden' = 'hidden';
  #isQuitting = false;

  constructor(options: MainWindowOptions) {
    super();
    this.#options = options;
    // Once Hoist quits, closing the window closes it, whatever the person prefers.
    app.on('before-quit', () => {
      this.#isQuitting = true;
    });
  }

  /** The window, also while it is hidden; null where there is none. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Brings the window to the front, with the focus. */
  show(): BrowserWindow {
    const window = this.#window;
    if (window === null) return this.#open('show');
    this.#state = 'open';
    if (window.isMinimized()) window.restore();
    else if (!window.isVisible()) backOnScreen(window);
    window.show();
    window.focus();
    return window;
  }

  /** Opens the window minimised. */
  openMinimised(): void {
    this.#open('minimize');
  }

  hide(): void {
    this.#state = 'hidden';
    this.#window?.hide();
  }

  #open(first: 'show' | 'showInactive' | 'minimize'): BrowserWindow {
    const { outFolder, settings } = this.#options;
    const kept = settings.read().windowPlace;
    const window = new BrowserWindow({
      title: 'Hoist',
      ...(kept === null ? FIRST_SIZE : placeOn(kept, screenAreas())),
      minWidth: LEAST_SIZE.width,
      minHeight: LEAST_SIZE.height,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#18181b' : '#fbfbfc',
      webPreferences: windowPreferences(join(outFolder, 'preload', 'bridge.cjs')),
    });
    this.#window = window;
    this.#state = 'opening';
    showWhenReady(window, () => {
      // The person has opened or closed the window already.
      if (this.#window !== window || this.#state !== 'opening') return;
      this.#state = 'open';
      if (kept?.maximized && first === 'show') window.maximize();
      window[first]();
    });
    trackBounds(window, () => this.#keepPlace(window));
    this.#handleClose(window);
    this.#reopenAfterCrash(window);
    this.emit('opened', window);
    window.loadURL(`${APP_ORIGIN}/index.html`).catch((error) => {
      // A window that closed or crashed while it loaded has its own events.
      if (!window.isDestroyed()) this.#options.log.error('the window did not load', error);
    });
    return window;
  }

  #keepPlace(window: BrowserWindow): void {
    try {
      const windowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
      this.#options.settings.write({ windowPlace });
    } catch (error) {
      this.#options.log.error('keeping the window’s place', error);
    }
  }

  #handleClose(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.#isQuitting || process.platform === 'darwin') return;
      event.preventDefault();
      this.emit('closing', window);
    });
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
    });
  }

  #reopenAfterCrash(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || this.#isQuitting) return;
      this.#reopen(window, `its process is gone (${reason}, ${exitCode})`);
    });
    let hung: NodeJS.Timeout | null = null;
    const clearHung = () => {
      if (hung !== null) clearTimeout(hung);
      hung = null;
    };
    window.on('unresponsive', () => {
      hung ??= setTimeout(() => this.#reopen(window, 'it does not respond'), HUNG_AFTER_MS);
    });
    window.on('responsive', clearHung);
    window.once('closed', clearHung);
  }

  /** Reopens the window in a new process. The queue lives in this one and has lost nothing. */
  #reopen(crashed: BrowserWindow, why: string): void {
    if (crashed.isDestroyed()) return;
    this.#options.log.error('the window crashed', why);
    const wasSeen = this.#state !== 'hidden' && !(process.platform === 'darwin' && app.isHidden());
    const mayComeBack = this.#crashLoopGuard.mayComeBack(performance.now());
    // A hidden window reopens on request.
    if (wasSeen && mayComeBack) this.#open(crashed.isMinimized() ? 'minimize' : 'showInactive');
    crashed.destroy();
    if (!mayComeBack) this.emit('crashed');
  }
}

/** Screens come and go while a window is hidden. */
function backOnScreen(window: BrowserWindow): void {
  if (window.isMaximized() || window.isFullScreen()) return;
  const now = window.getBounds();
  const placed = placeOn(now, screenAreas());
  const isMoved = (['x', 'y', 'width', 'height'] as const).some((side) => placed[side] !== now[side]);
  if (isMoved) window.setBounds(placed);
}
