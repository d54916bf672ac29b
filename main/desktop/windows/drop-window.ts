import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { APP_ORIGIN } from '../shell/app-scheme.ts';
import type { Log } from '../shell/log.ts';
import { windowPreferences } from '../shell/web-preferences.ts';
import { screenAreas } from '../shell/work-areas.ts';
import { CrashLoopGuard } from './crash-loop-guard.ts';
import { DROP_WINDOW_SIZE, dropWindowPlace } from './drop-window-bounds.ts';
import { showWhenReady } from './show-when-ready.ts';
import { trackBounds } from './track-bounds.ts';

export interface DropWindowOptions {
  /** Holds the built preload. */
  readonly outFolder: string;
  readonly log: Pick<Log, 'error'>;
  /** Keeps the window's place. */
  readonly settings: SettingsFile;
  readonly preferences: PreferencesControl;
}

/** A small window that stays on top of all others and takes drops, and nothing else. */
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

  /**
   * Opens and closes the window as the person prefers. On a Mac, files are dropped on the icons in dock and menu bar.
   */
  start(): void {
    if (process.platform === 'darwin') return;
    this.#options.preferences.subscribe(({ dropWindow }) => this.#setWanted(dropWindow));
    // Once Hoist quits, a closed window says nothing about the person's preference.
    app.on('before-quit', () => {
      this.#isWanted = false;
    });
  }

  #setWanted(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted && this.#window === null) this.#open();
    if (!isWanted) this.#window?.destroy();
  }

  #open(): void {
    const { outFolder, settings, log } = this.#options;
    const window = new BrowserWindow({
      title: 'Hoist',
      ...DROP_WINDOW_SIZE,
      ...dropWindowPlace(settings.read().dropWindowPlace, screenAreas()),
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
    // The program that files are dragged from must keep the focus.
    showWhenReady(window, () => window.showInactive());
    trackBounds(window, () => {
      const { x, y } = window.getBounds();
      try {
        settings.write({ dropWindowPlace: { x, y } });
      } catch (error) {
        log.error('keeping the drop window’s place', error);
      }
    });
    this.#handleClose(window);
    window.loadURL(`${APP_ORIGIN}/drop.html`).catch((error) => {
      if (!window.isDestroyed()) log.error('the drop window did not load', error);
    });
  }

  #handleClose(window: BrowserWindow): void {
    window.on('close', () => {
      if (!this.#isWanted) return;
      try {
        this.#options.preferences.change({ dropWindow: false });
      } catch (error) {
        // The window closes in any case, and opens again at the next start.
        this.#options.log.error('keeping that the drop window was closed', error);
      }
    });
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || !this.#isWanted) return;
      this.#options.log.error('the drop window crashed', `${reason}, ${exitCode}`);
      window.destroy();
      if (this.#crashLoopGuard.mayComeBack(performance.now())) this.#open();
    });
  }
}
