import type { BrowserWindow } from 'electron';
import type { Engine } from '../../core/engine.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { LaunchOptions } from '../shell/command-line.ts';
import { relaunch } from '../system/relaunch.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { AddActions } from './add-actions.ts';
import { addNamed } from './add-files.ts';

/** A desktop that gives no focus is not waited for. */
const PATIENCE_MS = 1000;

export interface LaunchRequestsOptions {
  readonly engine: Engine;
  readonly preferences: PreferencesControl;
  readonly addActions: AddActions;
  readonly mainWindow: MainWindow;
  readonly quit: { readonly isLeaving: boolean };
}

/** Does what is wished for at a start, by a second start, or by the system. */
export class LaunchRequests {
  readonly #parts: LaunchRequestsOptions;

  constructor(parts: LaunchRequestsOptions) {
    this.#parts = parts;
  }

  /** In front of the person, unless they want it hidden. */
  async inSight(asked: LaunchOptions): Promise<void> {
    const { mainWindow, quit } = this.#parts;
    if (!asked.isHidden && !quit.isLeaving) mainWindow.show();
    await this.quietly(asked);
  }

  async quietly(asked: LaunchOptions): Promise<void> {
    const { engine, preferences, quit } = this.#parts;
    // What this process would take now would end with it.
    if (quit.isLeaving) return relaunch(asked);
    const added = addNamed(engine, asked.files, preferences.now.retention);
    await Promise.all([added, asked.uploadsClipboard && this.#uploadClipboard()]);
  }

  async #uploadClipboard(): Promise<void> {
    await whenFocused(this.#parts.mainWindow.current);
    await this.#parts.addActions.uploadClipboard();
  }
}

/** Resolves once the window has the focus, without which Wayland lets nobody read the clipboard; or after a second. */
function whenFocused(window: BrowserWindow | null): Promise<void> {
  if (window === null || window.isFocused()) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    window.once('focus', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
