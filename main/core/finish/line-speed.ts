import type { Upload } from '../upload.ts';
import type { QueueEvent } from '../uploads.ts';

const WINDOW_MS = 20_000;
const BUCKET_MS = 1000;
/** Less than this of sending tells nothing yet. */
const TELLING_MS = 2000;

/** How fast the bytes of all uploads together go out, pauses included. */
export class LineSpeed {
  /** Bytes sent in each second, oldest first. */
  #buckets: { readonly atMs: number; bytes: number }[] = [];
  readonly #sent = new Map<string, number>();
  #last: number | null = null;

  happened(event: QueueEvent, nowMs: number): void {
    if (event.type === 'live' && this.#sent.has(event.id))
      this.#reached(event.id, event.live.sentBytes, nowMs);
    else if (event.type === 'upload') this.#changed(event.upload, nowMs);
    else if (event.type === 'removed') for (const id of event.ids) this.#sent.delete(id);
  }

  /** null until it is known; where nothing is sent just now, what it was when something was. */
  bytesPerSecond(nowMs: number): number | null {
    this.#forget(nowMs);
    const [first] = this.#buckets;
    const bytes = this.#buckets.reduce((sum, bucket) => sum + bucket.bytes, 0);
    if (first !== undefined && nowMs - first.atMs >= TELLING_MS)
      this.#last = (bytes / (nowMs - first.atMs)) * 1000;
    return this.#last;
  }

  #changed({ id, state, sizeBytes }: Upload, nowMs: number): void {
    if (state.stage === 'uploading') this.#sent.set(id, this.#sent.get(id) ?? 0);
    else if (state.stage !== 'processing') this.#sent.delete(id);
    // A small file is sent before any progress is told. One that was being processed from the start was not sent now.
    else if (this.#sent.has(id)) this.#reached(id, sizeBytes ?? 0, nowMs);
  }

  /** A lower count than before begins anew. */
  #reached(id: string, sentBytes: number, nowMs: number): void {
    const more = sentBytes - (this.#sent.get(id) ?? 0);
    this.#sent.set(id, sentBytes);
    if (more <= 0) return;
    const bucket = this.#buckets.at(-1);
    if (bucket !== undefined && nowMs - bucket.atMs < BUCKET_MS) bucket.bytes += more;
    else this.#buckets.push({ atMs: nowMs, bytes: more });
  }

  #forget(nowMs: number): void {
    // After the clock was set back, nothing here is of use.
    this.#buckets = this.#buckets.filter(({ atMs }) => atMs <= nowMs && atMs > nowMs - WINDOW_MS);
  }
}
