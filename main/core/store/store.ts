import type { Upload } from '../upload.ts';

/**
 * Where uploads are kept. The queue calls `save` before any effect of the change it saves, so an implementation
 * that is durable must have it on disk when it returns. All methods throw where they could not do it.
 */
export interface UploadStore {
  /** All uploads, in the order they were added. */
  load(): Upload[];
  /** Keeps a new upload, or the new state of one that is there. */
  save(upload: Upload): void;
  remove(ids: readonly string[]): void;
}
