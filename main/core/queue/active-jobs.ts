import { StoreError } from '../model/store-error.ts';
import { isSigned, isUnsigned, type Upload } from '../model/upload.ts';
import type { QueueCounts } from '../rate-limit/request-planner.ts';
import { Listeners } from '../util/listeners.ts';
import { ActiveJob, type JobServices, Slot } from './active-job.ts';
import type { ContentCopies } from './content-copies.ts';
import type { Capacity, Priority } from './lanes.ts';
import type { StoreHealth } from './store-health.ts';
import type { UploadList } from './upload-list.ts';

/** Jobs at once, most of them waiting for the server: enough to keep the budget busy. */
const MAX_JOBS = 400;
/** Extra jobs for a person's uploads when slow watched files take all others. */
const MORE_FOR_PEOPLE = 40;

interface Running {
  readonly job: ActiveJob;
  readonly done: Promise<void>;
}

interface Parts {
  readonly uploads: UploadList;
  readonly copies: ContentCopies;
  readonly health: StoreHealth;
}

/** The uploads that run now, and the slots at the storage that they take. */
export class ActiveJobs {
  readonly #parts: Parts;
  readonly #jobs = new Map<string, Running>();
  readonly #sending: Record<Priority, number> = { person: 0, watched: 0 };
  readonly #slotListeners = new Listeners();
  readonly #startListeners = new Listeners<string>();
  readonly #endListeners = new Listeners<Upload | undefined>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Jobs that hold a slot at the storage. */
  get sending(): number {
    return this.#sending.person + this.#sending.watched;
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** The number of jobs at each stage. */
  get counts(): Omit<QueueCounts, 'waiting' | 'cameInAtMs'> {
    const count = { sending: 0, processing: 0, forPeople: 0 };
    for (const [id, { job }] of this.#jobs) {
      // The job of a removed upload may not have ended yet.
      const state = this.#parts.uploads.find(id)?.state;
      if (state === undefined || !isSigned(state)) continue;
      count[state.stage === 'uploading' ? 'sending' : 'processing'] += 1;
      if (job.priority === 'person') count.forPeople += 1;
    }
    return { ...count, beginning: Math.max(0, this.sending - count.sending) };
  }

  /**
   * @param stuck how many files the server has been processing beyond all measure
   * @param limit how many PUTs may be under way at once
   */
  capacity(stuck: number, limit: number): Capacity {
    // What is stuck may be so for ever, and costs next to nothing.
    const size = this.size - stuck;
    const isFull = size >= MAX_JOBS;
    return {
      known: !isFull,
      // Watched uploads that only wait for their turn at the API must not keep a person's from theirs.
      person: size < MAX_JOBS + MORE_FOR_PEOPLE && this.#sending.person < limit,
      watched: !isFull && this.sending < limit,
    };
  }

  /** Jobs whose uploads the server does not know yet. */
  get unsigned(): string[] {
    return [...this.#jobs.keys()].filter((id) => {
      const upload = this.#parts.uploads.find(id);
      return upload !== undefined && isUnsigned(upload.state);
    });
  }

  /** Calls `listener` each time that a slot becomes free. */
  onSlotFree(listener: () => void): void {
    this.#slotListeners.add(listener);
  }

  /** Calls `listener` with the id of each upload whose job begins. */
  onStart(listener: (id: string) => void): void {
    this.#startListeners.add(listener);
  }

  /** Calls `listener` with the upload of each job that ended, for good or because it was stopped. */
  onEnd(listener: (upload: Upload | undefined) => void): void {
    this.#endListeners.add(listener);
  }

  start(id: string, priority: Priority, services: JobServices): void {
    const { uploads, copies } = this.#parts;
    copies.claimIfSent(uploads.get(id));
    const slot = new Slot((change) => {
      this.#sending[priority] += change;
      if (change < 0) this.#slotListeners.emit();
    });
    const job = new ActiveJob(id, priority, slot, services);
    this.#startListeners.emit(id);
    this.#jobs.set(id, { job, done: this.#run(job) });
  }

  /** Ends jobs; their uploads keep their states. Resolves when no request and no open file of theirs is left. */
  async stop(ids: Iterable<string> = this.#jobs.keys()): Promise<void> {
    const running = [...ids].flatMap((id) => this.#jobs.get(id) ?? []);
    for (const { job } of running) job.stop();
    await Promise.all(running.map(({ done }) => done));
  }

  /** Cuts the pauses of these jobs short. */
  tryNow(ids: Iterable<string> = this.#jobs.keys()): void {
    for (const id of ids) this.#jobs.get(id)?.job.tryNow();
  }

  async #run(job: ActiveJob): Promise<void> {
    const { uploads, copies } = this.#parts;
    const { id } = job;
    try {
      const end = await job.run();
      if (end.kind === 'failed') this.#fail(id, end.error);
    } finally {
      job.close();
      this.#jobs.delete(id);
      const upload = uploads.find(id);
      if (upload === undefined || !isSigned(upload.state)) copies.release(id);
      job.releaseSlot();
      this.#endListeners.emit(upload);
    }
  }

  #fail(id: string, error: unknown): void {
    const { uploads, health } = this.#parts;
    if (error instanceof StoreError) {
      health.markFailed(error);
      return;
    }
    const detail = error instanceof Error ? error.message : String(error);
    try {
      uploads.apply(id, { type: 'failed', reason: { code: 'internal_error', detail } });
    } catch (second) {
      if (second instanceof StoreError) health.markFailed(second);
      else throw second;
    }
  }
}
