import { isActive, type Stage, type Upload } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';

/** An upload by what leads to it. */
export interface NamedUpload {
  readonly id: string;
  readonly name: string;
}

/** How far a batch is. What waits for another connection, or was cancelled, is no part of it. */
export interface BatchCount {
  readonly ready: number;
  readonly failed: number;
  /** At which the server has been beyond all measure. */
  readonly takeLong: number;
  /** All that goes on by itself. */
  readonly moving: number;
  readonly total: number;
  /** From 0 to 1. */
  readonly progress: number;
  /** The first of those that are ready. */
  readonly firstReady: NamedUpload | null;
  readonly firstFailed: NamedUpload | null;
}

/** As what an upload counts, and how far it is, from 0 to `WHOLE`. */
interface Share {
  readonly part: 'ready' | 'failed' | 'takeLong' | 'moving';
  readonly progress: number;
}

/** Whole numbers, so that adding and taking away never drifts. */
const WHOLE = 1000;
/** Sending is this much of a file's way; the server's own steps are the rest. All bytes sent is not done. */
const SENT = 700;

/**
 * All that is uploaded between the queue's getting something to do and its having nothing left to do. It is counted as
 * it changes: looking over 10,000 uploads again and again would be felt.
 */
export class Batch {
  readonly #uploads: Pick<UploadList, 'all' | 'find' | 'live'>;
  readonly #entries = new Map<string, { readonly stage: Stage; readonly share: Share | null }>();
  readonly #failed = new Map<string, NamedUpload>();
  #firstReady: NamedUpload | null = null;
  #sum = { ready: 0, failed: 0, takeLong: 0, moving: 0, progress: 0 };
  #destination: string | null = null;
  #isOver = false;

  constructor(uploads: Pick<UploadList, 'all' | 'find' | 'live'>) {
    this.#uploads = uploads;
    for (const upload of uploads.all()) this.heard(upload);
  }

  /** To be called with each new state of an upload. */
  heard(upload: Upload): void {
    const { id, name, state } = upload;
    const before = this.#entries.get(id);
    if (before === undefined && !isActive(state)) return;
    const isNews = before?.stage !== state.stage;
    if (isNews && this.#isOver) this.#beginAnew();
    this.#weigh(upload);
    if (!isNews) return;
    if (state.stage === 'failed') this.#failed.set(id, { id, name });
    else this.#failed.delete(id);
    if (state.stage === 'ready') this.#firstReady ??= { id, name };
  }

  /** To be called with each upload that was taken out of the list: a failed one needs nobody any more. */
  removed(ids: readonly string[]): void {
    for (const id of ids) {
      if (!this.#failed.delete(id)) continue;
      this.#add(this.#entries.get(id)?.share ?? null, -1);
      this.#entries.delete(id);
    }
  }

  /** An upload has got on. */
  moved(id: string): void {
    const upload = this.#entries.has(id) ? this.#uploads.find(id) : undefined;
    if (upload !== undefined) this.#weigh(upload);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** It stays to be counted until something new begins. */
  end(): void {
    this.#isOver = true;
  }

  /** @param destination of the present connection; null where there is none */
  count(destination: string | null): BatchCount {
    if (destination !== this.#destination) {
      this.#destination = destination;
      for (const id of this.#entries.keys()) this.moved(id);
    }
    const { progress, ...parts } = this.#sum;
    const total = parts.ready + parts.failed + parts.takeLong + parts.moving;
    const [firstFailed = null] = this.#failed.values();
    return {
      ...parts,
      total,
      firstReady: this.#firstReady,
      firstFailed,
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
    if (state.stage === 'ready' || state.stage === 'failed') return { part: state.stage, progress: WHOLE };
    if (!isActive(state) || this.#isElsewhere(upload)) return null;
    const { sentBytes, stuck } = this.#uploads.live(id);
    return { part: stuck ? 'takeLong' : 'moving', progress: progressOf(upload, sentBytes) };
  }

  /** Meant for another server or user, it waits until that is connected again. */
  #isElsewhere({ destination }: Upload): boolean {
    return this.#destination !== null && destination !== null && destination !== this.#destination;
  }

  /** What still goes on is part of the next one. */
  #beginAnew(): void {
    this.#isOver = false;
    this.#firstReady = null;
    this.#failed.clear();
    for (const [id, { stage, share }] of this.#entries) {
      if (stage === 'queued' || stage === 'uploading' || stage === 'processing') continue;
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
