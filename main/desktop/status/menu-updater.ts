/** After this time an open menu counts as closed, in case the system did not report it. */
const OPEN_AT_MOST_MS = 60_000;

/** Changes a menu only while it is closed, because a click on a replaced menu has no effect. */
export class MenuUpdater<T> {
  readonly #change: (to: T) => void;
  readonly #nowMs: () => number;
  #openSinceMs: number | null = null;
  /** The last change that has to wait for the menu to close. */
  #waiting: { readonly to: T } | null = null;

  /** @param nowMs a monotonic clock */
  constructor(change: (to: T) => void, nowMs = () => performance.now()) {
    this.#change = change;
    this.#nowMs = nowMs;
  }

  set(to: T): void {
    this.#waiting = { to };
    this.#changeIfClosed();
  }

  markOpen(): void {
    this.#openSinceMs = this.#nowMs();
  }

  /** Call this after the click that closed the menu was handled. */
  markClosed(): void {
    this.#openSinceMs = null;
    this.#changeIfClosed();
  }

  #changeIfClosed(): void {
    const waiting = this.#waiting;
    const isOpen = this.#openSinceMs !== null && this.#nowMs() - this.#openSinceMs < OPEN_AT_MOST_MS;
    if (waiting === null || isOpen) return;
    this.#waiting = null;
    this.#change(waiting.to);
  }
}
