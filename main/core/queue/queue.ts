import { userFiles } from '../files/drive/user-files.ts';
import type { FileAccess } from '../files/fingerprint.ts';
import type { IntakeItem } from '../intake/intake.ts';
import type { FileLimits } from '../model/file-types.ts';
import { isReachable, type QueueStatus } from '../model/queue-status.ts';
import { canRetry, isActive, type Retention, type Upload } from '../model/upload.ts';
import { PROCESSING_BUDGET_MS } from '../rate-limit/poll-intervals.ts';
import type { RequestLimits } from '../rate-limit/request-limits.ts';
import { RequestScheduler } from '../rate-limit/request-scheduler.ts';
import { StorageBreaker } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { ActiveConnection, type Target } from './active-connection.ts';
import { ActiveJobs } from './active-jobs.ts';
import { Dispatcher } from './dispatcher.ts';
import { Lanes } from './lanes.ts';
import { AdaptiveConcurrency, fixedConcurrency } from './put-concurrency.ts';
import { StoreHealth } from './store-health.ts';
import { type AddItem, type AddOptions, UploadList } from './upload-list.ts';
import type { UploadStore } from './upload-store.ts';

export interface QueueOptions {
  readonly store: UploadStore;
  readonly clock: Clock;
  readonly limits: RequestLimits;
  readonly files?: FileAccess;
  /** PUTs at once; as many as the line takes where it is not said. */
  readonly concurrentPuts?: number;
  /** In [0, 1). */
  readonly random?: () => number;
  /** For how long a file may be processed before it is said to be stuck; 15 minutes by default. */
  readonly processingBudgetMs?: number;
  /** Whether uploads kept from before go on by themselves; else `start` says which. */
  readonly startKept?: boolean;
}

/** When the API last answered a call and the storage last took a file, in ms since the epoch; null where not yet. */
export interface LastServed {
  readonly apiMs: number | null;
  readonly storageMs: number | null;
}

/** Decides which uploads run now. It and the runs it starts are the only writers of their state. */
export class Queue {
  /** When calls are made; a person's own calls that are none of an upload's go through it, too. */
  readonly schedule: RequestScheduler;
  readonly #uploads: UploadList;
  readonly #jobs: ActiveJobs;
  readonly #lanes: Lanes;
  readonly #disk: StoreHealth;
  readonly #connections: ActiveConnection;
  readonly #dispatcher: Dispatcher;
  readonly #storage: StorageBreaker;

  constructor(options: QueueOptions) {
    const { store, clock } = options;
    this.#uploads = new UploadList(store, clock, (error) => this.#disk.failed(error));
    const { concurrentPuts } = options;
    const concurrency =
      concurrentPuts === undefined ? new AdaptiveConcurrency(clock) : fixedConcurrency(concurrentPuts);
    const startKept = options.startKept ?? true;
    // What a person names on the command line runs, whatever was paused in the app.
    const paused = startKept && store.paused;
    this.#dispatcher = new Dispatcher(
      store,
      paused,
      () => this.schedule.polls.stuck,
      () => ({
        lanes: this.#lanes,
        jobs: this.#jobs,
        concurrency,
        disk: this.#disk,
        connections: this.#connections,
      }),
    );
    this.#lanes = new Lanes(this.#uploads, startKept);
    this.#disk = new StoreHealth(store, clock, () => this.#diskChanged());
    this.schedule = new RequestScheduler({
      store,
      clock,
      limits: options.limits,
      random: options.random ?? Math.random,
      queueCounts: () => ({
        ...this.#jobs.queueCounts,
        waiting: this.#dispatcher.waiting,
        cameInAtMs: this.#uploads.cameInAtMs,
      }),
      onStatus: () => this.#publishStatus(),
      askForNothing: async (signal) => this.#connections.target?.api.countFiles(signal),
    });
    this.#storage = new StorageBreaker(clock, options.random ?? Math.random, () => this.#publishStatus());
    const { requestQueue, polls, times, budgets } = this.schedule;
    this.#jobs = new ActiveJobs({
      uploads: this.#uploads,
      store,
      requestQueue,
      concurrency,
      storage: this.#storage,
      clock,
      files: options.files ?? userFiles,
      random: options.random ?? Math.random,
      target: () => this.#connections.target,
      learnedLimits: (limits) => this.#connections.learnedLimits(limits),
      fileLimits: () => this.#connections.fileLimits,
      onFileLimits: (listener) => this.#connections.onFileLimits(listener),
      polls,
      times,
      processingBudgetMs: options.processingBudgetMs ?? PROCESSING_BUDGET_MS,
      freed: () => this.#dispatcher.pump(),
      ended: (upload) => {
        // A run that was only stopped, as by a new connection, has work left, unless it goes on in another already.
        if (upload !== undefined && !this.#jobs.has(upload.id)) this.#lanes.join(upload);
        this.#dispatcher.pump();
        if (!this.idle) return;
        requestQueue.nothingToDo();
        this.#storage.reset();
      },
      storeFailed: (error) => this.#disk.failed(error),
      neededFirst: (id) => {
        const needed = this.#uploads.find(id);
        if (needed === undefined || this.#jobs.has(id)) return;
        this.#lanes.start([needed]);
        this.#dispatcher.pump();
      },
    });
    const [lanes, jobs, disk, storage] = [this.#lanes, this.#jobs, this.#disk, this.#storage];
    this.#connections = new ActiveConnection({ lanes, jobs, requestQueue, budgets, disk, storage });
  }

  /** What is in the way, if anything: the first that holds of the disk and the way to the server. */
  get status(): QueueStatus {
    if (this.#disk.trouble !== null) return { kind: 'disk', code: this.#disk.trouble };
    const { status } = this.schedule.requestQueue;
    const { trip } = this.#storage;
    return trip !== null && isReachable(status)
      ? { kind: 'storage-trouble', untilMs: trip.untilMs, message: trip.message }
      : status;
  }

  /** Whether the person wants nothing new to begin, beside whatever else is in the way. */
  get paused(): boolean {
    return this.#dispatcher.paused;
  }

  /** What the server takes, as far as it has told. */
  get fileLimits(): FileLimits {
    return this.#connections.fileLimits;
  }

  /** When the API and the storage of now last did what they were asked. */
  get lastServed(): LastServed {
    return { apiMs: this.schedule.requestQueue.servedAtMs, storageMs: this.#storage.servedAtMs };
  }

  /** The base URL and user that uploads go to now; the others wait. */
  get destination(): string | null {
    return this.#connections.destination;
  }

  get uploads(): Pick<UploadList, 'all' | 'count' | 'find' | 'live' | 'subscribe'> {
    return this.#uploads;
  }

  /** Whether nothing is left to do for this connection. */
  get idle(): boolean {
    return this.#jobs.size === 0 && this.#lanes.empty;
  }

  /**
   * Queues what was found, and answers its uploads, in the same order. A file that is under way already, for the
   * same connection and time, is not queued twice: its upload is answered.
   * @throws {StoreError} where they cannot be kept; then none was queued
   */
  add(items: readonly AddItem[], retention: Retention): Upload[] {
    const fresh = items.filter((item) => this.#underWay(item, retention) === undefined);
    const added = this.#uploads.add(fresh, {
      retention,
      destination: this.destination,
      origin: { kind: 'person' },
    });
    const addedOf = new Map(fresh.map((item, index) => [item, added[index]]));
    const all = items.map((item) => this.#underWay(item, retention) ?? addedOf.get(item));
    const uploads = all.filter((upload) => upload !== undefined);
    this.#lanes.start(uploads);
    this.#lanes.promote(uploads);
    this.#dispatcher.pump();
    return uploads;
  }

  /**
   * Queues what was found in a watched folder, for the destination that it was found for. They give way to what a
   * person queues.
   * @throws {StoreError} where they cannot be kept; then none was queued
   */
  addWatched(items: readonly AddItem[], options: AddOptions): Upload[] {
    const uploads = this.#uploads.add(items, options);
    this.#lanes.start(uploads);
    this.#dispatcher.pump();
    return uploads;
  }

  #underWay({ kind, path }: IntakeItem, retention: Retention): Upload | undefined {
    const upload = kind === 'accepted' ? this.#uploads.activeAt(path) : undefined;
    const same =
      upload?.retention === retention && (upload.destination ?? this.destination) === this.destination;
    return same ? upload : undefined;
  }

  /** Lets uploads that were kept from before go on, where they do not by themselves. */
  start(uploads: Iterable<Upload> = this.#uploads.all()): void {
    this.#lanes.start(uploads);
    this.#dispatcher.pump();
  }

  /**
   * Where uploads go from now on, and whether at all. What is under way goes on if the destination is the same
   * (a new key). What is meant for another destination waits until that is connected again. Only what waits for a
   * base URL or user that turned out wrong before it was ever reached is meant for the new one.
   */
  async connect(target: Target | null): Promise<void> {
    await this.#connections.connect(target);
    this.schedule.times.serve(this.destination);
    // Also whoever follows the destination hears of it.
    this.#publishStatus();
    this.#dispatcher.pump();
  }

  /** Ends these uploads, if they have not ended. When it resolves, no request and no open file of theirs is left. */
  async cancel(ids: readonly string[]): Promise<void> {
    const active = ids.filter((id) => isActive(this.#uploads.find(id)?.state ?? { stage: 'cancelled' }));
    this.#uploads.applyAll([...new Set(active)], { type: 'cancelled' });
    for (const id of active) {
      this.#lanes.leave(id);
      this.#jobs.release(id);
    }
    // Also those that somebody cancelled a moment ago and that are still on their way out.
    await this.#jobs.stop(ids.filter((id) => this.#uploads.find(id)?.state.stage === 'cancelled'));
  }

  /** Starts failed and cancelled uploads again; others are left as they are. */
  retry(ids: readonly string[]): void {
    const failed = [...new Set(ids)].filter((id) => {
      const upload = this.#uploads.find(id);
      return upload !== undefined && canRetry(upload.state);
    });
    this.#uploads.applyAll(failed, { type: 'retried', destination: this.destination });
    this.#lanes.start(failed.map((id) => this.#uploads.get(id)));
    this.#dispatcher.pump();
  }

  /**
   * Sends ready or stuck files once more, as new uploads, even though the server has their content; others are left.
   * Answers how many.
   */
  uploadAgain(ids: readonly string[]): number {
    const known = ids.flatMap((id) => this.#uploads.find(id) ?? []);
    const again = known.filter(({ state }) => state.stage === 'ready' || state.stage === 'processing');
    this.#lanes.start(this.#uploads.addAgain(again, this.destination));
    this.#dispatcher.pump();
    return again.length;
  }

  /** Takes ended uploads out of the list; others are left. */
  remove(ids: readonly string[]): void {
    this.#uploads.remove(ids);
  }

  /** Nothing new begins until `resume`, over restarts; what is on the wire comes to its end. */
  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  /** Whatever waits for a time waits no longer: for the network, the server or a next attempt. */
  tryNow(ids?: readonly string[]): void {
    this.#jobs.tryNow(ids);
    this.schedule.requestQueue.tryNow();
    this.#storage.tryNow();
  }

  /** What was never told to a server among these is meant for the connection that comes next, whichever that is. */
  unbind(ids: readonly string[]): void {
    const queued = ids.filter((id) => this.#uploads.find(id)?.state.stage === 'queued');
    this.#uploads.applyAll(queued, { type: 'bound', destination: null });
  }

  /** What runs now: all, and those of it that are being sent. */
  get running(): { readonly all: number; readonly sending: number } {
    return { all: this.#jobs.size, sending: this.#jobs.sending };
  }

  /** Nothing new begins until this queue is closed; what has begun comes to its end. */
  drain(): void {
    this.#dispatcher.end();
    this.#stopUnsigned();
  }

  /** Stops all that runs and leaves each upload in its state. */
  async close(): Promise<void> {
    this.#dispatcher.end();
    this.#disk.close();
    this.#lanes.serve(null);
    // A change of connection under way must not start anything behind this.
    await this.#connections.close();
    await this.#jobs.stop();
    this.schedule.times.keep();
  }

  /** What only waits for its turn at the API has not begun: it stands in line again. */
  #stopUnsigned(): void {
    void this.#jobs.stop(this.#jobs.unsigned);
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#dispatcher.paused) return;
    this.#dispatcher.paused = paused;
    if (paused) this.#stopUnsigned();
    this.#publishStatus();
    this.#dispatcher.pump();
  }

  /** Nothing may happen that cannot be kept. */
  #diskChanged(): void {
    this.#publishStatus();
    if (this.#disk.trouble !== null) {
      void this.#jobs.stop();
      return;
    }
    this.#connections.diskHasRoom();
    this.#dispatcher.pump();
  }

  #publishStatus(): void {
    this.#uploads.emit({ type: 'status', status: this.status });
  }
}
