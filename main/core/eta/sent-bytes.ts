import type { QueueEvent } from '../queue/upload-list.ts';

/** Counts the bytes of all uploads as they go out, by the queue's events. */
export class SentBytes {
  readonly #sent = new Map<string, number>();

  /** @returns the bytes that went out since the event before */
  happened(event: QueueEvent): number {
    if (event.type === 'live')
      return this.#sent.has(event.id) ? this.#reached(event.id, event.live.sentBytes) : 0;
    if (event.type === 'removed') for (const id of event.ids) this.#sent.delete(id);
    if (event.type !== 'upload') return 0;
    const { id, state, sizeBytes } = event.upload;
    if (state.stage === 'uploading') this.#sent.set(id, this.#sent.get(id) ?? 0);
    // A small file is sent before any progress is reported. A file that was processing from the start was not sent now.
    else if (state.stage === 'processing' && this.#sent.has(id)) return this.#reached(id, sizeBytes ?? 0);
    else if (state.stage !== 'processing') this.#sent.delete(id);
    return 0;
  }

  /** A lower count than before begins anew. */
  #reached(id: string, sentBytes: number): number {
    const more = sentBytes - (this.#sent.get(id) ?? 0);
    this.#sent.set(id, sentBytes);
    return Math.max(0, more);
  }
}
