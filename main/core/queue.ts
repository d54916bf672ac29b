import type { Clock } from './clock.ts';
import { type FileLimits, LIMITS_BEFORE_FIRST_ANSWER } from './file-types.ts';
import type { FilesApi } from './files-api/client.ts';
import type { Put } from './files-api/put.ts';
import type { IntakeItem } from './intake.ts';
import { type Gate, Pacer } from './pacer.ts';
import { pollPauseMs } from './polling.ts';
import { ProgressMeter } from './progress.ts';
import type { RequestLimits } from './request-windows.ts';
import { runUpload } from './runner.ts';
import { Slot } from './slot.ts';
import type { UploadStore } from './store/store.ts';
import { canRetry, isActive, type Retention, type Upload } from './upload.ts';
import { Uploads } from './uploads.ts';

/** Where uploads go. A new connection, even to the same server, is a new object. */
export interface Target {
  readonly api: FilesApi;
  readonly put: Put;
  /** Names the base URL and user, see `destinationOf`. */
  readonly destination: string;
}

export interface QueueOptions {
  readonly store: UploadStore;
  readonly clock: Clock;
  readonly limits: RequestLimits;
  /** PUTs at once. */
  readonly putSlots?: number;
  /** In [0, 1). */
  readonly random?: () => number;
}

interface Run {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

const DEFAULT_PUT_SLOTS = 8;
/** Runs at once, most of them waiting for the server: enough to keep the request budget busy, few enough to poll fairly. */
const MAX_RUNS = 200;

/** Decides which uploads run now. It and the runs it starts are the only writers of their state. */
export class Queue {
  readonly #options: QueueOptions;
  readonly #uploads: Uploads;
  readonly #pacer: Pacer;
  readonly #runs = new Map<string, Run>();
  /** Ids that wait for a PUT slot, first come first served. */
  readonly #backlog = new Set<string>();
  /** Ids whose bytes are at the server already, which need no slot. */
  readonly #sent = new Set<string>();
  #target: Target | null = null;
  #fileLimits: FileLimits = LIMITS_BEFORE_FIRST_ANSWER;
  /** Runs that hold one of the PUT slots: those that sign or send. */
  #sending = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#uploads = new Uploads(options.store, options.clock);
    this.#pacer = new Pacer({
      clock: options.clock,
      limits: options.limits,
      onGate: (gate) => this.#uploads.emit({ type: 'gate', gate }),
      ...(options.random && { random: options.random }),
    });
    for (const upload of this.#uploads.all()) this.#line(upload);
  }

  get gate(): Gate {
    return this.#pacer.gate;
  }

  /** What the server takes, as far as it has told. */
  get fileLimits(): FileLimits {
    return this.#fileLimits;
  }

  get uploads(): Pick<Uploads, 'all' | 'count' | 'find' | 'live' | 'subscribe'> {
    return this.#uploads;
  }

  /** Whether nothing is left to do. */
  get idle(): boolean {
    return this.#runs.size === 0 && this.#backlog.size === 0 && this.#sent.size === 0;
  }

  add(item: IntakeItem, retention: Retention): Upload {
    const upload = this.#uploads.add(item, retention);
    this.#line(upload);
    this.#pump();
    return upload;
  }

  /**
   * Where uploads go from now on, and whether at all. What is under way goes on if the destination is the same
   * (a new key); what has an id of another destination fails with a reason that says so, and can be retried.
   */
  async connect(target: Target | null): Promise<void> {
    if (target?.destination !== this.#target?.destination) {
      this.#target = null;
      this.#fileLimits = LIMITS_BEFORE_FIRST_ANSWER;
      await this.#stopRuns();
    }
    this.#target = target;
    this.#pacer.reopen();
    this.#pump();
  }

  /** Ends these uploads, if they have not ended. When it resolves, no request and no open file of theirs is left. */
  async cancel(ids: readonly string[]): Promise<void> {
    const ending: Promise<void>[] = [];
    for (const id of ids) {
      const upload = this.#uploads.find(id);
      if (upload === undefined || !isActive(upload.state)) continue;
      this.#backlog.delete(id);
      this.#sent.delete(id);
      this.#uploads.apply(id, { type: 'cancelled' });
      const run = this.#runs.get(id);
      run?.abort.abort();
      if (run !== undefined) ending.push(run.done);
    }
    await Promise.all(ending);
  }

  /** Starts failed and cancelled uploads again; others are left as they are. */
  retry(ids: readonly string[]): void {
    for (const id of ids) {
      const upload = this.#uploads.find(id);
      if (upload === undefined || !canRetry(upload.state)) continue;
      this.#uploads.apply(id, { type: 'retried' });
      this.#line(this.#uploads.get(id));
    }
    this.#pump();
  }

  /** Takes ended uploads out of the list; others are left. */
  remove(ids: readonly string[]): void {
    this.#uploads.remove(ids);
  }

  /** Stops all that runs and leaves each upload in its state. */
  async close(): Promise<void> {
    this.#target = null;
    await this.#stopRuns();
  }

  async #stopRuns(): Promise<void> {
    const runs = [...this.#runs.values()];
    for (const { abort } of runs) abort.abort();
    await Promise.all(runs.map(({ done }) => done));
  }

  #line({ id, state }: Upload): void {
    if (state.stage === 'processing') this.#sent.add(id);
    else if (isActive(state)) this.#backlog.add(id);
  }

  /** Starts what may start. */
  #pump(): void {
    const slots = this.#options.putSlots ?? DEFAULT_PUT_SLOTS;
    for (const id of this.#sent) this.#start(id, this.#sent);
    for (const id of this.#backlog) {
      if (this.#sending >= slots || this.#runs.size >= MAX_RUNS) return;
      this.#start(id, this.#backlog);
    }
  }

  #start(id: string, line: Set<string>): void {
    const target = this.#target;
    // A run that was cancelled and is retried may still be on its way out; its end pumps again.
    if (target === null || this.#runs.has(id)) return;
    line.delete(id);
    const { destination } = this.#uploads.get(id);
    if (destination !== null && destination !== target.destination) {
      this.#uploads.apply(id, { type: 'failed', reason: { code: 'other_connection' } });
      return;
    }
    const abort = new AbortController();
    this.#runs.set(id, { abort, done: this.#run(id, target, abort.signal) });
  }

  async #run(id: string, target: Target, signal: AbortSignal): Promise<void> {
    const { clock, limits } = this.#options;
    const slot = new Slot((change) => {
      this.#sending += change;
      if (change < 0) this.#pump();
    });
    if (this.#uploads.get(id).state.stage !== 'processing') slot.take();
    const meter = new ProgressMeter(clock, (progress) => this.#uploads.updateLive(id, progress));
    // A new key of the same connection serves the runs under way.
    const current = () => this.#target ?? target;
    try {
      await runUpload({
        clock,
        signal,
        destination: target.destination,
        random: this.#options.random ?? Math.random,
        put: (request) => current().put(request),
        call: (priority, call) => this.#pacer.run(priority, signal, () => call(current().api)),
        upload: () => this.#uploads.get(id),
        apply: (event) => {
          // What a cancelled run still brings has nobody to go to.
          signal.throwIfAborted();
          this.#uploads.apply(id, event);
          if (event.type === 'sent') slot.give();
          else if (event.type === 'restarted') slot.take();
        },
        learnedLimits: (fileLimits) => {
          this.#fileLimits = fileLimits;
        },
        progress: (sentBytes) => meter.update(sentBytes),
        retrying: (retry) => this.#uploads.updateLive(id, { retry }),
        pollPauseMs: (ageMs) =>
          pollPauseMs(ageMs, this.#runs.size - this.#sending, this.#backlog.size, limits.perMinute),
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      if (!signal.aborted)
        this.#uploads.apply(id, { type: 'failed', reason: { code: 'internal_error', detail } });
    } finally {
      meter.stop();
      this.#runs.delete(id);
      this.#uploads.forgetLive(id);
      // A run that was only stopped, as by a new connection, has work left.
      const upload = this.#uploads.find(id);
      if (upload !== undefined) this.#line(upload);
      slot.give();
      this.#pump();
    }
  }
}
