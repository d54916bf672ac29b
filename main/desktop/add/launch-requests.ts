import type { Engine } from '../../core/engine.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { LaunchOptions } from '../shell/command-line.ts';
import { relaunch } from '../system/relaunch.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { whenFocused } from '../windows/when-focused.ts';
import type { AddActions } from './add-actions.ts';
import { addNamed } from './add-files.ts';

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
