import { userFiles } from '../files/drive/user-files.ts';
import type { FileAccess } from '../files/fingerprint.ts';
import type { FileLimits } from '../model/file-types.ts';
import { isReachable, type QueueStatus } from '../model/queue-status.ts';
import { canRetry, isActive, type Retention, type Upload } from '../model/upload.ts';
import { PROCESSING_BUDGET_MS } from '../rate-limit/poll-intervals.ts';
import type { RequestLimits } from '../rate-limit/request-limits.ts';
import { RequestScheduler } from '../rate-limit/request-scheduler.ts';
import { StorageBreaker } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { Listeners } from '../util/listeners.ts';
import { ActiveConnection, type Target } from './active-connection.ts';
import type { JobServices } from './active-job.ts';
import { ActiveJobs } from './active-jobs.ts';
import { ConnectionSwitch } from './connection-switch.ts';
import { ContentCopies } from './content-copies.ts';
import { Lanes } from './lanes.ts';
import { AdaptiveConcurrency, fixedConcurrency, type PutConcurrency } from './put-concurrency.ts';
import { StoreHealth } from './store-health.ts';
import { UploadAddresses } from './upload-addresses.ts';
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

/** Decides which uploads run now. It and the jobs it starts are the only writers of their state. */
export class Queue {
  /** When calls are made; a person's own calls that no upload needs go through it, too. */
  readonly schedule: RequestScheduler;
  readonly #store: UploadStore;
  readonly #health: StoreHealth;
  readonly #uploads: UploadList;
  readonly #lanes: Lanes;
  readonly #connection = new ActiveConnection();
  readonly #copies: ContentCopies;
  readonly #jobs: ActiveJobs;
  readonly #concurrency: PutConcurrency;
  readonly #storage: StorageBreaker;
  readonly #services: JobServices;
  readonly #switch: ConnectionSwitch;
  #paused: boolean;
  #isEnding = false;

  constructor(options: QueueOptions) {
    const { store, clock, concurrentPuts, startKept = true, random = Math.random } = options;
    const statusChanges = new Listeners();
    const changed = () => statusChanges.emit();
    this.#store = store;
    // What a person names on the command line runs, whatever was paused in the app.
    this.#paused = startKept && store.paused;
    const health = new StoreHealth(store, clock);
    const uploads = new UploadList(store, clock, health);
    const lanes = new Lanes(uploads, startKept);
    const copies = new ContentCopies(uploads, store);
    const jobs = new ActiveJobs({ uploads, copies, health });
    const connection = this.#connection;
    [this.#health, this.#uploads, this.#lanes, this.#copies, this.#jobs] = [
      health,
      uploads,
      lanes,
      copies,
      jobs,
    ];
    this.#concurrency =
      concurrentPuts === undefined ? new AdaptiveConcurrency(clock) : fixedConcurrency(concurrentPuts);
    const schedule = new RequestScheduler({
      store,
      clock,
      limits: options.limits,
      random,
      queueCounts: () => ({ ...jobs.counts, waiting: this.#waiting, cameInAtMs: uploads.cameInAtMs }),
      onStatus: changed,
      askForNothing: async (signal) => connection.target?.api.countFiles(signal),
    });
    const storage = new StorageBreaker(clock, random, changed);
    this.schedule = schedule;
    this.#storage = storage;
    this.#switch = new ConnectionSwitch({ connection, lanes, jobs, schedule, health, storage });
    this.#services = {
      clock,
      files: options.files ?? userFiles,
      random,
      processingBudgetMs: options.processingBudgetMs ?? PROCESSING_BUDGET_MS,
      store,
      uploads,
      schedule,
      connection,
      storage,
      concurrency: this.#concurrency,
      copies,
      addresses: new UploadAddresses(),
      startFirst: (id) => this.#startFirst(id),
    };
    statusChanges.add(() => this.#publishStatus());
    health.onChange(() => this.#healthChanged());
    jobs.onSlotFree(() => this.#pump());
    jobs.onEnd((upload) => this.#jobEnded(upload));
  }

  /** What is in the way, if anything: the first that holds of the disk and the way to the server. */
  get status(): QueueStatus {
    if (this.#health.problem !== null) return { kind: 'disk', code: this.#health.problem };
    const { status } = this.schedule.requestQueue;
    const { trip } = this.#storage;
    return trip !== null && isReachable(status)
      ? { kind: 'storage-trouble', untilMs: trip.untilMs, message: trip.message }
      : status;
  }

  /** Whether the person wants nothing new to begin, beside whatever else is in the way. */
  get paused(): boolean {
    return this.#paused;
  }

  /** What the server takes, as far as it has told. */
  get fileLimits(): FileLimits {
    return this.#connection.fileLimits;
  }

  /** When the API and the storage of now last did what they were asked. */
  get lastServed(): LastServed {
    return { apiMs: this.schedule.requestQueue.servedAtMs, storageMs: this.#storage.servedAtMs };
  }

  /** The base URL and user that uploads go to now; the others wait. */
  get destination(): string | null {
    return this.#connection.destination;
  }

  get uploads(): Pick<UploadList, 'all' | 'count' | 'find' | 'live' | 'subscribe'> {
    return this.#uploads;
  }

  /** Whether nothing is left to do for this connection. */
  get idle(): boolean {
    return this.#jobs.size === 0 && this.#lanes.isEmpty;
  }

  /**
   * Queues what was found, and answers its uploads, in the same order. A file that is under way already, for the
   * same connection and time, is not queued twice: its upload is answered.
   * @throws {StoreError} where they cannot be kept; then none was queued
   */
  add(items: readonly AddItem[], retention: Retention): Upload[] {
    const uploads = this.#uploads.addMissing(items, retention, this.destination);
    this.#lanes.start(uploads);
    this.#lanes.promote(uploads);
    this.#pump();
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
    this.#pump();
    return uploads;
  }

  /** Lets uploads that were kept from before go on, where they do not by themselves. */
  start(uploads: Iterable<Upload> = this.#uploads.all()): void {
    this.#lanes.start(uploads);
    this.#pump();
  }

  /**
   * Where uploads go from now on, and whether at all. What is under way goes on if the destination is the same
   * (a new key). What is meant for another destination waits until that is connected again. Only what waits for a
   * base URL or user that turned out wrong before it was ever reached is meant for the new one.
   */
  async connect(target: Target | null): Promise<void> {
    await this.#switch.connect(target);
    this.schedule.times.serve(this.destination);
    // Also whoever follows the destination hears of it.
    this.#publishStatus();
    this.#pump();
  }

  /** Ends these uploads, if they have not ended. When it resolves, no request and no open file of theirs is left. */
  async cancel(ids: readonly string[]): Promise<void> {
    const active = ids.filter((id) => isActive(this.#uploads.find(id)?.state ?? { stage: 'cancelled' }));
    this.#uploads.applyAll([...new Set(active)], { type: 'cancelled' });
    for (const id of active) {
      this.#lanes.leave(id);
      // What waits for its content need not wait for a job that ends.
      if (!this.#jobs.has(id)) this.#copies.release(id);
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
    this.#pump();
  }

  /**
   * Sends ready or stuck files once more, as new uploads, even though the server has their content; others are left.
   * Answers how many.
   */
  uploadAgain(ids: readonly string[]): number {
    const known = ids.flatMap((id) => this.#uploads.find(id) ?? []);
    const again = known.filter(({ state }) => state.stage === 'ready' || state.stage === 'processing');
    this.#lanes.start(this.#uploads.addAgain(again, this.destination));
    this.#pump();
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
    this.#isEnding = true;
    this.#stopUnsigned();
  }

  /** Stops all jobs and leaves each upload in its state. */
  async close(): Promise<void> {
    this.#isEnding = true;
    this.#health.close();
    this.#lanes.serve(null);
    // A change of connection under way must not start anything after this.
    await this.#switch.close();
    await this.#jobs.stop();
    this.schedule.times.save();
  }

  /** Starts what may start. */
  #pump(): void {
    if (this.#startsNothing) return;
    const jobs = this.#jobs;
    for (;;) {
      const capacity = jobs.capacity(this.schedule.polls.stuck, this.#concurrency.limit);
      const next = this.#lanes.next(capacity, (id) => jobs.has(id));
      if (next === null) return;
      jobs.start(next.id, next.priority, this.#services);
    }
  }

  get #startsNothing(): boolean {
    const cannotStart = this.#health.problem !== null || this.#connection.target === null;
    return this.#isEnding || this.#paused || cannotStart;
  }

  /** Uploads that wait for their turn; none while nothing may begin. */
  get #waiting(): number {
    return this.#startsNothing ? 0 : this.#lanes.waiting;
  }

  #jobEnded(upload: Upload | undefined): void {
    // A job that was only stopped, as by a new connection, has work left, unless another one has taken it over.
    if (upload !== undefined && !this.#jobs.has(upload.id)) this.#lanes.join(upload);
    this.#pump();
    if (!this.idle) return;
    this.schedule.requestQueue.nothingToDo();
    this.#storage.reset();
  }

  #startFirst(id: string): void {
    const needed = this.#uploads.find(id);
    if (needed !== undefined && !this.#jobs.has(id)) this.start([needed]);
  }

  /** What only waits for its turn at the API has not begun: it stands in line again. */
  #stopUnsigned(): void {
    void this.#jobs.stop(this.#jobs.unsigned);
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#store.paused = paused;
    this.#paused = paused;
    if (paused) this.#stopUnsigned();
    this.#publishStatus();
    this.#pump();
  }

  /** Nothing may happen that cannot be saved. */
  #healthChanged(): void {
    this.#publishStatus();
    if (this.#health.problem !== null) {
      void this.#jobs.stop();
      return;
    }
    this.#switch.storeRecovered();
    this.#pump();
  }

  #publishStatus(): void {
    this.#uploads.emit({ type: 'status', status: this.status });
  }
}
