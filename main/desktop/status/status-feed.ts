import type { Queue } from '../../core/queue/queue.ts';
import type { Clock } from '../../core/util/clock.ts';
import { Batch } from './batch.ts';
import { ListSummary } from './recent.ts';
import { type AppStatus, statusOf } from './status.ts';

/** So often at most an overview is told. */
const LOOK_EVERY_MS = 500;
/** A batch is over once nothing of it has moved for so long: a folder's files come one after the other. */
const OVER_AFTER_MS = 2000;

/** Turns the queue's many events into few overviews, for whoever shows its state outside of the window. */
export class StatusFeed {
  readonly #queue: Pick<Queue, 'uploads' | 'destination' | 'status' | 'paused'>;
  readonly #isConnected: () => boolean;
  readonly #clock: Clock;
  readonly #batch: Batch;
  readonly #list: ListSummary;
  readonly #listeners: ((now: AppStatus) => void)[] = [];
  #looksSoon = false;
  #stillSinceMs: number | null = null;

  constructor(options: {
    queue: Pick<Queue, 'uploads' | 'destination' | 'status' | 'paused'>;
    isConnected: () => boolean;
    clock: Clock;
  }) {
    this.#queue = options.queue;
    this.#isConnected = options.isConnected;
    this.#clock = options.clock;
    const { uploads } = options.queue;
    this.#batch = new Batch(uploads);
    this.#list = new ListSummary(uploads);
    uploads.subscribe((event) => {
      if (event.type === 'upload') {
        this.#batch.heard(event.upload);
        this.#list.heard(event.upload);
      } else if (event.type === 'live') this.#batch.moved(event.id);
      else if (event.type === 'removed') {
        this.#batch.removed(event.ids);
        this.#list.removed(event.ids);
      }
      this.touch();
    });
  }

  get now(): AppStatus {
    const { destination, status: queueStatus, paused } = this.#queue;
    return statusOf({
      list: this.#list,
      queueStatus,
      paused,
      isConnected: this.#isConnected(),
      batch: this.#batch.count(destination),
      isOver: this.#batch.isOver,
    });
  }

  /** Calls `listener` at once, and a moment after each change. */
  follow(listener: (now: AppStatus) => void): void {
    this.#listeners.push(listener);
    listener(this.now);
  }

  /** Something has changed that the queue does not tell of, such as the connection or the language. */
  touch(): void {
    this.#lookAfter(LOOK_EVERY_MS);
  }

  #lookAfter(delayMs: number): void {
    if (this.#looksSoon) return;
    this.#looksSoon = true;
    this.#clock.after(delayMs, () => {
      this.#looksSoon = false;
      this.#look();
    });
  }

  #look(): void {
    const { moving, total, takeLong } = this.#batch.count(this.#queue.destination);
    const hasEnded = moving === 0 && total > takeLong;
    if (!hasEnded || this.#batch.isOver) this.#stillSinceMs = null;
    else {
      this.#stillSinceMs ??= this.#clock.now();
      const stillMs = this.#clock.now() - this.#stillSinceMs;
      // The clock may have been set back meanwhile.
      if (stillMs < 0) this.#stillSinceMs = this.#clock.now();
      if (stillMs >= OVER_AFTER_MS) this.#batch.end();
      else this.#lookAfter(LOOK_EVERY_MS);
    }
    const { now } = this;
    for (const listener of this.#listeners) listener(now);
  }
}
