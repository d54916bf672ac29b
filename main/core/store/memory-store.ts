import type { Upload } from '../upload.ts';
import type { UploadStore } from './store.ts';

/** Keeps uploads for as long as the process lives. */
export class MemoryStore implements UploadStore {
  readonly #uploads = new Map<string, Upload>();

  load(): Upload[] {
    return [...this.#uploads.values()];
  }

  save(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#uploads.delete(id);
  }
}
