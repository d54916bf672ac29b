import { once } from 'node:events';
import type { BrowserWindow } from 'electron';
import type { Engine } from '../../core/engine.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { LaunchOptions } from '../shell/command-line.ts';
import { dropFileList, readFileList } from '../system/file-list.ts';
import { relaunch } from '../system/relaunch.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { AddActions } from './add-actions.ts';
import { addNamed } from './add-files.ts';

/** Some desktops never give the focus. */
const PATIENCE_MS = 1000;

export interface LaunchRequestsOptions {
  /** Holds the lists of files. */
  readonly dataFolder: string;
  readonly engine: Engine;
  readonly preferences: PreferencesControl;
  readonly addActions: AddActions;
  readonly mainWindow: MainWindow;
  readonly quit: { readonly isQuitting: boolean };
}

/** Performs what a start, a second start or the system requests. */
export class LaunchRequests {
  readonly #parts: LaunchRequestsOptions;

  constructor(parts: LaunchRequestsOptions) {
    this.#parts = parts;
  }

  /** Shows the window, unless Hoist was started hidden, and performs the request. */
  async perform(asked: LaunchOptions): Promise<void> {
    const { mainWindow, quit } = this.#parts;
    if (!asked.isHidden && !quit.isQuitting) mainWindow.show();
    await this.quietly(asked);
  }

  async quietly(asked: LaunchOptions): Promise<void> {
    // This process would not finish the request.
    if (this.#parts.quit.isQuitting) return relaunch(asked);
    await Promise.all([this.#add(asked), asked.uploadsClipboard && this.#uploadClipboard()]);
  }

  async #add({ files, fileList }: LaunchOptions): Promise<void> {
    const { engine, preferences, dataFolder } = this.#parts;
    const listed = fileList === null ? [] : readFileList(dataFolder, fileList);
    await addNamed(engine, [...files, ...listed], preferences.now.retention);
    if (fileList !== null) dropFileList(dataFolder, fileList);
  }

  async #uploadClipboard(): Promise<void> {
    await whenFocused(this.#parts.mainWindow.current);
    await this.#parts.addActions.uploadClipboard();
  }
}

/** Resolves once the window has the focus, or after a second. Wayland gives the clipboard only to a focused window. */
async function whenFocused(window: BrowserWindow | null): Promise<void> {
  if (window === null || window.isFocused()) return;
  await once(window, 'focus', { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {});
}
