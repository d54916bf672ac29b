import type { ActiveConnection } from './active-connection.ts';
import type { ActiveJobs } from './active-jobs.ts';
import type { Lanes } from './lanes.ts';
import type { PutConcurrency } from './put-concurrency.ts';
import type { StoreHealth } from './store-health.ts';
import type { UploadStore } from './upload-store.ts';

/** Runs at once, most of them waiting for the server: enough to keep the budget busy. */
const MAX_RUNS = 400;
/** So many more for what a person wants, where slow watched files fill them. */
const MORE_FOR_PEOPLE = 40;

interface Parts {
  readonly lanes: Lanes;
  readonly jobs: ActiveJobs;
  readonly concurrency: PutConcurrency;
  readonly disk: StoreHealth;
  readonly connections: ActiveConnection;
}

/** Lets uploads begin while there are places for them and nothing holds them back. */
export class Dispatcher {
  readonly #store: UploadStore;
  readonly #stuck: () => number;
  readonly #parts: () => Parts;
  #paused: boolean;
  #isEnding = false;

  /** @param stuck how many uploads the server has been processing beyond all measure */
  constructor(store: UploadStore, paused: boolean, stuck: () => number, parts: () => Parts) {
    this.#store = store;
    this.#paused = paused;
    this.#stuck = stuck;
    this.#parts = parts;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Kept over restarts. */
  set paused(paused: boolean) {
    this.#store.paused = paused;
    this.#paused = paused;
  }

  /** Nothing new begins any more. */
  end(): void {
    this.#isEnding = true;
  }

  /** Uploads that wait for their turn; none while nothing may begin. */
  get waiting(): number {
    return this.#startsNothing ? 0 : this.#parts().lanes.waiting;
  }

  /** Starts what may start. */
  pump(): void {
    if (this.#startsNothing) return;
    const { lanes, jobs, concurrency } = this.#parts();
    for (;;) {
      // What is stuck may be so for ever, and costs next to nothing.
      const size = jobs.size - this.#stuck();
      const isFull = size >= MAX_RUNS;
      const next = lanes.next(
        {
          known: !isFull,
          // Watched uploads that only wait for their turn at the API must not keep a person's from theirs.
          person: size < MAX_RUNS + MORE_FOR_PEOPLE && jobs.sendingFor('person') < concurrency.limit,
          watched: !isFull && jobs.sending < concurrency.limit,
        },
        (id) => jobs.has(id),
      );
      if (next === null) return;
      jobs.start(next.id, next.wish);
    }
  }

  get #startsNothing(): boolean {
    const { disk, connections } = this.#parts();
    return this.#isEnding || this.#paused || disk.trouble !== null || connections.target === null;
  }
}
