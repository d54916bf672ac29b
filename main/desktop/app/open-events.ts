import { app } from 'electron';

/** The system names each file of a selection by itself, one after the other; together they are one batch. */
const GATHER_MS = 100;

/** What macOS asks for by events, where other systems start Hoist with arguments. It may ask before Hoist is ready. */
export class OpenEvents {
  #files: string[] = [];
  #take: ((files: readonly string[]) => void) | null = null;
  #showWindow: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** To be made before the app is ready. */
  constructor() {
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#files.push(path);
      this.#handSoon();
    });
    // A link opens the window, whatever else it says: any web page can have one opened.
    app.on('open-url', (event) => {
      event.preventDefault();
      this.#showWindow?.();
    });
  }

  /** From now on `take` gets the files, with those that came before. The first window is shown by the start itself. */
  follow({ take, showWindow }: { take: (files: readonly string[]) => void; showWindow: () => void }): void {
    this.#take = take;
    this.#showWindow = showWindow;
    this.#handSoon();
  }

  #handSoon(): void {
    if (this.#take === null || this.#files.length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#take?.(this.#files.splice(0));
    }, GATHER_MS);
  }
}
