import { shownName, sourceOf, type Upload } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';
import type { NamedUpload } from './batch.ts';

/** The number of recent uploads in the status. */
const MAX_RECENT = 10;

export interface RecentUpload extends NamedUpload {
  readonly fileId: string;
  /** An absolute path. */
  readonly path: string;
}

/** The failed and the recent uploads of the whole list. The counts change with each event. */
export class ListSummary {
  readonly #uploads: Pick<UploadList, 'all'>;
  readonly #failed = new Set<string>();
  /** Sorted, the latest first. */
  #recent: { readonly endedAtMs: number; readonly upload: RecentUpload }[] = [];

  constructor(uploads: Pick<UploadList, 'all'>) {
    this.#uploads = uploads;
    for (const upload of uploads.all()) this.update(upload);
  }

  /** Counts the new state of an upload. */
  update(upload: Upload): void {
    if (upload.state.stage === 'failed') this.#failed.add(upload.id);
    else this.#failed.delete(upload.id);
    this.#takeRecent(upload);
  }

  /** Forgets uploads that left the list. */
  remove(ids: readonly string[]): void {
    for (const id of ids) this.#failed.delete(id);
    const gone = new Set(ids);
    if (!this.#recent.some(({ upload }) => gone.has(upload.id))) return;
    this.#recent = [];
    for (const upload of this.#uploads.all()) this.#takeRecent(upload);
  }

  /** The number of failed uploads. */
  get failedCount(): number {
    return this.#failed.size;
  }

  /** The id of the upload that failed first. */
  get firstFailed(): string | null {
    const [first = null] = this.#failed;
    return first;
  }

  /** The last ready uploads, the latest first. Each file id occurs once. */
  get recent(): readonly RecentUpload[] {
    return this.#recent.map(({ upload }) => upload);
  }

  #takeRecent(upload: Upload): void {
    const { id, state, times } = upload;
    const name = shownName(upload);
    const { path } = sourceOf(upload);
    if (state.stage !== 'ready') return;
    const { fileId } = state;
    const endedAtMs = times.endedAtMs ?? 0;
    const recent = this.#recent;
    const same = recent.findIndex((other) => other.upload.fileId === fileId);
    if (same >= 0) {
      if ((recent[same]?.endedAtMs ?? 0) > endedAtMs) return;
      recent.splice(same, 1);
    }
    // Of two that ended at the same time, the one added last comes first.
    const at = recent.findIndex((other) => other.endedAtMs <= endedAtMs);
    recent.splice(at < 0 ? recent.length : at, 0, { endedAtMs, upload: { id, name, path, fileId } });
    recent.length = Math.min(recent.length, MAX_RECENT);
  }
}
