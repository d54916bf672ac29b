import type { Upload } from '../../../main/core/model/upload.ts';
import type { UploadStore } from '../../../main/core/queue/upload-store.ts';
import type { CallJournal } from '../../../main/core/rate-limit/rate-limit-store.ts';
import { UploadsInMemory } from '../uploads-in-memory.ts';

/** Keeps what a database on disk would, which is what goes through text, and is as fast as memory. It outlives the process of the model. */
export class JournalStore extends UploadsInMemory implements UploadStore {
  readonly #rows = new Map<string, Upload>();
  readonly #unlisted = new Set<string>();
  readonly #calls: { budget: string; startedAtMs: number; answeredAtMs: number | null }[] = [];

  readonly calls: CallJournal = {
    recent: (budget, sinceMs) =>
      this.#calls.filter(
        ({ budget: of, answeredAtMs }) => of === budget && (answeredAtMs === null || answeredAtMs > sinceMs),
      ),
    start: (budget, startedAtMs) => this.#calls.push({ budget, startedAtMs, answeredAtMs: null }) - 1,
    end: (call, answeredAtMs) => {
      const known = this.#calls[call];
      if (known !== undefined) known.answeredAtMs = answeredAtMs;
    },
  };

  load(): Upload[] {
    return this.saved().filter(({ id }) => !this.#unlisted.has(id));
  }

  save(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#rows.set(upload.id, JSON.parse(JSON.stringify(upload)) as Upload);
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#unlisted.add(id);
  }

  protected override saved(): Upload[] {
    return [...this.#rows.values()];
  }
}
