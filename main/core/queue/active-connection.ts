import type { FilesApi } from '../files-api/client.ts';
import { type FileLimits, LIMITS_BEFORE_FIRST_ANSWER } from '../model/file-types.ts';
import { StoreError } from '../model/store-error.ts';
import type { RateLimits } from '../rate-limit/rate-limits.ts';
import type { RequestQueue } from '../rate-limit/request-queue.ts';
import type { Put } from '../storage/put.ts';
import type { StorageBreaker } from '../storage/storage-breaker.ts';
import type { ActiveJobs } from './active-jobs.ts';
import type { Lanes } from './lanes.ts';
import type { StoreHealth } from './store-health.ts';

/** Where uploads go. A new connection, even to the same server, is a new object. */
export interface Target {
  readonly api: FilesApi;
  readonly put: Put;
  /** Names the base URL and user, see `destinationOf`. */
  readonly destination: string;
  /** Names the key whose request budget is spent; it does not tell the key. */
  readonly budget: string;
}

interface Parts {
  readonly lanes: Lanes;
  readonly jobs: ActiveJobs;
  readonly requestQueue: RequestQueue;
  readonly budgets: RateLimits;
  readonly disk: StoreHealth;
  readonly storage: StorageBreaker;
}

/** The connection of now, and the change from one to the next. */
export class ActiveConnection {
  readonly #parts: Parts;
  #target: Target | null = null;
  #fileLimits: FileLimits = LIMITS_BEFORE_FIRST_ANSWER;
  /** Whether the server of now has given a URL, so that its address is right. */
  #answered = false;
  readonly #limitListeners = new Set<() => void>();
  #closed = false;
  #changing: Promise<void> = Promise.resolve();
  #bindAgain: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get target(): Target | null {
    return this.#target;
  }

  get destination(): string | null {
    return this.#target?.destination ?? null;
  }

  get fileLimits(): FileLimits {
    return this.#fileLimits;
  }

  learnedLimits(limits: FileLimits): void {
    this.#fileLimits = limits;
    this.#answered = true;
    for (const listener of this.#limitListeners) listener();
  }

  /** Calls `listener` each time that the server tells what it takes. */
  onFileLimits(listener: () => void): () => void {
    this.#limitListeners.add(listener);
    return () => this.#limitListeners.delete(listener);
  }

  /** See `Queue.connect`. Changes come one after the other: what the first one starts, the second has to stop. */
  connect(target: Target | null): Promise<void> {
    const changed = this.#changing.then(() => this.#change(target));
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #change(target: Target | null): Promise<void> {
    const { lanes, jobs, requestQueue, budgets, storage } = this.#parts;
    const before = this.#target;
    const moved = target?.destination !== before?.destination;
    const mistaken = this.#addressIsMistaken() ? (before?.destination ?? null) : null;
    if (moved) {
      this.#target = null;
      lanes.serve(null);
      await jobs.stop();
      this.#fileLimits = LIMITS_BEFORE_FIRST_ANSWER;
      this.#answered = false;
    }
    if (this.#closed) return;
    this.#target = target;
    if (moved && target !== null) this.#bind(target.destination, mistaken);
    lanes.serve(this.destination, (id) => jobs.has(id));
    requestQueue.reopen(budgets.of(target?.budget ?? 'none'));
    storage.reopen();
  }

  /** Tells queued uploads where they are meant to go; without room on the disk, as soon as there is. */
  #bind(destination: string, mistaken: string | null): void {
    const { lanes, disk } = this.#parts;
    this.#bindAgain = null;
    try {
      lanes.bind(destination, mistaken);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#bindAgain = () => {
        if (this.destination !== destination) return;
        this.#bind(destination, mistaken);
        lanes.serve(destination, (id) => this.#parts.jobs.has(id));
      };
      disk.failed(error);
    }
  }

  /** There is room on the disk again. */
  diskHasRoom(): void {
    this.#bindAgain?.();
  }

  /** A base URL or user that was never reached, and about which the calls have met trouble. */
  #addressIsMistaken(): boolean {
    const { status } = this.#parts.requestQueue;
    const isDoubtful =
      status.kind === 'offline' ||
      status.kind === 'server-trouble' ||
      (status.kind === 'configuration' && status.problem.field !== 'apiKey');
    return isDoubtful && !this.#answered;
  }

  /** No change begins after this; resolves when the one under way has ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#changing;
  }
}
