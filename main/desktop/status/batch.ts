import { isActive, type Stage, shownName, type Upload } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';

/** An upload's id and name. */
export interface NamedUpload {
  readonly id: string;
  readonly name: string;
}

/** The progress of a batch. Cancelled files, and those that wait for another connection, do not count. */
export interface BatchCount {
  readonly ready: number;
  readonly failed: number;
  /** Files that the server has processed for an unusually long time. */
  readonly takeLong: number;
  /** Files that proceed without the person. */
  readonly moving: number;
  readonly total: number;
  /** A fraction from 0 to 1. */
  readonly progress: number;
  /** Files that the server does not take and that the person may have converted. They are not part of the total. */
  readonly undecided: number;
  /** The file that became ready first. */
  readonly firstReady: NamedUpload | null;
  readonly firstFailed: NamedUpload | null;
  readonly firstUndecided: NamedUpload | null;
}

/** An upload's part of the batch. `progress` goes from 0 to `WHOLE`. */
interface Share {
  readonly part: 'ready' | 'failed' | 'undecided' | 'takeLong' | 'moving';
  readonly progress: number;
}

/** Progress is counted in integers, so that sums do not drift. */
const WHOLE = 1000;
/** The share of sending in a file's progress. The server's steps are the rest. */
const SENT = 700;

/**
 * All uploads from the moment that the queue has work until it has none. The counts change with each event,
 * because counting 10,000 uploads again and again would take too long.
 */
export class Batch {
  readonly #uploads: Pick<UploadList, 'all' | 'find' | 'live'>;
  readonly #entries = new Map<string, { readonly stage: Stage; readonly share: Share | null }>();
  readonly #isUndecided: (upload: Upload) => boolean;
  readonly #failed = new Map<string, NamedUpload>();
  readonly #undecided = new Map<string, NamedUpload>();
  #firstReady: NamedUpload | null = null;
  #sum = { ready: 0, failed: 0, undecided: 0, takeLong: 0, moving: 0, progress: 0 };
  #destination: string | null = null;
  #isOver = false;

  /** @param isUndecided whether the upload can be converted and sent once the person says so */
  constructor(uploads: Pick<UploadList, 'all' | 'find' | 'live'>, isUndecided: (upload: Upload) => boolean) {
    this.#uploads = uploads;
    this.#isUndecided = isUndecided;
    // What ended in an earlier run is no news.
    for (const upload of uploads.all()) if (isActive(upload.state)) this.update(upload);
  }

  /** Counts the new state of an upload. */
  update(upload: Upload): void {
    const { id, state } = upload;
    const name = shownName(upload);
    const before = this.#entries.get(id);
    const isUndecided = this.#isUndecided(upload);
    if (before === undefined && !isActive(state) && !isUndecided) return;
    const isNews = before?.stage !== state.stage;
    if (isNews && this.#isOver) this.#beginAnew();
    this.#weigh(upload);
    if (!isNews) return;
    this.#failed.delete(id);
    this.#undecided.delete(id);
    if (isUndecided) this.#undecided.set(id, { id, name });
    else if (state.stage === 'failed') this.#failed.set(id, { id, name });
    if (state.stage === 'ready') this.#firstReady ??= { id, name };
  }

  /** Removes failed and undecided uploads that left the list. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const needsPerson = this.#failed.delete(id) || this.#undecided.delete(id);
      if (!needsPerson) continue;
      this.#add(this.#entries.get(id)?.share ?? null, -1);
      this.#entries.delete(id);
    }
  }

  /** Counts the new progress of an upload. */
  updateProgress(id: string): void {
    const upload = this.#entries.has(id) ? this.#uploads.find(id) : undefined;
    if (upload !== undefined) this.#weigh(upload);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Ends the batch. Its counts stay until a new one begins. */
  end(): void {
    this.#isOver = true;
  }

  /** @param destination the present connection's; null where there is none */
  count(destination: string | null): BatchCount {
    if (destination !== this.#destination) {
      this.#destination = destination;
      for (const id of this.#entries.keys()) this.updateProgress(id);
    }
    const { progress, ...parts } = this.#sum;
    const total = parts.ready + parts.failed + parts.takeLong + parts.moving;
    const [firstFailed = null] = this.#failed.values();
    const [firstUndecided = null] = this.#undecided.values();
    return {
      ...parts,
      total,
      firstReady: this.#firstReady,
      firstFailed,
      firstUndecided,
      progress: total === 0 ? 0 : progress / (total * WHOLE),
    };
  }

  #weigh(upload: Upload): void {
    const { id, state } = upload;
    this.#add(this.#entries.get(id)?.share ?? null, -1);
    const share = this.#shareOf(upload);
    this.#entries.set(id, { stage: state.stage, share });
    this.#add(share, 1);
  }

  #add(share: Share | null, sign: 1 | -1): void {
    if (share === null) return;
    this.#sum[share.part] += sign;
    this.#sum.progress += sign * share.progress;
  }

  #shareOf(upload: Upload): Share | null {
    const { id, state } = upload;
    if (this.#isUndecided(upload)) return { part: 'undecided', progress: 0 };
    switch (state.stage) {
      case 'ready':
      case 'failed':
        return { part: state.stage, progress: WHOLE };
      case 'cancelled':
      case 'skipped':
        return null;
      case 'queued':
      case 'converting':
      case 'uploading':
      case 'processing': {
        if (this.#isElsewhere(upload)) return null;
        const { sentBytes, stuck } = this.#uploads.live(id);
        return { part: stuck ? 'takeLong' : 'moving', progress: progressOf(upload, sentBytes) };
      }
    }
  }

  /** Whether the upload waits for another server or user. */
  #isElsewhere({ destination }: Upload): boolean {
    return this.#destination !== null && destination !== null && destination !== this.#destination;
  }

  /** Unfinished files become part of the next batch. */
  #beginAnew(): void {
    this.#isOver = false;
    this.#firstReady = null;
    this.#failed.clear();
    this.#undecided.clear();
    for (const [id, { stage, share }] of this.#entries) {
      if (isActive({ stage })) continue;
      this.#add(share, -1);
      this.#entries.delete(id);
    }
  }
}

function progressOf({ state, sizeBytes }: Upload, sentBytes: number): number {
  if (state.stage === 'processing') return SENT;
  if (state.stage !== 'uploading' || !sizeBytes) return 0;
  return Math.round(Math.min(1, sentBytes / sizeBytes) * SENT);
}
