/** One of the places at the storage. A file that has to be sent again takes one without waiting: it was first. */
export class Slot {
  readonly #changed: (change: 1 | -1) => void;
  #held = false;

  constructor(changed: (change: 1 | -1) => void) {
    this.#changed = changed;
  }

  take(): void {
    if (this.#held) return;
    this.#held = true;
    this.#changed(1);
  }

  give(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#changed(-1);
  }
}
