import { StoreError } from '../model/store-error.ts';
import { ProcessingTimes } from './processing-times.ts';
import type { RateLimitStore } from './rate-limit-store.ts';

/** How many are learned before they are kept: a few that a crash forgets are no loss. */
const KEEP_EVERY = 10;

/** The processing times of the server of now, which outlive a change of the connection and a restart. */
export class ProcessingTimesByServer extends ProcessingTimes {
  readonly #store: RateLimitStore;
  #destination: string | null = null;
  #unkept = 0;

  constructor(store: RateLimitStore) {
    super();
    this.#store = store;
  }

  /** From now on it is about this destination. */
  serve(destination: string | null): void {
    if (destination === this.#destination) return;
    this.keep();
    this.#destination = destination;
    this.begin(destination === null ? [] : this.#store.processingTimes(destination));
  }

  override learned(processingMs: number | null): void {
    super.learned(processingMs);
    this.#unkept += 1;
    if (this.#unkept >= KEEP_EVERY) this.keep();
  }

  keep(): void {
    if (this.#destination === null || this.#unkept === 0) return;
    this.#unkept = 0;
    try {
      this.#store.keepProcessingTimes(this.#destination, this.samples);
    } catch (error) {
      // Without them the next start begins with a guess; the uploads will tell of the disk.
      if (!(error instanceof StoreError)) throw error;
    }
  }
}
