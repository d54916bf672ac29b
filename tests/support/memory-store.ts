import type { Upload } from '../../main/core/model/upload.ts';
import type { UploadStore } from '../../main/core/queue/upload-store.ts';
import type { CallJournal } from '../../main/core/rate-limit/rate-limit-store.ts';
import { UploadsInMemory } from './uploads-in-memory.ts';

/** Keeps uploads for as long as the process lives. */
export class MemoryStore extends UploadsInMemory implements UploadStore {
  readonly calls: CallJournal = { recent: () => [], start: () => 0, end: () => {} };
  readonly #uploads = new Map<string, Upload>();

  load(): Upload[] {
    return this.saved();
  }

  save(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#uploads.set(upload.id, upload);
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#uploads.delete(id);
  }

  protected override saved(): Upload[] {
    return [...this.#uploads.values()];
  }
}
