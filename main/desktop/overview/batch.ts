import { isActive, type Stage, type Upload } from '../../core/upload.ts';
import type { Uploads } from '../../core/uploads.ts';

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

/** Sending is this much of a file's way; the server's own steps are the rest. All bytes sent is not done. */
const SENT_PROGRESS = 0.7;

/** All that is uploaded between the queue's getting something to do and its having nothing left to do. */
export class Batch {
  readonly #uploads: Pick<Uploads, 'all' | 'find' | 'live'>;
  readonly #entries = new Map<string, { readonly name: string; readonly stage: Stage }>();
  #isOver = false;

  constructor(uploads: Pick<Uploads, 'all' | 'find' | 'live'>) {
    this.#uploads = uploads;
    for (const upload of uploads.all()) this.heard(upload);
  }

  /** To be called with each new state of an upload. */
  heard({ id, name, state }: Upload): void {
    const before = this.#entries.get(id);
    if (before === undefined && !isActive(state)) return;
    if (before?.stage === state.stage) return;
    if (this.#isOver) this.#beginAnew();
    this.#entries.set(id, { name, stage: state.stage });
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
    let [ready, failed, takeLong, moving, progress] = [0, 0, 0, 0, 0];
    let firstReady: NamedUpload | null = null;
    let firstFailed: NamedUpload | null = null;
    for (const [id, { name, stage }] of this.#entries) {
      if (stage === 'ready') {
        ready += 1;
        progress += 1;
        firstReady ??= { id, name };
      } else if (stage === 'failed') {
        failed += 1;
        progress += 1;
        firstFailed ??= { id, name };
      } else {
        const upload = this.#uploads.find(id);
        if (upload === undefined || !isActive(upload.state) || isElsewhere(upload, destination)) continue;
        const { sentBytes, stuck } = this.#uploads.live(id);
        if (stuck) takeLong += 1;
        else moving += 1;
        progress += progressOf(upload, sentBytes);
      }
    }
    const total = ready + failed + takeLong + moving;
    return {
      ...{ ready, failed, takeLong, moving, total, firstReady, firstFailed },
      progress: total === 0 ? 0 : progress / total,
    };
  }

  /** What still goes on is part of the next one. */
  #beginAnew(): void {
    this.#isOver = false;
    for (const [id, { stage }] of this.#entries) {
      if (!isActiveStage(stage)) this.#entries.delete(id);
    }
  }
}

const isActiveStage = (stage: Stage): boolean =>
  stage === 'queued' || stage === 'uploading' || stage === 'processing';

/** Meant for another server or user, it waits until that is connected again. */
function isElsewhere(upload: Upload, destination: string | null): boolean {
  return destination !== null && upload.destination !== null && upload.destination !== destination;
}

function progressOf({ state, sizeBytes }: Upload, sentBytes: number): number {
  if (state.stage === 'processing') return SENT_PROGRESS;
  return state.stage === 'uploading' && sizeBytes ? Math.min(1, sentBytes / sizeBytes) * SENT_PROGRESS : 0;
}
