import type { StoreError, StoreProblem } from '../model/store-error.ts';
import type { Clock } from '../util/clock.ts';
import { Listeners } from '../util/listeners.ts';
import type { UploadStore } from './upload-store.ts';

const PROBE_EVERY_MS = 5000;

/** Whether changes can be saved. After a failure it probes the store until they can again. */
export class StoreHealth {
  readonly #store: Pick<UploadStore, 'probe'>;
  readonly #clock: Clock;
  readonly #listeners = new Listeners();
  #problem: StoreProblem | null = null;
  #cancelProbe: () => void = () => {};

  constructor(store: Pick<UploadStore, 'probe'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Why nothing can be saved; null while everything can. */
  get problem(): StoreProblem | null {
    return this.#problem;
  }

  /** Calls `listener` when saving stops to work, and when it works again. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  markFailed({ code }: StoreError): void {
    if (this.#problem !== null) return;
    this.#problem = code;
    this.#probeLater();
    this.#listeners.emit();
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
      // Still no space: another try costs nothing.
      this.#probeLater();
      return;
    }
    this.#problem = null;
    this.#listeners.emit();
  }
}
