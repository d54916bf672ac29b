import type { ContentKey, ReadyContent } from '../model/content.ts';
import type { Upload } from '../model/upload.ts';
import type { RateLimitStore } from '../rate-limit/rate-limit-store.ts';

/**
 * Where uploads are kept. The queue calls `save` before any effect of the change it saves, so an implementation
 * that is durable must have it on disk when it returns. All methods throw a StoreError where they could not do it,
 * and then nothing of the call has happened.
 */
export interface UploadStore extends RateLimitStore {
  /** The uploads of the list, in the order they were added. */
  load(): Upload[];
  /** Keeps new uploads, or the new states of some that are there: all of them or none. */
  save(uploads: readonly Upload[]): void;
  /** Takes uploads out of the list. A store with a history keeps them there. */
  remove(ids: readonly string[]): void;
  /** The uploads of this content that became ready and were really sent, the latest first, at most `limit`. */
  readyContent(key: ContentKey, limit: number): ReadyContent[];
  /** Whether an upload other than this one has the file id at the server of `destination`, for whichever user. */
  hasFileId(file: {
    readonly fileId: string;
    readonly destination: string;
    readonly otherThan: string;
  }): boolean;
  /** Whether the person paused the queue. */
  paused: boolean;
  /** Writes something that means nothing, to see whether it can. */
  probe(): void;
}
