import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from '../shell/app-scheme.ts';
import type { Log } from '../shell/log.ts';
import { windowPreferences } from '../shell/web-preferences.ts';
import { screenAreas } from '../shell/work-areas.ts';
import { CrashLoopGuard } from './crash-loop-guard.ts';
import { DROP_WINDOW_SIZE, dropWindowPlace, type Point } from './drop-window-bounds.ts';
import { showWhenReady } from './show-when-ready.ts';
import { followPlace } from './track-bounds.ts';

export interface DropWindowOptions {
  /** Holds the built preload. */
  readonly outFolder: string;
  readonly log: Pick<Log, 'error'>;
  readonly keptPlace: () => Point | null;
  readonly keepPlace: (place: Point) => void;
  /** The person closed it, so they want it no longer. */
  readonly dismissed: () => void;
}

/** A small window that stays on top of all others and takes drops. It can do that and nothing else. */
export class DropWindow {
  readonly #options: DropWindowOptions;
  readonly #crashLoopGuard = new CrashLoopGuard();
  #window: BrowserWindow | null = null;
  #isWanted = false;

  constructor(options: DropWindowOptions) {
    this.#options = options;
  }

  /** null where it is not open. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted && this.#window === null) this.#open();
    if (!isWanted) this.#window?.destroy();
  }

  /** From now on closing it is no wish of the person's. */
  letGo(): void {
    this.#isWanted = false;
  }

  #open(): void {
    const { outFolder, keptPlace, keepPlace, log } = this.#options;
    const window = new BrowserWindow({
      title: 'Hoist',
      ...DROP_WINDOW_SIZE,
      ...dropWindowPlace(keptPlace(), screenAreas()),
      useContentSize: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#18181b' : '#fbfbfc',
      webPreferences: windowPreferences(join(outFolder, 'preload', 'bridge.cjs')),
    });
    this.#window = window;
    window.removeMenu();
    // It must not take the focus from the program that files are dragged out of.
    showWhenReady(window, () => window.showInactive());
    followPlace(window, () => {
      const { x, y } = window.getBounds();
      try {
        keepPlace({ x, y });
      } catch (error) {
        log.error('keeping the drop window’s place', error);
      }
    });
    this.#followEnd(window);
    window.loadURL(`${APP_ORIGIN}/drop.html`).catch((error) => {
      if (!window.isDestroyed()) log.error('the drop window did not load', error);
    });
  }

  #followEnd(window: BrowserWindow): void {
    window.on('close', () => {
      if (!this.#isWanted) return;
      try {
        this.#options.dismissed();
      } catch (error) {
        // It goes in any case, and is there again at the next start.
        this.#options.log.error('keeping that the drop window was closed', error);
      }
    });
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || !this.#isWanted) return;
      this.#options.log.error('the drop window broke', `${reason}, ${exitCode}`);
      window.destroy();
      if (this.#crashLoopGuard.mayComeBack(performance.now())) this.#open();
    });
  }
}
