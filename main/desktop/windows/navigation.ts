import type { BrowserWindow } from 'electron';
import type { Go } from '../../../preload/contract/contract.ts';
import { push } from '../shell/ipc.ts';
import type { MainWindow } from './main-window.ts';

/** Leads the person to a place in the window, and opens the window for it. */
export class Navigation {
  readonly #mainWindow: MainWindow;
  /** Windows whose page listens. */
  readonly #loaded = new WeakSet<BrowserWindow>();
  /** Where a page goes once it has loaded. The last request counts. */
  readonly #pending = new WeakMap<BrowserWindow, Go>();

  constructor(mainWindow: MainWindow) {
    this.#mainWindow = mainWindow;
    mainWindow.on('opened', (window) => this.#listenTo(window));
  }

  go(to: Go): void {
    const window = this.#mainWindow.show();
    if (this.#loaded.has(window)) push(window, 'window:go', to);
    else this.#pending.set(window, to);
  }

  #listenTo(window: BrowserWindow): void {
    const { webContents } = window;
    // did-start-loading also comes for a prevented navigation, after which the page still listens.
    webContents.on('did-navigate', () => this.#loaded.delete(window));
    webContents.on('did-finish-load', () => {
      this.#loaded.add(window);
      const go = this.#pending.get(window);
      this.#pending.delete(window);
      if (go !== undefined) push(window, 'window:go', go);
    });
  }
}
