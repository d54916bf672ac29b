import type { OwnerConnection } from '../../core/handover/owner-connection.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import type { Upload } from '../../core/model/upload.ts';
import type { Live, QueueEvent } from '../../core/queue/upload-list.ts';
import type { UploadSource } from '../engine/upload-source.ts';

const IDLE: Live = { sentBytes: 0, bytesPerSecond: null, retry: null, stuck: false };

/** The uploads that were handed over, from the events of their owner. */
export class RemoteUploadSource implements UploadSource {
  readonly queue: UploadSource['queue'];
  readonly #owner: Pick<OwnerConnection, 'close'>;
  readonly #uploads = new Map<string, Upload>();
  readonly #live = new Map<string, Live>();
  readonly #listeners = new Set<(event: QueueEvent) => void>();
  #queueStatus: QueueStatus = { kind: 'open' };

  constructor(owner: Pick<OwnerConnection, 'close'>) {
    this.#owner = owner;
    const queueStatus = () => this.#queueStatus;
    this.queue = {
      uploads: {
        find: (id) => this.#uploads.get(id),
        live: (id) => this.#live.get(id) ?? IDLE,
        subscribe: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      get status() {
        return queueStatus();
      },
      // The owner decides where its uploads go.
      unbind: () => {},
    };
  }

  added(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#uploads.set(upload.id, upload);
  }

  happened(event: QueueEvent): void {
    if (event.type === 'upload') this.#uploads.set(event.upload.id, event.upload);
    else if (event.type === 'live') this.#live.set(event.id, event.live);
    else if (event.type === 'status') this.#queueStatus = event.status;
    for (const listener of this.#listeners) listener(event);
  }

  async close(): Promise<void> {
    this.#owner.close();
  }
}
