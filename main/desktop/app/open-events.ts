import { app } from 'electron';
import { type LaunchOptions, PLAIN_START } from '../shell/command-line.ts';

/** The system sends each file of a selection on its own. Files within this time are one batch. */
const GATHER_MS = 100;

/**
 * Receives the requests that macOS sends as events, where other systems start Hoist with arguments. They may come
 * before Hoist is ready.
 */
export class OpenEvents {
  #files: string[] = [];
  #take: ((files: readonly string[]) => void) | null = null;
  #showWindow: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** Must be called before the app is ready. */
  constructor() {
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#files.push(path);
      this.#deliverSoon();
    });
    // A link only opens the window, because any web page can open links.
    app.on('open-url', (event) => {
      event.preventDefault();
      this.#showWindow?.();
    });
  }

  /** Hands over the files of before, and all requests from now on. The start itself shows the first window. */
  deliver(options: {
    launchRequests: { perform(options: LaunchOptions): Promise<void> };
    mainWindow: { show(): void };
  }): void {
    const { launchRequests, mainWindow } = options;
    this.#take = (files) => void launchRequests.perform({ ...PLAIN_START, files });
    this.#showWindow = () => mainWindow.show();
    this.#deliverSoon();
  }

  #deliverSoon(): void {
    if (this.#take === null || this.#files.length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#take?.(this.#files.splice(0));
    }, GATHER_MS);
  }
}
