/** All open windows. Apart from everything else, so that app and window need not know each other. */

export interface OpenWindow {
  readonly id: number;
  close(): void;
  destroy(): void;
  setMenu(menu: Electron.Menu | null): void;
  /** Whether its close event has passed and it only waits to go. */
  isClosing(): boolean;
}

export class WindowRegistry<W extends OpenWindow> {
  readonly #open = new Map<number, W>();
  #lastId = 0;
  onAllClosed: () => void = () => undefined;

  nextId(): number {
    return ++this.#lastId;
  }

  add(window: W): void {
    this.#open.set(window.id, window);
  }

  remove(window: W): void {
    this.#open.delete(window.id);
    if (this.#open.size === 0) this.onAllClosed();
  }

  all(): W[] {
    return [...this.#open.values()];
  }
}

export const windows = new WindowRegistry<OpenWindow>();
