import type { Upload } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { Clock } from '../../core/util/clock.ts';
import { Batch } from './batch.ts';
import { ListSummary } from './recent.ts';
import { type AppStatus, statusOf } from './status.ts';

/** The shortest time between two statuses. */
const LOOK_EVERY_MS = 500;
/** A batch is over after this time without progress, because a folder's files arrive one after the other. */
const OVER_AFTER_MS = 2000;

/** Turns the queue's many events into few statuses for tray, task bar and notifications. */
export class StatusFeed {
  readonly #queue: Pick<Queue, 'uploads' | 'waysOf' | 'destination' | 'status' | 'paused'>;
  readonly #isConnected: () => boolean;
  readonly #clock: Clock;
  readonly #isElsewhere: (destination: string | null) => boolean;
  readonly #isUndecided: (upload: Upload) => boolean;
  readonly #connectionName: () => string | null;
  #batch: Batch;
  #list: ListSummary;
  readonly #listeners: ((now: AppStatus) => void)[] = [];
  #looksSoon = false;
  #idleSinceMs: number | null = null;

  constructor(options: {
    queue: Pick<Queue, 'uploads' | 'waysOf' | 'destination' | 'status' | 'paused'>;
    isConnected: () => boolean;
    /** Whether what is for this destination belongs to another connection, so that it does not count. */
    isElsewhere: (destination: string | null) => boolean;
    /** @returns the name of the connection in use; null where there are no several */
    connectionName: () => string | null;
    clock: Clock;
  }) {
    this.#queue = options.queue;
    this.#isConnected = options.isConnected;
    this.#clock = options.clock;
    this.#isElsewhere = options.isElsewhere;
    this.#connectionName = options.connectionName;
    const { uploads } = options.queue;
    this.#isUndecided = (upload) => options.queue.waysOf(upload).length > 0;
    [this.#batch, this.#list] = this.#begin();
    uploads.subscribe((event) => {
      if (event.type === 'upload' && !this.#isElsewhere(event.upload.destination)) {
        this.#batch.update(event.upload);
        this.#list.update(event.upload);
      } else if (event.type === 'live') this.#batch.updateProgress(event.id);
      else if (event.type === 'removed') {
        this.#batch.remove(event.ids);
        this.#list.remove(event.ids);
      }
      this.touch();
    });
  }

  /** Counts anew, since another connection is shown. */
  startOver(): void {
    [this.#batch, this.#list] = this.#begin();
    this.touch();
  }

  #begin(): [Batch, ListSummary] {
    const { uploads } = this.#queue;
    const shown = {
      all: () => [...uploads.all()].filter(({ destination }) => !this.#isElsewhere(destination)),
      find: (id: string) => uploads.find(id),
      live: (id: string) => uploads.live(id),
    };
    return [new Batch(shown, this.#isUndecided), new ListSummary(shown, this.#isUndecided)];
  }

  get now(): AppStatus {
    const { destination, status: queueStatus, paused } = this.#queue;
    return statusOf({
      connection: this.#connectionName(),
      list: this.#list,
      queueStatus,
      paused,
      isConnected: this.#isConnected(),
      batch: this.#batch.count(destination),
      isOver: this.#batch.isOver,
    });
  }

  /** Calls `listener` at once, and a moment after each change. */
  subscribe(listener: (now: AppStatus) => void): void {
    this.#listeners.push(listener);
    listener(this.now);
  }

  /** Reports a change that is no event of the queue, such as the connection or the language. */
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
    const { moving, total, undecided, takeLong } = this.#batch.count(this.#queue.destination);
    const hasEnded = moving === 0 && total + undecided > takeLong;
    if (!hasEnded || this.#batch.isOver) this.#idleSinceMs = null;
    else {
      this.#idleSinceMs ??= this.#clock.now();
      const idleMs = this.#clock.now() - this.#idleSinceMs;
      // The clock may have been set back.
      if (idleMs < 0) this.#idleSinceMs = this.#clock.now();
      if (idleMs >= OVER_AFTER_MS) this.#batch.end();
      else this.#lookAfter(LOOK_EVERY_MS);
    }
    const { now } = this;
    for (const listener of this.#listeners) listener(now);
  }
}
