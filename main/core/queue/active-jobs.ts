import type { FileAccess } from '../files/fingerprint.ts';
import type { FilesApi, SignedUpload } from '../files-api/client.ts';
import type { SameContent } from '../job/job-context.ts';
import { runUpload } from '../job/upload-job.ts';
import type { ContentKey } from '../model/content.ts';
import type { FileLimits } from '../model/file-types.ts';
import { StoreError } from '../model/store-error.ts';
import type { Retention, Upload } from '../model/upload.ts';
import type { PollScheduler } from '../rate-limit/poll-scheduler.ts';
import type { ProcessingTimes } from '../rate-limit/processing-times.ts';
import type { QueueCounts } from '../rate-limit/request-planner.ts';
import type { RequestQueue } from '../rate-limit/request-queue.ts';
import type { Put } from '../storage/put.ts';
import type { StorageBreaker } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';
import { Wake } from '../util/interruptible-sleep.ts';
import { ProgressMeter } from '../util/progress-meter.ts';
import { ContentLocks } from './content-locks.ts';
import type { Priority } from './lanes.ts';
import type { PutConcurrency } from './put-concurrency.ts';
import { Slot } from './slot.ts';
import { Addresses } from './upload-addresses.ts';
import type { UploadList } from './upload-list.ts';
import type { UploadStore } from './upload-store.ts';

/** What runs need of the queue. */
export interface ActiveJobsOptions {
  readonly uploads: UploadList;
  readonly store: UploadStore;
  readonly requestQueue: RequestQueue;
  readonly concurrency: Pick<PutConcurrency, 'put'>;
  readonly storage: StorageBreaker;
  readonly clock: Clock;
  readonly files: FileAccess;
  /** In [0, 1). */
  readonly random: () => number;
  /** Where calls and PUTs go now; a new key of the same connection serves the runs under way. */
  readonly target: () => { readonly api: FilesApi; readonly put: Put } | null;
  readonly learnedLimits: (limits: FileLimits) => void;
  readonly fileLimits: () => FileLimits;
  readonly onFileLimits: (listener: () => void) => () => void;
  readonly polls: PollScheduler;
  readonly times: ProcessingTimes;
  readonly processingBudgetMs: number;
  /** A place is free. */
  readonly freed: () => void;
  /** A run has ended, for good or because it was stopped. */
  readonly ended: (upload: Upload | undefined) => void;
  readonly storeFailed: (error: StoreError) => void;
  /** Another upload waits for this one, which does not run. */
  readonly neededFirst: (id: string) => void;
}

/** Where the calls of a watched folder's upload wait: they leave a few places to people. */
const WATCHED_LINES = { sign: 'watched', status: 'watched-status' } as const;

interface Run {
  readonly wish: Priority;
  readonly abort: AbortController;
  readonly wake: Wake;
  readonly done: Promise<void>;
}

/** Copies at the server that are asked about before the content is sent once more. */
const MAX_COPIES_ASKED = 3;
/** A `persist: false` file is gone after 24 h; an id is not given out again in its last hours. */
const TEMPORARY_REUSE_MS = 20 * 60 * 60_000;

/** The uploads that run now, and the places that they take. */
export class ActiveJobs {
  readonly #options: ActiveJobsOptions;
  readonly #jobs = new Map<string, Run>();
  readonly #claims = new ContentLocks();
  readonly #sending: Record<Priority, number> = { person: 0, watched: 0 };
  readonly #addresses = new Addresses();

  constructor(options: ActiveJobsOptions) {
    this.#options = options;
    for (const upload of options.uploads.all()) this.#claimIfSent(upload);
  }

  /** What may be at the server already comes before what has not been sent. */
  #claimIfSent({ id, state, sha256, destination, retention, again }: Upload): void {
    const sent = state.stage === 'uploading' || state.stage === 'processing';
    if (!sent || again || sha256 === null || destination === null) return;
    this.#claims.claim({ sha256, destination, retention }, id);
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Runs that hold one of the places at the storage. */
  get sending(): number {
    return this.#sending.person + this.#sending.watched;
  }

  /** Those of them that are wanted so. */
  sendingFor(wish: Priority): number {
    return this.#sending[wish];
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** How many of the runs are at which point. */
  get queueCounts(): Omit<QueueCounts, 'waiting' | 'cameInAtMs'> {
    const count = { sending: 0, processing: 0, forPeople: 0 };
    for (const [id, { wish }] of this.#jobs) {
      // One that was removed may still be on its way out.
      const stage = this.#options.uploads.find(id)?.state.stage;
      if (stage === 'uploading') count.sending += 1;
      else if (stage === 'processing') count.processing += 1;
      if (wish === 'person' && (stage === 'uploading' || stage === 'processing')) count.forPeople += 1;
    }
    return { ...count, beginning: Math.max(0, this.sending - count.sending) };
  }

  /** Runs of which the server does not know yet. */
  get unsigned(): string[] {
    return [...this.#jobs.keys()].filter((id) => this.#options.uploads.find(id)?.state.stage === 'queued');
  }

  start(id: string, wish: Priority): void {
    this.#claimIfSent(this.#options.uploads.get(id));
    const abort = new AbortController();
    const wake = new Wake(this.#options.clock);
    this.#jobs.set(id, { wish, abort, wake, done: this.#run(id, wish, abort.signal, wake) });
  }

  /** Ends runs without a word on their uploads. Resolves when no request and no open file of theirs is left. */
  async stop(ids: Iterable<string> = this.#jobs.keys()): Promise<void> {
    const jobs = [...ids].flatMap((id) => this.#jobs.get(id) ?? []);
    for (const { abort } of jobs) abort.abort();
    await Promise.all(jobs.map(({ done }) => done));
  }

  /** The upload has ended without a run: what waits for its content need not. */
  release(id: string): void {
    if (!this.#jobs.has(id)) this.#claims.release(id);
  }

  /** Cuts the pauses short that these runs are in. */
  tryNow(ids: Iterable<string> = this.#jobs.keys()): void {
    for (const id of ids) {
      this.#jobs.get(id)?.wake.now();
      this.#options.polls.askNow(id);
    }
  }

  async #run(id: string, wish: Priority, signal: AbortSignal, wake: Wake): Promise<void> {
    const { uploads, clock, requestQueue, concurrency, storage, files, random, target, polls, times } =
      this.#options;
    const slot = new Slot((change) => {
      this.#sending[wish] += change;
      if (change < 0) this.#options.freed();
    });
    if (uploads.get(id).state.stage !== 'processing') slot.take();
    const meter = new ProgressMeter(clock, (progress) => uploads.updateLive(id, progress));
    const connected = () => {
      const now = target();
      if (now === null) throw new Error('an upload ran without a connection');
      return now;
    };
    try {
      await runUpload({
        clock,
        signal,
        files,
        random,
        put: (request, turn) =>
          storage.put(request.url, {
            signal,
            ...turn,
            send: () => concurrency.put(connected().put, request),
          }),
        call: (priority, call) => {
          const line = wish === 'watched' ? WATCHED_LINES[priority] : priority;
          return requestQueue.run(line, signal, () => call(connected().api));
        },
        upload: () => uploads.get(id),
        apply: (event) => {
          // What a stopped run still brings has nobody to go to.
          signal.throwIfAborted();
          uploads.apply(id, event);
          if (event.type === 'sent') slot.give();
          else if (event.type === 'restarted') slot.take();
        },
        learnedLimits: this.#options.learnedLimits,
        fileLimits: this.#options.fileLimits,
        onFileLimits: this.#options.onFileLimits,
        isTaken: (signed) => this.#isTaken(id, signed),
        progress: (sentBytes) => meter.update(sentBytes),
        retrying: (retry) => {
          if (uploads.live(id).retry !== retry) uploads.updateLive(id, { retry });
        },
        stuck: () => uploads.updateLive(id, { stuck: true }),
        pollTurn: (sinceMs, isStuck) => polls.wait(id, sinceMs, isStuck, signal),
        processed: (processingMs) => times.learned(processingMs),
        aside: async (wait) => {
          slot.give();
          await wait();
          slot.take();
        },
        processingBudgetMs: this.#options.processingBudgetMs,
        pause: (ms) => wake.pause(ms, signal),
        sameContent: (sha256) => this.#sameContent(id, sha256, slot, signal),
      });
    } catch (error) {
      this.#failed(id, error, signal);
    } finally {
      meter.stop();
      storage.forget(signal);
      this.#jobs.delete(id);
      polls.forget(id);
      uploads.forgetLive(id);
      const upload = uploads.find(id);
      const { stage } = upload?.state ?? { stage: 'ended' };
      if (stage !== 'uploading' && stage !== 'processing') this.#claims.release(id);
      slot.give();
      this.#options.ended(upload);
    }
  }

  #failed(id: string, error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (error instanceof StoreError) {
      this.#options.storeFailed(error);
      return;
    }
    const detail = error instanceof Error ? error.message : String(error);
    try {
      this.#options.uploads.apply(id, { type: 'failed', reason: { code: 'internal_error', detail } });
    } catch (second) {
      if (second instanceof StoreError) this.#options.storeFailed(second);
      else throw second;
    }
  }

  /** Two files under one id or address would be one file: the second answer came out of a cache, or is a mistake. */
  #isTaken(id: string, { fileId, url }: SignedUpload): boolean {
    const { uploads, store } = this.#options;
    const { destination } = uploads.get(id);
    const isKnown = destination !== null && store.hasFileId({ fileId, destination, otherThan: id });
    return isKnown || !this.#addresses.claim(url, id);
  }

  /** Of several uploads with the same content one is sent; the others wait for it, and have its id if it has one. */
  async #sameContent(id: string, sha256: string, slot: Slot, signal: AbortSignal): Promise<SameContent[]> {
    const { uploads, store } = this.#options;
    const { destination, retention } = uploads.get(id);
    if (destination === null) return [];
    const content: ContentKey = { sha256, destination, retention };
    let holderBefore: Upload | undefined;
    for (
      let holder = this.#claims.claim(content, id);
      holder !== id;
      holder = this.#claims.claim(content, id)
    ) {
      slot.give();
      this.#options.neededFirst(holder);
      await this.#claims.released(holder, signal);
      slot.take();
      holderBefore = uploads.find(holder);
    }
    const confirmed = holderBefore === undefined ? null : copyJustReady(holderBefore);
    // Thousands of the same need not ask the store each.
    if (confirmed !== null) return [confirmed];
    const confirmedId = holderBefore?.state.stage === 'ready' ? holderBefore.state.fileId : null;
    const ready = store.readyContent(content, MAX_COPIES_ASKED);
    const copies = ready.map((copy) => ({
      ...copy,
      confirmed: copy.fileId === confirmedId,
      reusableUntilMs: reusableUntilMs(retention, copy.signedAtMs),
    }));
    return copies.toSorted((a, b) => Number(b.confirmed) - Number(a.confirmed));
  }
}

function reusableUntilMs(retention: Retention, signedAtMs: number): number {
  return retention === 'keep' ? Number.POSITIVE_INFINITY : signedAtMs + TEMPORARY_REUSE_MS;
}

/** The content of an upload that became ready just now; null where it is not ready, or too little is known of it. */
function copyJustReady({ state, times, retention }: Upload): SameContent | null {
  if (state.stage !== 'ready') return null;
  const { fileId, remarks, alreadyAtMs } = state;
  // How long the server keeps a copy of a copy is known by the first one.
  if (alreadyAtMs !== null && retention !== 'keep') return null;
  const signedAtMs = times.signedAtMs ?? 0;
  const readyAtMs = alreadyAtMs ?? times.endedAtMs ?? 0;
  const until = reusableUntilMs(retention, signedAtMs);
  return { fileId, remarks, signedAtMs, readyAtMs, confirmed: true, reusableUntilMs: until };
}
