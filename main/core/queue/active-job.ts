import type { FileAccess, FileContent } from '../files/fingerprint.ts';
import type { FilesApi, SignedUpload } from '../files-api/client.ts';
import type { JobContext } from '../job/job-context.ts';
import { type JobEnd, runUploadJob } from '../job/upload-job.ts';
import type { SameContent } from '../model/content.ts';
import type { UploadEvent } from '../model/transition.ts';
import type { Upload } from '../model/upload.ts';
import type { Patience } from '../rate-limit/patience.ts';
import type { RequestScheduler } from '../rate-limit/request-scheduler.ts';
import type { PutRequest } from '../storage/put.ts';
import type { StorageBreaker, StorageResult, StorageTurn } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { Wake } from '../util/interruptible-sleep.ts';
import { ProgressMeter } from '../util/progress-meter.ts';
import type { ActiveConnection } from './active-connection.ts';
import type { ContentCopies } from './content-copies.ts';
import type { Conversions } from './conversions.ts';
import type { Priority } from './lanes.ts';
import type { PutConcurrency } from './put-concurrency.ts';
import type { SharedClaims } from './shared-claims.ts';
import type { UploadAddresses } from './upload-addresses.ts';
import type { UploadClaim } from './upload-claim.ts';
import type { Live, UploadList } from './upload-list.ts';
import type { UploadStore } from './upload-store.ts';

/** The parts that all jobs share. */
export interface JobServices {
  readonly clock: Clock;
  readonly files: FileAccess;
  /** In [0, 1). */
  readonly random: () => number;
  readonly patience: Patience;
  readonly store: UploadStore;
  readonly uploads: UploadList;
  readonly schedule: RequestScheduler;
  readonly connection: ActiveConnection;
  readonly storage: StorageBreaker;
  readonly concurrency: PutConcurrency;
  readonly copies: ContentCopies;
  readonly addresses: UploadAddresses;
  readonly claims: SharedClaims;
  readonly conversions: Conversions;
}

/** The calls of a watched folder's upload wait in lines of their own: they leave a few places to people. */
const WATCHED_PRIORITIES = { sign: 'watched', status: 'watched-status' } as const;

/** A slot at the storage. A file that has to be sent again takes one without waiting: it was first. */
export class Slot {
  readonly #changed: (change: 1 | -1) => void;
  #held = false;

  /** @param changed called after the slot was taken (1) or released (-1) */
  constructor(changed: (change: 1 | -1) => void) {
    this.#changed = changed;
  }

  take(): void {
    if (this.#held) return;
    this.#held = true;
    this.#changed(1);
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#changed(-1);
  }
}

/** One upload that runs: what its job sees of the queue. */
export class ActiveJob implements JobContext {
  readonly id: string;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  readonly claim: UploadClaim | null;
  readonly #services: JobServices;
  readonly #slot: Slot;
  readonly #abort = new AbortController();
  readonly #wake: Wake;
  readonly #meter: ProgressMeter;

  constructor(id: string, priority: Priority, slot: Slot, services: JobServices) {
    this.id = id;
    this.priority = priority;
    this.signal = this.#abort.signal;
    this.#slot = slot;
    this.#services = services;
    this.claim = services.claims.of(this.upload, services.connection.target, this.signal);
    this.#wake = new Wake(services.clock);
    this.#meter = new ProgressMeter(services.clock, (progress) => services.uploads.updateLive(id, progress));
  }

  /** Runs the upload from its current state to its end. It does not reject. */
  async run(): Promise<JobEnd> {
    if (this.upload.state.stage !== 'processing') this.#slot.take();
    if (this.claim === null) return runUploadJob(this);
    this.claim.resume(this.upload);
    const end = await runUploadJob(this);
    this.#slot.release();
    await this.claim.end(this.#services.uploads.find(this.id));
    return end;
  }

  /** Forgets the state that exists only while it runs. */
  close(): void {
    const { storage, schedule, uploads } = this.#services;
    this.#meter.stop();
    storage.forget(this.signal);
    schedule.polls.forget(this.id);
    uploads.forgetLive(this.id);
  }

  /** Ends the job. Its upload keeps its state. */
  stop(): void {
    this.#abort.abort();
  }

  /** Cuts its pauses short. */
  tryNow(): void {
    this.#wake.now();
    this.#services.schedule.polls.askNow(this.id);
  }

  releaseSlot(): void {
    this.#slot.release();
  }

  get clock(): Clock {
    return this.#services.clock;
  }

  get files(): FileAccess {
    return this.#services.files;
  }

  get random(): () => number {
    return this.#services.random;
  }

  get patience(): Patience {
    return this.#services.patience;
  }

  get polls(): JobContext['polls'] {
    return this.#services.schedule.polls;
  }

  get times(): JobContext['times'] {
    return this.#services.schedule.times;
  }

  get server(): ActiveConnection {
    return this.#services.connection;
  }

  get upload(): Upload {
    return this.#services.uploads.get(this.id);
  }

  apply(event: UploadEvent): void {
    // Results of a stopped job are ignored.
    this.signal.throwIfAborted();
    this.#services.uploads.apply(this.id, event);
    if (event.type === 'sent') this.#slot.release();
    else if (event.type === 'restarted') this.#slot.take();
  }

  reportProgress(sentBytes: number): void {
    this.#meter.update(sentBytes);
  }

  showRetry(retry: Live['retry']): void {
    const { uploads } = this.#services;
    if (uploads.live(this.id).retry !== retry) uploads.updateLive(this.id, { retry });
  }

  showStuck(isStuck: boolean): void {
    this.#services.uploads.updateLive(this.id, { stuck: isStuck });
  }

  call<T>(step: 'sign' | 'status', call: (api: FilesApi) => Promise<T>): Promise<T> {
    const { schedule, connection } = this.#services;
    const priority = this.priority === 'watched' ? WATCHED_PRIORITIES[step] : step;
    return schedule.requestQueue.run(priority, this.signal, () => call(connection.required().api));
  }

  put(
    request: PutRequest,
    turn: Pick<StorageTurn, 'isUsable' | 'isFresh' | 'isServerThere'>,
  ): Promise<StorageResult> {
    const { storage, concurrency, connection } = this.#services;
    return storage.put(request.url, {
      signal: this.signal,
      ...turn,
      send: () => concurrency.put(connection.required().put, request),
    });
  }

  /** Two files with one id or address would be one file: the response came out of a cache, or is a mistake. */
  isTaken({ fileId, url }: SignedUpload): boolean {
    const { store, addresses } = this.#services;
    const { destination } = this.upload;
    const isKnown =
      destination !== null &&
      (store.hasFileId({ fileId, destination, otherThan: this.id }) ||
        addresses.isOfAnother(fileId, destination, this.id));
    return isKnown || !addresses.claim(url, this.id);
  }

  findSameContent(sha256: string): Promise<SameContent[]> {
    return this.#services.copies.find(this, sha256);
  }

  wayWithoutAsking(file: Parameters<JobContext['wayWithoutAsking']>[0]) {
    return this.#services.conversions.wayUnder(this.upload.conversionRule, file);
  }

  convert(original: FileContent): Promise<void> {
    return this.#services.conversions.convert(this.upload, original, this.signal);
  }

  pause(ms: number): Promise<void> {
    return this.#wake.pause(ms, this.signal);
  }

  async withoutSlot(wait: () => Promise<void>): Promise<void> {
    this.#slot.release();
    await wait();
    this.#slot.take();
  }
}
