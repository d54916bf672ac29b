import type { Budgets } from '../rate-limit/rate-limits.ts';
import type { DiskWatch } from './store-health.ts';
import { type FileLimits, LIMITS_BEFORE_FIRST_ANSWER } from '../model/file-types.ts';
import type { FilesApi } from '../files-api/client.ts';
import type { Put } from '../storage/put.ts';
import type { Lines } from './lanes.ts';
import type { Pacer } from '../rate-limit/request-queue.ts';
import type { Runs } from './active-jobs.ts';
import type { StorageGate } from '../storage/storage-breaker.ts';
import { StoreError } from '../model/store-error.ts';

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
  readonly lines: Lines;
  readonly runs: Runs;
  readonly pacer: Pacer;
  readonly budgets: Budgets;
  readonly disk: DiskWatch;
  readonly storage: StorageGate;
}

/** The connection of now, and the change from one to the next. */
export class Connections {
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
    const { lines, runs, pacer, budgets, storage } = this.#parts;
    const before = this.#target;
    const moved = target?.destination !== before?.destination;
    const mistaken = this.#addressIsMistaken() ? (before?.destination ?? null) : null;
    if (moved) {
      this.#target = null;
      lines.serve(null);
      await runs.stop();
      this.#fileLimits = LIMITS_BEFORE_FIRST_ANSWER;
      this.#answered = false;
    }
    if (this.#closed) return;
    this.#target = target;
    if (moved && target !== null) this.#bind(target.destination, mistaken);
    lines.serve(this.destination, (id) => runs.has(id));
    pacer.reopen(budgets.of(target?.budget ?? 'none'));
    storage.reopen();
  }

  /** Tells queued uploads where they are meant to go; without room on the disk, as soon as there is. */
  #bind(destination: string, mistaken: string | null): void {
    const { lines, disk } = this.#parts;
    this.#bindAgain = null;
    try {
      lines.bind(destination, mistaken);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#bindAgain = () => {
        if (this.destination !== destination) return;
        this.#bind(destination, mistaken);
        lines.serve(destination, (id) => this.#parts.runs.has(id));
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
    const { gate } = this.#parts.pacer;
    const isDoubtful =
      gate.kind === 'offline' ||
      gate.kind === 'server-trouble' ||
      (gate.kind === 'configuration' && gate.problem.field !== 'apiKey');
    return isDoubtful && !this.#answered;
  }

  /** No change begins after this; resolves when the one under way has ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#changing;
  }
}
