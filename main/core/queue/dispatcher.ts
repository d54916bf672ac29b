import type { Connections } from './active-connection.ts';
import type { DiskWatch } from './store-health.ts';
import type { Lines } from './lanes.ts';
import type { PutSlots } from './put-concurrency.ts';
import type { Runs } from './active-jobs.ts';
import type { UploadStore } from './upload-store.ts';

/** Runs at once, most of them waiting for the server: enough to keep the budget busy. */
const MAX_RUNS = 400;
/** So many more for what a person wants, where slow watched files fill them. */
const MORE_FOR_PEOPLE = 40;

interface Parts {
  readonly lines: Lines;
  readonly runs: Runs;
  readonly slots: PutSlots;
  readonly disk: DiskWatch;
  readonly connections: Connections;
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
    return this.#startsNothing ? 0 : this.#parts().lines.waiting;
  }

  /** Starts what may start. */
  pump(): void {
    if (this.#startsNothing) return;
    const { lines, runs, slots } = this.#parts();
    for (;;) {
      // What is stuck may be so for ever, and costs next to nothing.
      const size = runs.size - this.#stuck();
      const isFull = size >= MAX_RUNS;
      const next = lines.next(
        {
          known: !isFull,
          // Watched uploads that only wait for their turn at the API must not keep a person's from theirs.
          person: size < MAX_RUNS + MORE_FOR_PEOPLE && runs.sendingFor('person') < slots.limit,
          watched: !isFull && runs.sending < slots.limit,
        },
        (id) => runs.has(id),
      );
      if (next === null) return;
      runs.start(next.id, next.wish);
    }
  }

  get #startsNothing(): boolean {
    const { disk, connections } = this.#parts();
    return this.#isEnding || this.#paused || disk.trouble !== null || connections.target === null;
  }
}
