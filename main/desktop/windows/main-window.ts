import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from '../shell/app-scheme.ts';
import type { Log } from '../shell/log.ts';
import { windowPreferences } from '../shell/web-preferences.ts';
import { FIRST_SIZE, LEAST_SIZE, placeOn, type WindowPlace } from '../shell/window-bounds.ts';
import { screenAreas } from '../shell/work-areas.ts';
import type { Closing } from './close-policy.ts';
import { CrashLoopGuard } from './crash-loop-guard.ts';
import { showWhenReady } from './show-when-ready.ts';
import { followPlace } from './track-bounds.ts';

/** A window may be busy for a while, as with 10,000 new rows; after this it is taken for hung. */
const HUNG_AFTER_MS = 15_000;

export interface MainWindowOptions {
  /** Holds the built preload. */
  readonly outFolder: string;
  readonly log: Pick<Log, 'info' | 'error'>;
  readonly keptPlace: () => WindowPlace | null;
  readonly keepPlace: (place: WindowPlace) => void;
  /** What a person's closing it means; asked each time. */
  readonly closing: () => Promise<Closing>;
  /** Before it goes out of the way, and to quit. @returns whether it still has to go out of the way */
  readonly closed: (closing: Exclude<Closing, 'close'>) => Promise<boolean>;
  /** For whoever listens to each new window. */
  readonly opened: (window: BrowserWindow) => void;
  /** It broke so often that a person has to decide. */
  readonly broken: () => void;
}

/** The one window: it can be hidden, closed, broken and on a screen that went away, and `show` brings it back. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #crashLoopGuard = new CrashLoopGuard();
  #window: BrowserWindow | null = null;
  /** Kept here, since what the system says differs: on macOS a window that is covered is not visible. */
  #state: 'opening' | 'open' | 'hidden' = 'hidden';
  #isQuitting = false;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** The window, also while it is hidden; null where there is none. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** In front of the person, with the focus. */
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

  /** In reach, and not in the way. */
  openMinimised(): void {
    this.#open('minimize');
  }

  /** From now on closing is the end of it, whatever the person prefers. */
  letGo(): void {
    this.#isQuitting = true;
  }

  #open(first: 'show' | 'showInactive' | 'minimize'): BrowserWindow {
    const { outFolder, keptPlace, opened } = this.#options;
    const kept = keptPlace();
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
      // A person was faster: they have opened it or closed it.
      if (this.#window !== window || this.#state !== 'opening') return;
      this.#state = 'open';
      if (kept?.maximized && first === 'show') window.maximize();
      window[first]();
    });
    followPlace(window, () => this.#keepPlace(window));
    this.#followClosing(window);
    this.#followTrouble(window);
    opened(window);
    window.loadURL(`${APP_ORIGIN}/index.html`).catch((error) => {
      // A window that was closed or broke while it loaded is told of by its own events.
      if (!window.isDestroyed()) this.#options.log.error('the window did not load', error);
    });
    return window;
  }

  #keepPlace(window: BrowserWindow): void {
    try {
      this.#options.keepPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      this.#options.log.error('keeping the window’s place', error);
    }
  }

  #followClosing(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.#isQuitting || process.platform === 'darwin') return;
      event.preventDefault();
      this.#close(window).catch((error) => this.#options.log.error('closing the window', error));
    });
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
    });
  }

  async #close(window: BrowserWindow): Promise<void> {
    const closing = await this.#options.closing();
    if (window.isDestroyed()) return;
    if (closing === 'close') {
      window.destroy();
      return;
    }
    const goesOn = await this.#options.closed(closing);
    if (!goesOn || window.isDestroyed()) return;
    if (closing === 'hide') {
      this.#state = 'hidden';
      window.hide();
    } else window.minimize();
  }

  #followTrouble(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || this.#isQuitting) return;
      this.#comeBack(window, `its process is gone (${reason}, ${exitCode})`);
    });
    let hung: NodeJS.Timeout | null = null;
    const answersAgain = () => {
      if (hung !== null) clearTimeout(hung);
      hung = null;
    };
    window.on('unresponsive', () => {
      hung ??= setTimeout(() => this.#comeBack(window, 'it does not respond'), HUNG_AFTER_MS);
    });
    window.on('responsive', answersAgain);
    window.once('closed', answersAgain);
  }

  /** In a new process: all that it shows comes from the queue, which has lost nothing. */
  #comeBack(broken: BrowserWindow, why: string): void {
    if (broken.isDestroyed()) return;
    this.#options.log.error('the window broke', why);
    const wasSeen = this.#state !== 'hidden' && !(process.platform === 'darwin' && app.isHidden());
    const mayComeBack = this.#crashLoopGuard.mayComeBack(performance.now());
    // One that was hidden comes back when somebody wants to see it.
    if (wasSeen && mayComeBack) this.#open(broken.isMinimized() ? 'minimize' : 'showInactive');
    broken.destroy();
    if (!mayComeBack) this.#options.broken();
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
