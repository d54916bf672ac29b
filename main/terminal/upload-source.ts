import type { QueueHold } from '../core/queue/queue-status.ts';
import type { Uploads } from '../core/queue/upload-list.ts';

/** What a command follows of its uploads: an engine of its own, or what the owner of the data folder tells. */
export interface Course {
  readonly queue: {
    readonly uploads: Pick<Uploads, 'find' | 'live' | 'subscribe'>;
    readonly hold: QueueHold;
    unbind(ids: readonly string[]): void;
  };
  close(): Promise<void>;
}
