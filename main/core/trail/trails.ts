import type { Mark } from '../model/mark.ts';
import { StoreError } from '../model/store-error.ts';
import { isActive } from '../model/upload.ts';
import type { Queue } from '../queue/queue.ts';
import type { QueueEvent } from '../queue/upload-list.ts';
import type { Clock } from '../util/clock.ts';
import { Trail } from './trail.ts';
import type { TrailStore } from './trail-store.ts';

/** Trails go to disk together: they are no reason to wait for it once more for each file. */
const SAVE_EVERY_MS = 2000;

/** The queue as far as its trails are kept. */
export interface FollowedQueue extends Pick<Queue, 'onJobStart'> {
  readonly uploads: Pick<Queue['uploads'], 'find' | 'subscribe'>;
}

/**
 * Keeps what happened to each upload, for whoever wants to know why a file is slow. A crash loses the last seconds, and a full
 * disk loses what it does not take: no upload depends on it.
 */
export class Trails {
  readonly #queue: FollowedQueue;
  readonly #store: TrailStore;
  readonly #clock: Clock;
  /** Of uploads whose jobs have begun in this run. */
  readonly #trails = new Map<string, Trail>();
  readonly #unsaved = new Set<string>();
  #cancelSave: (() => void) | null = null;

  constructor(queue: FollowedQueue, store: TrailStore, clock: Clock) {
    this.#queue = queue;
    this.#store = store;
    this.#clock = clock;
    queue.onJobStart((id) => this.#started(id));
    queue.uploads.subscribe((event) => this.#happened(event));
  }

  /** @returns what happened to the upload, the oldest first */
  marksOf(id: string): readonly Mark[] {
    return this.#trails.get(id)?.marks ?? this.#store.marksOf(id);
  }

  /** Saves what is not saved yet. */
  close(): void {
    this.#cancelSave?.();
    this.#save();
  }

  #started(id: string): void {
    const upload = this.#queue.uploads.find(id);
    if (upload === undefined) return;
    const nowMs = this.#clock.now();
    const trail = this.#trails.get(id) ?? new Trail(this.#store.marksOf(id), nowMs);
    trail.started(upload, nowMs);
    this.#trails.set(id, trail);
    this.#saveSoon(id);
  }

  #happened(event: QueueEvent): void {
    const nowMs = this.#clock.now();
    if (event.type === 'upload') this.#add(event.upload.id, (trail) => trail.changed(event.upload, nowMs));
    else if (event.type === 'live') this.#add(event.id, (trail) => trail.progressed(event.live, nowMs));
  }

  #add(id: string, tell: (trail: Trail) => void): void {
    const trail = this.#trails.get(id);
    if (trail === undefined) return;
    const before = trail.marks;
    tell(trail);
    if (trail.marks !== before) this.#saveSoon(id);
  }

  #saveSoon(id: string): void {
    this.#unsaved.add(id);
    this.#cancelSave ??= this.#clock.after(SAVE_EVERY_MS, () => this.#save());
  }

  #save(): void {
    this.#cancelSave = null;
    const trails = new Map<string, readonly Mark[]>();
    for (const id of this.#unsaved) trails.set(id, this.marksOf(id));
    this.#unsaved.clear();
    try {
      if (trails.size > 0) this.#store.save(trails);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    for (const id of trails.keys()) {
      const upload = this.#queue.uploads.find(id);
      if (upload === undefined || !isActive(upload.state)) this.#trails.delete(id);
    }
  }
}
