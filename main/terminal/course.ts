import type { QueueHold } from '../core/hold.ts';
import type { Uploads } from '../core/uploads.ts';

/** What a command follows of its uploads: an engine of its own, or what the owner of the data folder tells. */
export interface Course {
  readonly queue: {
    readonly uploads: Pick<Uploads, 'find' | 'live' | 'subscribe'>;
    readonly hold: QueueHold;
    unbind(ids: readonly string[]): void;
  };
  close(): Promise<void>;
}
