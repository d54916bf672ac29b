import type { ContentKey, PartsKey, ReadyContent } from '../model/content.ts';
import type { Upload } from '../model/upload.ts';
import type { RateLimitStore } from '../rate-limit/rate-limit-store.ts';

/**
 * Stores uploads. The queue calls `save` before any effect of the change, so a durable implementation must have it on disk
 * when it returns. All methods throw a StoreError where they could not do it, and then nothing of the call has happened.
 */
export interface UploadStore extends RateLimitStore {
  /** @returns the uploads of the list, in the order they were added */
  load(): Upload[];
  /** Saves new uploads, or new states of known ones: all of them or none. */
  save(uploads: readonly Upload[]): void;
  /** Removes uploads from the list. A store with a history keeps them there. */
  remove(ids: readonly string[]): void;
  /** @returns the uploads of this content that became ready and were really sent, the latest first, at most `limit` */
  readyContent(key: ContentKey, limit: number): ReadyContent[];
  /**
   * @returns the latest parts that were made of this original, in their order, each of them ready or left out; none where
   *   there are no such parts
   */
  readyParts(key: PartsKey): Upload[];
  /** Whether another upload has the file id at the server of `destination`, for whichever user. */
  hasFileId(file: {
    readonly fileId: string;
    readonly destination: string;
    readonly otherThan: string;
  }): boolean;
  /** Whether the person paused the queue. */
  paused: boolean;
  /** Writes something meaningless, to see whether it can. */
  probe(): void;
}
