import type { WaitMessage } from '../model/messages.ts';
import type { QueueStatus } from '../model/queue-status.ts';
import { StoreError } from '../model/store-error.ts';
import { transition, type UploadEvent } from '../model/transition.ts';
import { isActive, type Original, sourceOf, type Upload } from '../model/upload.ts';
import type { Clock } from '../util/clock.ts';
import { Listeners } from '../util/listeners.ts';
import {
  type AddItem,
  type AddOptions,
  type DerivedPart,
  newUpload,
  onceMore,
  uploadsOfParts,
} from './new-uploads.ts';
import type { StoreHealth } from './store-health.ts';
import type { UploadStore } from './upload-store.ts';

/** What is known of an upload only while it runs. It is not saved. */
export interface Live {
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly retry: { readonly atMs: number; readonly attempt: number; readonly message: WaitMessage } | null;
  /** The server has been processing it beyond all measure. */
  readonly stuck: boolean;
}

export type QueueEvent =
  /** A new upload, or a new state of one. */
  | { readonly type: 'upload'; readonly upload: Upload }
  | { readonly type: 'live'; readonly id: string; readonly live: Live }
  | { readonly type: 'removed'; readonly ids: readonly string[] }
  | { readonly type: 'status'; readonly status: QueueStatus }
  /** Uploads go elsewhere from now on, or nowhere. */
  | { readonly type: 'connection'; readonly destination: string | null };

/** The state of an upload that does not run. */
export const IDLE: Live = { sentBytes: 0, bytesPerSecond: null, retry: null, stuck: false };

/** All uploads, in the order they were added. The store saves each change before anybody hears of it. */
export class UploadList {
  readonly #store: UploadStore;
  readonly #clock: Clock;
  readonly #health: StoreHealth;
  readonly #byId = new Map<string, Upload>();
  readonly #activeByPath = new Map<string, string>();
  /** The uploads of originals that were converted to several files, by the group's id. */
  readonly #parts = new Map<string, Set<string>>();
  readonly #live = new Map<string, Live>();
  readonly #listeners = new Listeners<QueueEvent>();
  #cameInAtMs = Number.NEGATIVE_INFINITY;

  /** @param health learns of a failed save before the caller does */
  constructor(store: UploadStore, clock: Clock, health: StoreHealth) {
    this.#store = store;
    this.#clock = clock;
    this.#health = health;
    for (const upload of store.load()) this.#put(upload);
  }

  all(): Iterable<Upload> {
    return this.#byId.values();
  }

  get count(): number {
    return this.#byId.size;
  }

  /** When files were last added, in ms since the epoch; -Infinity where none were since the start. */
  get cameInAtMs(): number {
    return this.#cameInAtMs;
  }

  find(id: string): Upload | undefined {
    return this.#byId.get(id);
  }

  /** @returns the upload of this file that has not ended, if there is one */
  activeAt(path: string): Upload | undefined {
    const id = this.#activeByPath.get(path);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** @returns the uploads of all that the file of this upload was converted to, or just this one */
  partsOf(groupId: string): Upload[] {
    const ids = this.#parts.get(groupId) ?? [groupId];
    return [...ids].flatMap((id) => this.#byId.get(id) ?? []);
  }

  get(id: string): Upload {
    const upload = this.#byId.get(id);
    if (upload === undefined) throw new Error(`no upload ${id}`);
    return upload;
  }

  /** The uploads of these files at a server. One without a destination goes wherever they are. */
  ofFiles(destination: string, fileIds: ReadonlySet<string>): Upload[] {
    const found: Upload[] = [];
    for (const upload of this.#byId.values()) {
      const fileId = 'fileId' in upload.state ? upload.state.fileId : null;
      const isThere = (upload.destination ?? destination) === destination;
      if (fileId !== null && isThere && fileIds.has(fileId)) found.push(upload);
    }
    return found;
  }

  live(id: string): Live {
    return this.#live.get(id) ?? IDLE;
  }

  subscribe(listener: (event: QueueEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  emit(event: QueueEvent): void {
    this.#listeners.emit(event);
  }

  add(items: readonly AddItem[], options: AddOptions): Upload[] {
    const nowMs = this.#clock.now();
    const uploads = items.map((item) => newUpload(item, options, nowMs));
    if (uploads.length > 0) this.#cameInAtMs = nowMs;
    this.#keep(uploads);
    return uploads;
  }

  /**
   * Adds what a person wants, unless it is under way to the same destination for the same time.
   * @returns the uploads of all items, in their order
   */
  addMissing(items: readonly AddItem[], options: Omit<AddOptions, 'origin'>): Upload[] {
    const { retention, destination } = options;
    const underWay = ({ kind, path }: AddItem): Upload | undefined => {
      const upload = kind === 'accepted' ? this.activeAt(path) : undefined;
      const isSame = upload?.retention === retention && (upload.destination ?? destination) === destination;
      return isSame ? upload : undefined;
    };
    const fresh = items.filter((item) => underWay(item) === undefined);
    const added = this.add(fresh, { ...options, origin: { kind: 'person' } });
    const addedOf = new Map(fresh.map((item, index) => [item, added[index]]));
    return items.flatMap((item) => underWay(item) ?? addedOf.get(item) ?? []);
  }

  /** Adds new uploads of the same files, to be sent even though the server has their content. */
  addAgain(uploads: readonly Upload[], destination: string | null): Upload[] {
    const fresh = onceMore(uploads, destination, this.#clock.now());
    this.#keep(fresh);
    return fresh;
  }

  /**
   * Lets the upload of an original stand for its first part, and adds uploads of the other parts.
   * @param parts the first is a file
   * @returns the added uploads
   */
  divide(id: string, original: Original, parts: readonly DerivedPart[]): Upload[] {
    const uploads = uploadsOfParts(this.get(id), original, parts, this.#clock.now());
    this.#keep(uploads);
    return uploads.slice(1);
  }

  apply(id: string, event: UploadEvent): void {
    if (event.type === 'step') {
      // What the server is doing just now is only shown: nothing depends on it, so the disk is spared.
      this.#put(transition(this.get(id), event, this.#clock.now()));
      this.emit({ type: 'upload', upload: this.get(id) });
    } else this.applyAll([id], event);
  }

  /** Applies the same event to many uploads, and saves all of them or none. */
  applyAll(ids: readonly string[], event: UploadEvent): void {
    this.applyEach(ids.map((id) => ({ id, event })));
  }

  /** Applies an event to each of these uploads, and saves all of them or none. */
  applyEach(changes: readonly { readonly id: string; readonly event: UploadEvent }[]): void {
    const nowMs = this.#clock.now();
    this.#keep(changes.map(({ id, event }) => transition(this.get(id), event, nowMs)));
  }

  #keep(uploads: readonly Upload[]): void {
    if (uploads.length === 0) return;
    this.#onDisk(() => this.#store.save(uploads));
    for (const upload of uploads) {
      this.#put(upload);
      this.emit({ type: 'upload', upload });
    }
  }

  #onDisk(change: () => void): void {
    try {
      change();
    } catch (error) {
      if (error instanceof StoreError) this.#health.markFailed(error);
      throw error;
    }
  }

  #put(upload: Upload): void {
    const { id, state } = upload;
    const { path } = sourceOf(upload);
    this.#byId.set(id, upload);
    const { derivation } = upload;
    if (derivation !== null && derivation.of > 1) {
      const parts = this.#parts.get(derivation.groupId) ?? new Set();
      this.#parts.set(derivation.groupId, parts.add(id));
    }
    if (isActive(state)) this.#activeByPath.set(path, id);
    else if (this.#activeByPath.get(path) === id) this.#activeByPath.delete(path);
  }

  #forget(id: string): void {
    const groupId = this.#byId.get(id)?.derivation?.groupId ?? id;
    this.#byId.delete(id);
    const parts = this.#parts.get(groupId);
    parts?.delete(id);
    if (parts?.size === 0) this.#parts.delete(groupId);
  }

  updateLive(id: string, change: Partial<Live>): void {
    const live = { ...this.live(id), ...change };
    this.#live.set(id, live);
    this.emit({ type: 'live', id, live });
  }

  forgetLive(id: string): void {
    this.#live.delete(id);
  }

  /** Removes ended uploads; active ones stay. */
  remove(ids: readonly string[]): void {
    const removable = ids.filter((id) => {
      const upload = this.#byId.get(id);
      return upload !== undefined && !isActive(upload.state);
    });
    if (removable.length === 0) return;
    this.#onDisk(() => this.#store.remove(removable));
    for (const id of removable) this.#forget(id);
    this.emit({ type: 'removed', ids: removable });
  }
}
