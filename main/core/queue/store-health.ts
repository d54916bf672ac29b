import type { StoreError, StoreProblem } from '../model/store-error.ts';
import type { Clock } from '../util/clock.ts';
import type { UploadStore } from './upload-store.ts';

const PROBE_EVERY_MS = 5000;

/** Whether changes can be kept. After a failure it probes until they can again. */
export class StoreHealth {
  readonly #store: UploadStore;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #trouble: StoreProblem | null = null;
  #cancelProbe: () => void = () => {};

  constructor(store: UploadStore, clock: Clock, changed: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** What is wrong, or null. */
  get trouble(): StoreProblem | null {
    return this.#trouble;
  }

  failed({ code }: StoreError): void {
    if (this.#trouble !== null) return;
    this.#trouble = code;
    this.#probeLater();
    this.#changed();
  }

  close(): void {
    this.#cancelProbe();
  }

  #probeLater(): void {
    this.#cancelProbe = this.#clock.after(PROBE_EVERY_MS, () => this.#probe());
  }

  #probe(): void {
    try {
      this.#store.probe();
    } catch {
      // Still no room: nothing is lost by asking again.
      this.#probeLater();
      return;
    }
    this.#trouble = null;
    this.#changed();
  }
}
