import { StoreError } from '../model/store-error.ts';
import type { RequestScheduler } from '../rate-limit/request-scheduler.ts';
import type { StorageBreaker } from '../storage/storage-breaker.ts';
import { Serial } from '../util/serial.ts';
import type { ActiveConnection, Target } from './active-connection.ts';
import type { ActiveJobs } from './active-jobs.ts';
import type { Lanes } from './lanes.ts';
import type { StoreHealth } from './store-health.ts';

/**
 * Why the connection changes. `edit`: it takes the place of the one before, whose queued files go with it if that was
 * never reached. `switch`: another one is used, and the one before keeps all that is meant for it.
 */
export type ConnectionChange = 'edit' | 'switch';

interface Parts {
  readonly connection: ActiveConnection;
  readonly lanes: Lanes;
  readonly jobs: ActiveJobs;
  readonly schedule: RequestScheduler;
  readonly health: StoreHealth;
  readonly storage: StorageBreaker;
}

/** Changes from one connection to the next. */
export class ConnectionSwitch {
  readonly #parts: Parts;
  readonly #changes = new Serial();
  #closed = false;
  #retryBind: (() => void) | null = null;
  /** The destination that is being left for another one; null while none is. */
  #leaving: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** See `Queue.connect`. Changes happen one after the other: what the first one starts, the second has to stop. */
  connect(target: Target | null, change: ConnectionChange): Promise<void> {
    return this.#changes.run(() => this.#change(target, change));
  }

  /** Where files go that are added now; null while nobody knows. */
  get addsFor(): string | null {
    return this.#leaving ?? this.#parts.connection.destination;
  }

  async #change(target: Target | null, change: ConnectionChange): Promise<void> {
    const { connection, lanes, jobs, schedule, storage } = this.#parts;
    const before = connection.destination;
    const moves = (target?.destination ?? null) !== before;
    const mistaken = change === 'edit' && this.isAddressMistaken ? before : null;
    if (moves) {
      // What is added until the jobs have stopped is meant for the connection that the person still sees.
      this.#leaving = change === 'switch' ? before : null;
      connection.use(null);
      lanes.serve(null);
      await jobs.stop();
      connection.forgetServer();
      this.#leaving = null;
    }
    if (this.#closed) return;
    connection.use(target);
    if (moves && target !== null) this.#bind(target.destination, mistaken);
    lanes.serve(connection.destination, (id) => jobs.has(id));
    schedule.requestQueue.reopen(schedule.rateLimits.of(target?.budget ?? 'none', target?.quotaTag ?? null));
    storage.reopen();
  }

  /** Records where queued uploads go; while the disk is full, as soon as it has space. */
  #bind(destination: string, mistaken: string | null): void {
    const { connection, lanes, jobs, health } = this.#parts;
    this.#retryBind = null;
    try {
      lanes.bind(destination, mistaken);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#retryBind = () => {
        if (connection.destination !== destination) return;
        this.#bind(destination, mistaken);
        lanes.serve(destination, (id) => jobs.has(id));
      };
      health.markFailed(error);
    }
  }

  /** Changes can be saved again. */
  storeRecovered(): void {
    this.#retryBind?.();
  }

  /** Whether the base URL or user was never reached, and the calls failed in a way that may be their fault. */
  get isAddressMistaken(): boolean {
    const { connection, schedule } = this.#parts;
    const { status } = schedule.requestQueue;
    const isDoubtful =
      status.kind === 'offline' ||
      status.kind === 'server-trouble' ||
      (status.kind === 'configuration' && status.problem.field !== 'apiKey');
    return isDoubtful && !connection.isConfirmed;
  }

  /** Starts no further change. Resolves when the current one has ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#changes.ended();
  }
}
