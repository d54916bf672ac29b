import type { QueueStatus } from '../core/model/queue-status.ts';
import type { UploadList } from '../core/queue/upload-list.ts';

/** What a command follows of its uploads: an engine of its own, or what the owner of the data folder tells. */
export interface UploadSource {
  readonly queue: {
    readonly uploads: Pick<UploadList, 'find' | 'live' | 'subscribe'>;
    readonly status: QueueStatus;
    unbind(ids: readonly string[]): void;
  };
  close(): Promise<void>;
}
