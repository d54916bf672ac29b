import type { QueueStatus } from '../../core/model/queue-status.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';

/** Where a command's uploads are: in an engine of its own, or with the owner of the data folder. */
export interface UploadSource {
  readonly queue: {
    readonly uploads: Pick<UploadList, 'find' | 'live' | 'subscribe'>;
    readonly status: QueueStatus;
    unbind(ids: readonly string[]): void;
  };
  close(): Promise<void>;
}
