import { type Clock, systemClock } from './clock.ts';
import { type ConnectionSettings, destinationOf } from './connection.ts';
import { FilesApiClient } from './files-api/client.ts';
import { StorageClient } from './files-api/put.ts';
import { intake } from './intake.ts';
import { Queue } from './queue.ts';
import { DOCUMENTED_LIMITS, type RequestLimits } from './request-windows.ts';
import type { UploadStore } from './store/store.ts';
import type { Retention, Upload } from './upload.ts';

/** The queue with the clients of one connection at a time: all that the desktop app and the terminal share. */
export class Engine {
  readonly queue: Queue;
  readonly #clock: Clock;
  readonly #storage = new StorageClient();
  #api: FilesApiClient | null = null;

  constructor(options: { store: UploadStore; clock?: Clock; limits?: RequestLimits }) {
    this.#clock = options.clock ?? systemClock;
    this.queue = new Queue({
      store: options.store,
      clock: this.#clock,
      limits: options.limits ?? DOCUMENTED_LIMITS,
    });
  }

  /** Sends uploads there from now on, or nowhere. The settings must have passed `checkConnection`. */
  async connect(settings: ConnectionSettings | null): Promise<void> {
    const before = this.#api;
    this.#api = settings === null ? null : new FilesApiClient(settings, this.#clock);
    const { put } = this.#storage;
    const target =
      settings === null || this.#api === null
        ? null
        : { api: this.#api, put, destination: destinationOf(settings) };
    await this.queue.connect(target);
    before?.close();
  }

  /** Finds the files under `paths` and queues each as it is found; calls `onUpload` for skipped ones too. */
  async add(
    paths: readonly string[],
    retention: Retention,
    onUpload?: (upload: Upload) => void,
  ): Promise<void> {
    for await (const item of intake(paths, () => this.queue.fileLimits)) {
      const upload = this.queue.add(item, retention);
      onUpload?.(upload);
    }
  }

  /** Stops all that runs; when it resolves, no connection of it is open. */
  async close(): Promise<void> {
    await this.queue.close();
    this.#api?.close();
    this.#storage.close();
  }
}
