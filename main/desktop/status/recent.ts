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

/** The uploads of the whole list that need the person, and the recent ones. The counts change with each event. */
export class ListSummary {
  readonly #uploads: Pick<UploadList, 'all'>;
  readonly #isUndecided: (upload: Upload) => boolean;
  readonly #failed = new Set<string>();
  readonly #undecided = new Set<string>();
  /** Sorted, the latest first. */
  #recent: { readonly endedAtMs: number; readonly upload: RecentUpload }[] = [];

  /** @param isUndecided whether the upload can be converted and sent once the person says so */
  constructor(uploads: Pick<UploadList, 'all'>, isUndecided: (upload: Upload) => boolean) {
    this.#uploads = uploads;
    this.#isUndecided = isUndecided;
    for (const upload of uploads.all()) this.update(upload);
  }

  /** Counts the new state of an upload. */
  update(upload: Upload): void {
    const isUndecided = this.#isUndecided(upload);
    put(this.#undecided, upload.id, isUndecided);
    put(this.#failed, upload.id, upload.state.stage === 'failed' && !isUndecided);
    this.#takeRecent(upload);
  }

  /** Forgets uploads that left the list. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#failed.delete(id);
      this.#undecided.delete(id);
    }
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

  /** The number of uploads that wait for the person's decision. */
  get undecidedCount(): number {
    return this.#undecided.size;
  }

  /** The id of the upload that has waited for a decision for longest. */
  get firstUndecided(): string | null {
    const [first = null] = this.#undecided;
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

/** An id that is in the set keeps its place. */
function put(ids: Set<string>, id: string, isIn: boolean): void {
  if (isIn) ids.add(id);
  else ids.delete(id);
}
