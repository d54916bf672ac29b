import type { Upload } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';
import type { NamedUpload } from './batch.ts';

/** How many of the last uploads are told. */
const MAX_RECENT = 10;

export interface RecentUpload extends NamedUpload {
  readonly fileId: string;
  /** Absolute. */
  readonly path: string;
}

/** Of the whole list: what needs the person, and what became ready last. It is counted as it changes. */
export class ListSummary {
  readonly #uploads: Pick<UploadList, 'all'>;
  readonly #failed = new Set<string>();
  /** The latest first. */
  #recent: { readonly endedAtMs: number; readonly upload: RecentUpload }[] = [];

  constructor(uploads: Pick<UploadList, 'all'>) {
    this.#uploads = uploads;
    for (const upload of uploads.all()) this.heard(upload);
  }

  /** To be called with each new state of an upload. */
  heard(upload: Upload): void {
    if (upload.state.stage === 'failed') this.#failed.add(upload.id);
    else this.#failed.delete(upload.id);
    this.#takeRecent(upload);
  }

  /** To be called with each upload that was taken out of the list. */
  removed(ids: readonly string[]): void {
    for (const id of ids) this.#failed.delete(id);
    const gone = new Set(ids);
    if (!this.#recent.some(({ upload }) => gone.has(upload.id))) return;
    this.#recent = [];
    for (const upload of this.#uploads.all()) this.#takeRecent(upload);
  }

  /** Failed uploads. */
  get failedCount(): number {
    return this.#failed.size;
  }

  /** The failed upload that has been so for longest. */
  get firstFailed(): string | null {
    const [first = null] = this.#failed;
    return first;
  }

  /** The last ready uploads, the latest first. Each file id is there once. */
  get recent(): readonly RecentUpload[] {
    return this.#recent.map(({ upload }) => upload);
  }

  #takeRecent({ id, name, path, state, times }: Upload): void {
    if (state.stage !== 'ready') return;
    const { fileId } = state;
    const endedAtMs = times.endedAtMs ?? 0;
    const recent = this.#recent;
    const same = recent.findIndex(({ upload }) => upload.fileId === fileId);
    if (same >= 0) {
      if ((recent[same]?.endedAtMs ?? 0) > endedAtMs) return;
      recent.splice(same, 1);
    }
    // Of two that ended together, the one that was added last goes first.
    const at = recent.findIndex((other) => other.endedAtMs <= endedAtMs);
    recent.splice(at < 0 ? recent.length : at, 0, { endedAtMs, upload: { id, name, path, fileId } });
    recent.length = Math.min(recent.length, MAX_RECENT);
  }
}
