/** A menu that has been open for longer is taken for closed, should the system not have told. */
const OPEN_AT_MOST_MS = 60_000;

/** Changes a menu while it is closed: one that is taken away under the pointer would be clicked in vain. */
export class MenuUpdater<T> {
  readonly #change: (to: T) => void;
  readonly #nowMs: () => number;
  #openSinceMs: number | null = null;
  /** Of several changes that had to wait, the last one counts. */
  #waiting: { readonly to: T } | null = null;

  /** @param nowMs on a clock that is never set back */
  constructor(change: (to: T) => void, nowMs = () => performance.now()) {
    this.#change = change;
    this.#nowMs = nowMs;
  }

  set(to: T): void {
    this.#waiting = { to };
    this.#changeIfClosed();
  }

  opened(): void {
    this.#openSinceMs = this.#nowMs();
  }

  /** The click that closed it must have been heard by then. */
  closed(): void {
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
