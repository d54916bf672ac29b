import type { ContentKey } from '../model/content.ts';
import { waitFor } from '../util/wait-for.ts';

/** Decides which of several uploads with the same content is sent. */
export class ContentLocks {
  readonly #holders = new Map<string, string>();
  readonly #keys = new Map<string, string>();
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Locks the content for upload `id`. @returns the id of the upload that holds it, which may be this one */
  acquire(content: ContentKey, id: string): string {
    const key = JSON.stringify([content.sha256, content.destination, content.retention]);
    const holder = this.#holders.get(key);
    if (holder === id) return id;
    // It means other content now, so that nobody waits for it in vain: two that wait for each other never end.
    this.release(id);
    if (holder !== undefined) return holder;
    this.#holders.set(key, id);
    this.#keys.set(id, key);
    return id;
  }

  /** The upload has ended, or means other content now. */
  release(id: string): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    this.#holders.delete(key);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    for (const wake of waiting ?? []) wake();
  }

  /** Resolves when upload `id` releases its lock; rejects with the signal's reason when that aborts. */
  released(id: string, signal: AbortSignal): Promise<void> {
    return waitFor(signal, (wake) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting.add(wake));
      return () => waiting.delete(wake);
    });
  }
}
