import type { QueueEvent } from '../queue/upload-list.ts';
import { SentBytes } from './sent-bytes.ts';

const WINDOW_MS = 20_000;
const BUCKET_MS = 1000;
/** Less than this of sending tells nothing yet. */
const TELLING_MS = 2000;

/**
 * How fast the bytes of all uploads together go out while any do: a wait for the request limits says nothing of the
 * line.
 */
export class Throughput {
  /** Bytes sent in each second, and for how long something was on its way, oldest first. */
  #buckets: { readonly atMs: number; bytes: number; busyMs: number }[] = [];
  readonly #onWire = new Set<string>();
  #passedMs = 0;
  readonly #sent = new SentBytes();
  #last: number | null = null;

  happened(event: QueueEvent, nowMs: number): void {
    this.#pass(nowMs);
    const bytes = this.#sent.happened(event);
    if (bytes > 0) this.#bucket(nowMs).bytes += bytes;
    if (event.type === 'removed') for (const id of event.ids) this.#onWire.delete(id);
    if (event.type !== 'upload') return;
    if (event.upload.state.stage === 'uploading') this.#onWire.add(event.upload.id);
    else this.#onWire.delete(event.upload.id);
  }

  /** null until it is known; where nothing is sent just now, what it was when something was. */
  bytesPerSecond(nowMs: number): number | null {
    this.#pass(nowMs);
    this.#forget(nowMs);
    const [first] = this.#buckets;
    const sum = { bytes: 0, busyMs: 0 };
    for (const { bytes, busyMs } of this.#buckets) {
      sum.bytes += bytes;
      sum.busyMs += busyMs;
    }
    if (first !== undefined && nowMs - first.atMs >= TELLING_MS && sum.busyMs > 0)
      this.#last = (sum.bytes / sum.busyMs) * 1000;
    return this.#last;
  }

  #pass(nowMs: number): void {
    const passedMs = nowMs - this.#passedMs;
    this.#passedMs = nowMs;
    if (this.#onWire.size > 0 && passedMs > 0) this.#bucket(nowMs).busyMs += passedMs;
  }

  #bucket(nowMs: number) {
    const last = this.#buckets.at(-1);
    if (last !== undefined && nowMs - last.atMs < BUCKET_MS) return last;
    const bucket = { atMs: nowMs, bytes: 0, busyMs: 0 };
    this.#buckets.push(bucket);
    return bucket;
  }

  #forget(nowMs: number): void {
    // After the clock was set back, nothing here is of use.
    this.#buckets = this.#buckets.filter(({ atMs }) => atMs <= nowMs && atMs > nowMs - WINDOW_MS);
  }
}
