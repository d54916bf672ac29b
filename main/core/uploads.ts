import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { IntakeItem } from './intake.ts';
import type { Gate } from './pacer.ts';
import type { UploadStore } from './store/store.ts';
import { isActive, type Retention, transition, type Upload, type UploadEvent } from './upload.ts';

/** What is true of an upload only while it runs, and is not kept. */
export interface Live {
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly retry: { readonly atMs: number; readonly attempt: number; readonly message: string } | null;
}

export type QueueEvent =
  /** A new upload, or a new state of one. */
  | { readonly type: 'upload'; readonly upload: Upload }
  | { readonly type: 'live'; readonly id: string; readonly live: Live }
  | { readonly type: 'removed'; readonly ids: readonly string[] }
  | { readonly type: 'gate'; readonly gate: Gate };

const IDLE: Live = { sentBytes: 0, bytesPerSecond: null, retry: null };

/** All uploads, in the order they were added. A change is kept by the store before anybody hears of it. */
export class Uploads {
  readonly #store: UploadStore;
  readonly #clock: Clock;
  readonly #byId = new Map<string, Upload>();
  readonly #live = new Map<string, Live>();
  readonly #listeners = new Set<(event: QueueEvent) => void>();

  constructor(store: UploadStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    for (const upload of store.load()) this.#byId.set(upload.id, upload);
  }

  all(): Iterable<Upload> {
    return this.#byId.values();
  }

  get count(): number {
    return this.#byId.size;
  }

  find(id: string): Upload | undefined {
    return this.#byId.get(id);
  }

  get(id: string): Upload {
    const upload = this.#byId.get(id);
    if (upload === undefined) throw new Error(`no upload ${id}`);
    return upload;
  }

  live(id: string): Live {
    return this.#live.get(id) ?? IDLE;
  }

  subscribe(listener: (event: QueueEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: QueueEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  add(item: IntakeItem, retention: Retention): Upload {
    const upload = newUpload(item, retention, this.#clock.now());
    this.#keep(upload);
    return upload;
  }

  apply(id: string, event: UploadEvent): void {
    this.#keep(transition(this.get(id), event, this.#clock.now()));
  }

  #keep(upload: Upload): void {
    this.#store.save(upload);
    this.#byId.set(upload.id, upload);
    this.emit({ type: 'upload', upload });
  }

  updateLive(id: string, change: Partial<Live>): void {
    const live = { ...this.live(id), ...change };
    this.#live.set(id, live);
    this.emit({ type: 'live', id, live });
  }

  forgetLive(id: string): void {
    this.#live.delete(id);
  }

  /** Takes ended uploads out; active ones are left. */
  remove(ids: readonly string[]): void {
    const removable = ids.filter((id) => {
      const upload = this.#byId.get(id);
      return upload !== undefined && !isActive(upload.state);
    });
    if (removable.length === 0) return;
    this.#store.remove(removable);
    for (const id of removable) this.#byId.delete(id);
    this.emit({ type: 'removed', ids: removable });
  }
}

function newUpload(item: IntakeItem, retention: Retention, nowMs: number): Upload {
  const { path, name } = item;
  const base = { id: randomUUID(), path, name, retention, destination: null };
  const times = { addedAtMs: nowMs, signedAtMs: null, sentAtMs: null, endedAtMs: null };
  if (item.kind === 'accepted') {
    const { fingerprint, contentType } = item;
    const { sizeBytes } = fingerprint;
    return { ...base, fingerprint, contentType, sizeBytes, times, state: { stage: 'queued' } };
  }
  const { reason, sizeBytes } = item;
  const state = { stage: 'skipped', reason } as const;
  return {
    ...base,
    fingerprint: null,
    contentType: null,
    sizeBytes,
    times: { ...times, endedAtMs: nowMs },
    state,
  };
}
