import type { BrowserWindow } from 'electron';
import type { Go } from '../../../preload/contract/contract.ts';
import { push } from '../shell/ipc.ts';

/** Leads the person to a place in the window, which is opened for it where there is none. */
export class Navigation {
  readonly #show: () => BrowserWindow;
  /** Windows whose page listens. */
  readonly #loaded = new WeakSet<BrowserWindow>();
  /** What a page that is still being loaded is told once it listens: the last wish counts. */
  readonly #pending = new WeakMap<BrowserWindow, Go>();

  /** @param show brings the window to the front, or opens it */
  constructor(show: () => BrowserWindow) {
    this.#show = show;
  }

  /** To be called with each window right after it was opened. */
  opened(window: BrowserWindow): void {
    const { webContents } = window;
    // Not did-start-loading, which comes for a navigation that is prevented as well: the page stays, and listens.
    webContents.on('did-navigate', () => this.#loaded.delete(window));
    webContents.on('did-finish-load', () => {
      this.#loaded.add(window);
      const go = this.#pending.get(window);
      this.#pending.delete(window);
      if (go !== undefined) push(window, 'window:go', go);
    });
  }

  go(to: Go): void {
    const window = this.#show();
    if (this.#loaded.has(window)) push(window, 'window:go', to);
    else this.#pending.set(window, to);
  }
}
