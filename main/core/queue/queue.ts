import type { ConversionTools } from '../convert/ways.ts';
import type { ClaimServer } from '../job/claim-server.ts';
import type { ConversionRule, ConversionWay } from '../model/conversion.ts';
import type { FileFacts, FileLimits } from '../model/file-types.ts';
import { isReachable, type QueueStatus } from '../model/queue-status.ts';
import { type Batch, canRetry, isActive, isUnsigned, type Retention, type Upload } from '../model/upload.ts';
import type { RequestScheduler } from '../rate-limit/request-scheduler.ts';
import type { Target } from './active-connection.ts';
import type { ConnectionChange } from './connection-switch.ts';
import type { AddItem, AddOptions } from './new-uploads.ts';
import { buildQueueParts, type QueueOptions, type QueueParts } from './queue-parts.ts';
import type { UploadList } from './upload-list.ts';

/** When the API last served a call and the storage last took a file, in ms since the epoch; null where not yet. */
export interface LastServed {
  readonly apiMs: number | null;
  readonly storageMs: number | null;
}

/** Decides which uploads run now. It and the jobs it starts are the only writers of their state. */
export class Queue {
  /** Decides when calls start, including calls for the person, such as the library's. */
  readonly schedule: RequestScheduler;
  readonly #uploads: UploadList;
  readonly #parts: QueueParts;

  constructor(options: QueueOptions) {
    const parts = buildQueueParts(options);
    this.#parts = parts;
    this.#uploads = parts.uploads;
    this.schedule = parts.schedule;
    parts.statusChanges.add(() => this.#publishStatus());
    parts.health.onChange(() => this.#healthChanged());
    parts.jobs.onSlotFree(() => this.#pump());
    parts.jobs.onEnd((upload) => this.#jobEnded(upload));
    parts.copies.onNeeded((id) => this.#startFirst(id));
    parts.conversions.onParts((uploads) => this.start(uploads));
  }

  /** What stops the queue, if anything: the disk first, then the way to the server. */
  get status(): QueueStatus {
    const { problem } = this.#parts.health;
    if (problem !== null) return { kind: 'disk', code: problem };
    const { status } = this.schedule.requestQueue;
    const { trip } = this.#parts.storage;
    return trip !== null && isReachable(status)
      ? { kind: 'storage-trouble', untilMs: trip.untilMs, message: trip.message }
      : status;
  }

  /** Whether the person paused the queue, whatever else stops it. */
  get paused(): boolean {
    return this.#parts.permission.paused;
  }

  /** What the server accepts, as far as it has said. */
  get fileLimits(): FileLimits {
    return this.#parts.connection.fileLimits;
  }

  /** When the current API and storage last did what they were asked. */
  get lastServed(): LastServed {
    return { apiMs: this.schedule.requestQueue.servedAtMs, storageMs: this.#parts.storage.servedAtMs };
  }

  /** The base URL and user that uploads go to now; uploads for others wait. */
  get destination(): string | null {
    return this.#parts.connection.destination;
  }

  get uploads(): Pick<UploadList, 'all' | 'count' | 'find' | 'live' | 'subscribe'> {
    return this.#uploads;
  }

  /** @returns the uploads of all that the file of this upload was converted to, or just this one */
  partsOf(groupId: string): Upload[] {
    return this.#uploads.partsOf(groupId);
  }

  /** Uploads of watched folders claim their contents there from now on, so that one desk sends each; or nowhere. */
  shareClaims(server: ClaimServer | null): void {
    this.#parts.services.claims.use(server);
  }

  /** Calls a file stuck from now on after this processing time, in ms. */
  changePatience(budgetMs: number): void {
    this.#parts.services.patience.change(budgetMs);
    this.schedule.polls.reconsider();
    this.#pump();
  }

  /** @returns how many uploads come before this one; null where it does not wait for its turn */
  aheadOf(id: string): number | null {
    return this.#parts.lanes.aheadOf(id);
  }

  /** Calls `listener` with the id of each upload whose turn has come. */
  onJobStart(listener: (id: string) => void): void {
    this.#parts.jobs.onStart(listener);
  }

  /** Whether nothing is left to do for this connection. */
  get idle(): boolean {
    return this.#parts.jobs.size === 0 && this.#parts.lanes.isEmpty;
  }

  /** The base URL and user of what is added now; null while nobody knows. During a switch it is still the one before. */
  get addsFor(): string | null {
    return this.#parts.switch.addsFor;
  }

  /**
   * Queues what was found. A file that is under way already, for the same connection and time, is not queued twice.
   * @param destination the base URL and user that they are for
   * @returns the uploads of all items, in the same order
   * @throws {StoreError} where they cannot be saved; then none was queued
   */
  add(
    items: readonly AddItem[],
    retention: Retention,
    conversionRule: ConversionRule = 'ask',
    batch: Batch | null = null,
    destination: string | null = this.addsFor,
  ): Upload[] {
    const uploads = this.#uploads.addMissing(items, { retention, destination, conversionRule, batch });
    this.#parts.lanes.start(uploads);
    this.#parts.lanes.promote(uploads);
    this.#pump();
    return uploads;
  }

  /**
   * Queues what was found in a watched folder, for the destination that it was found for. They give way to what a
   * person queues.
   * @throws {StoreError} where they cannot be saved; then none was queued
   */
  addWatched(items: readonly AddItem[], options: AddOptions): Upload[] {
    const uploads = this.#uploads.add(items, options);
    this.start(uploads);
    return uploads;
  }

  /** Starts uploads of an earlier run, if they do not start by themselves. */
  start(uploads: Iterable<Upload> = this.#uploads.all()): void {
    this.#parts.lanes.start(uploads);
    this.#pump();
  }

  /**
   * Sends uploads there from now on, or nowhere. Uploads under way continue if the destination is the same (a new key).
   * Uploads for another destination wait until that is connected again. With an `edit`, uploads for an account that was
   * never reached, because its base URL or user was wrong, move to the new one.
   */
  async connect(target: Target | null, change: ConnectionChange = 'edit'): Promise<void> {
    await this.#parts.switch.connect(target, change);
    this.schedule.times.serve(this.destination);
    this.#uploads.emit({ type: 'connection', destination: this.destination });
    this.#publishStatus();
    this.#pump();
  }

  /** Ends these uploads, if they have not ended. When it resolves, no request and no open file of theirs is left. */
  async cancel(ids: readonly string[]): Promise<void> {
    const active = ids.filter((id) => isActive(this.#uploads.find(id)?.state ?? { stage: 'cancelled' }));
    this.#uploads.applyAll([...new Set(active)], { type: 'cancelled' });
    for (const id of active) {
      this.#parts.lanes.leave(id);
      // What waits for its content need not wait for a job that ends.
      if (!this.#parts.jobs.has(id)) this.#parts.copies.release(id);
    }
    // Also those that somebody cancelled a moment ago and that are still on their way out.
    await this.#parts.jobs.stop(ids.filter((id) => this.#uploads.find(id)?.state.stage === 'cancelled'));
  }

  /** Starts failed and cancelled uploads again; others are left as they are. */
  retry(ids: readonly string[]): void {
    const failed = [...new Set(ids)].filter((id) => {
      const upload = this.#uploads.find(id);
      return upload !== undefined && canRetry(upload.state);
    });
    this.#uploads.applyAll(failed, { type: 'retried', destination: this.addsFor });
    this.start(failed.map((id) => this.#uploads.get(id)));
  }

  /** What files can be converted with; null where nothing can be converted. */
  get conversionTools(): ConversionTools | null {
    return this.#parts.conversions.tools;
  }

  /** @returns how the file can be sent although the server does not take it, the usual way first */
  waysFor(file: Pick<FileFacts, 'name' | 'sizeBytes'>): readonly ConversionWay[] {
    return this.#parts.conversions.waysFor(file);
  }

  /** @returns how an upload that awaits a decision can be sent, the usual way first; none for other uploads */
  waysOf(upload: Upload): readonly ConversionWay[] {
    return this.#parts.conversions.waysOf(upload);
  }

  /**
   * Converts files that the server does not take and sends what is made of them; others are left as they are.
   * @param rule which way is taken, as far as the file has it
   * @returns how many
   */
  convert(ids: readonly string[], rule: 'text' | 'pdf'): number {
    const converted = this.#parts.conversions.request(ids, rule, this.addsFor);
    this.start(converted);
    return converted.length;
  }

  /**
   * Sends ready or stuck files once more, as new uploads, even though the server has their content; others are left.
   * @returns how many
   */
  uploadAgain(ids: readonly string[]): number {
    const known = ids.flatMap((id) => this.#uploads.find(id) ?? []);
    const again = known.filter(({ state }) => state.stage === 'ready' || state.stage === 'processing');
    this.start(this.#uploads.addAgain(again, this.addsFor));
    return again.length;
  }

  /** Ends the uploads of files that are to be deleted: one that finds its file gone would send it once more. */
  cancelFiles(destination: string, fileIds: ReadonlySet<string>): Promise<void> {
    return this.cancel(this.#uploads.ofFiles(destination, fileIds).map(({ id }) => id));
  }

  /** Takes the ready uploads of deleted files out of the list: their ids lead nowhere. The history keeps them. */
  removeFiles(destination: string, fileIds: ReadonlySet<string>): void {
    const ready = this.#uploads.ofFiles(destination, fileIds).filter(({ state }) => state.stage === 'ready');
    this.remove(ready.map(({ id }) => id));
  }

  /** Takes ended uploads out of the list; others are left. */
  remove(ids: readonly string[]): void {
    this.#parts.conversions.discard(ids);
    this.#uploads.remove(ids);
  }

  /** Starts nothing new until `resume`, over restarts; PUTs under way end first. */
  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  /** Ends all pauses: those for the network, the server and next attempts. */
  tryNow(ids?: readonly string[]): void {
    this.#parts.jobs.tryNow(ids);
    this.schedule.requestQueue.tryNow();
    this.#parts.storage.tryNow();
  }

  /** Releases those of these uploads that are not yet signed, so that the next connection takes them. */
  unbind(ids: readonly string[]): void {
    const queued = ids.filter((id) => {
      const upload = this.#uploads.find(id);
      return upload !== undefined && isUnsigned(upload.state);
    });
    this.#uploads.applyAll(queued, { type: 'bound', destination: null });
  }

  /**
   * What was added without a connection is meant for this base URL and user from now on.
   * @throws {StoreError} where that cannot be saved
   */
  assign(destination: string): void {
    this.#parts.lanes.bind(destination, null);
  }

  /** Whether the base URL or user in use was never reached, so that what waits for it may be meant for another one. */
  get isAddressMistaken(): boolean {
    return this.#parts.switch.isAddressMistaken;
  }

  /**
   * What waits for a base URL and user that are used no longer is meant for these from now on.
   * @throws {StoreError} where that cannot be saved
   */
  redirect(from: string, to: string): void {
    if (from === this.destination) return;
    this.#parts.lanes.redirect(from, to);
    this.#pump();
  }

  /** How many uploads run now, and how many of them are being sent. */
  get running(): { readonly all: number; readonly sending: number } {
    return { all: this.#parts.jobs.size, sending: this.#parts.jobs.sending };
  }

  /** Starts nothing new until this queue is closed; what has begun ends first. */
  drain(): void {
    this.#parts.permission.end();
    this.#stopUnsigned();
  }

  /** Stops all jobs and leaves each upload in its state. */
  async close(): Promise<void> {
    this.#parts.permission.end();
    this.#parts.health.close();
    this.#parts.lanes.serve(null);
    // A change of connection under way must not start anything after this.
    await this.#parts.switch.close();
    await this.#parts.jobs.stop();
    await this.#parts.conversions.close();
    await this.schedule.leave();
    this.schedule.times.save();
  }

  /** Starts what may start. */
  #pump(): void {
    const { permission, lanes, jobs, concurrency, services } = this.#parts;
    if (!permission.isGranted) return;
    for (;;) {
      const capacity = jobs.capacity(this.schedule.polls.stuck, concurrency.limit);
      const next = lanes.next(capacity, (id) => jobs.has(id));
      if (next === null) return;
      jobs.start(next.id, next.priority, services);
    }
  }

  #jobEnded(upload: Upload | undefined): void {
    // A job that was only stopped, as by a new connection, has work left, unless another one has taken it over.
    if (upload !== undefined && !this.#parts.jobs.has(upload.id)) this.#parts.lanes.join(upload);
    this.#pump();
    if (!this.idle) return;
    this.schedule.requestQueue.becomeIdle();
    this.#parts.storage.reset();
  }

  #startFirst(id: string): void {
    const needed = this.#uploads.find(id);
    if (needed !== undefined && !this.#parts.jobs.has(id)) this.start([needed]);
  }

  /** Stops jobs that only wait for their turn at the API: they join their lanes again. */
  #stopUnsigned(): void {
    void this.#parts.jobs.stop(this.#parts.jobs.unsigned);
  }

  #setPaused(paused: boolean): void {
    if (paused === this.paused) return;
    this.#parts.permission.paused = paused;
    if (paused) this.#stopUnsigned();
    this.#publishStatus();
    this.#pump();
  }

  /** Stops all jobs while changes cannot be saved. */
  #healthChanged(): void {
    this.#publishStatus();
    if (this.#parts.health.problem !== null) {
      void this.#parts.jobs.stop();
      return;
    }
    this.#parts.switch.storeRecovered();
    this.#pump();
  }

  #publishStatus(): void {
    this.#uploads.emit({ type: 'status', status: this.status });
  }
}
