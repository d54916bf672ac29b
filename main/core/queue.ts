import { Budgets } from './budgets.ts';
import type { Clock } from './clock.ts';
import { DiskWatch } from './disk-watch.ts';
import { type FileLimits, LIMITS_BEFORE_FIRST_ANSWER } from './file-types.ts';
import type { FilesApi } from './files-api/client.ts';
import type { Put } from './files-api/put.ts';
import { type FileAccess, realFiles } from './fingerprint.ts';
import type { QueueHold } from './hold.ts';
import type { IntakeItem } from './intake.ts';
import { Lines } from './lines.ts';
import { Pacer } from './pacer.ts';
import { pollPauseMs } from './polling.ts';
import type { RequestLimits } from './request-windows.ts';
import { Runs } from './runs.ts';
import { StoreError } from './store/errors.ts';
import type { UploadStore } from './store/store.ts';
import { canRetry, isActive, type Retention, type Upload } from './upload.ts';
import { Uploads } from './uploads.ts';

/** Where uploads go. A new connection, even to the same server, is a new object. */
export interface Target {
  readonly api: FilesApi;
  readonly put: Put;
  /** Names the base URL and user, see `destinationOf`. */
  readonly destination: string;
  /** Names the key whose request budget is spent; it does not tell the key. */
  readonly budget: string;
}

export interface QueueOptions {
  readonly store: UploadStore;
  readonly clock: Clock;
  readonly limits: RequestLimits;
  readonly files?: FileAccess;
  /** PUTs at once. */
  readonly putSlots?: number;
  /** In [0, 1). */
  readonly random?: () => number;
  /** Whether uploads kept from before go on by themselves; else `start` says which. */
  readonly startKept?: boolean;
}

const DEFAULT_PUT_SLOTS = 8;
/** Runs at once, most of them waiting for the server: enough to keep the budget busy, few enough to poll fairly. */
const MAX_RUNS = 200;

/** Decides which uploads run now. It and the runs it starts are the only writers of their state. */
export class Queue {
  readonly #options: QueueOptions;
  readonly #uploads: Uploads;
  readonly #pacer: Pacer;
  readonly #runs: Runs;
  readonly #lines: Lines;
  readonly #budgets: Budgets;
  readonly #disk: DiskWatch;
  #target: Target | null = null;
  #fileLimits: FileLimits = LIMITS_BEFORE_FIRST_ANSWER;
  #answered = false;
  #closed = false;
  #bindAgain: (() => void) | null = null;
  #connecting: Promise<void> = Promise.resolve();
  #paused: boolean;

  constructor(options: QueueOptions) {
    const { store, clock } = options;
    this.#options = options;
    this.#uploads = new Uploads(store, clock);
    const startKept = options.startKept ?? true;
    // What a person names on the command line runs, whatever was paused in the app.
    this.#paused = startKept && store.paused;
    this.#lines = new Lines(this.#uploads, startKept);
    this.#budgets = new Budgets(store.calls, options.limits, clock);
    this.#disk = new DiskWatch(store, clock, () => this.#diskChanged());
    this.#pacer = new Pacer({
      clock,
      windows: this.#budgets.of('none'),
      onGate: () => this.#tellHold(),
      ...(options.random && { random: options.random }),
    });
    this.#runs = new Runs({
      uploads: this.#uploads,
      store,
      pacer: this.#pacer,
      clock,
      files: options.files ?? realFiles,
      random: options.random ?? Math.random,
      target: () => this.#target,
      learnedLimits: (limits) => {
        this.#fileLimits = limits;
        this.#answered = true;
      },
      pollPauseMs: (ageMs) => {
        const processing = this.#runs.size - this.#runs.sending;
        return pollPauseMs(ageMs, processing, this.#lines.waiting, options.limits.perMinute);
      },
      freed: () => this.#pump(),
      ended: (upload) => {
        // A run that was only stopped, as by a new connection, has work left.
        if (upload !== undefined) this.#lines.join(upload);
        this.#pump();
      },
      storeFailed: (error) => this.#disk.failed(error),
      neededFirst: (id) => {
        const needed = this.#uploads.find(id);
        if (needed === undefined || this.#runs.has(id)) return;
        this.#lines.start([needed]);
        this.#pump();
      },
    });
  }

  /** Why nothing new begins, if so: the first that holds of the disk, the person and the way to the server. */
  get hold(): QueueHold {
    if (this.#disk.trouble !== null) return { kind: 'disk', message: this.#disk.trouble };
    return this.#paused ? { kind: 'paused' } : this.#pacer.gate;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** What the server takes, as far as it has told. */
  get fileLimits(): FileLimits {
    return this.#fileLimits;
  }

  /** The base URL and user that uploads go to now; the others wait. */
  get destination(): string | null {
    return this.#target?.destination ?? null;
  }

  get uploads(): Pick<Uploads, 'all' | 'count' | 'find' | 'live' | 'subscribe'> {
    return this.#uploads;
  }

  /** Whether nothing is left to do for this connection. */
  get idle(): boolean {
    return this.#runs.size === 0 && this.#lines.empty;
  }

  /**
   * Queues what was found, and answers its uploads, in the same order. A file that is under way already, for the
   * same connection and time, is not queued twice: its upload is answered.
   * @throws {StoreError} where they cannot be kept; then none was queued
   */
  add(items: readonly IntakeItem[], retention: Retention): Upload[] {
    const fresh = items.filter((item) => this.#underWay(item, retention) === undefined);
    const added = this.#uploads.add(fresh, { retention, destination: this.destination });
    const all = items.map((item) => this.#underWay(item, retention) ?? added[fresh.indexOf(item)]);
    const uploads = all.filter((upload) => upload !== undefined);
    this.#lines.start(uploads);
    this.#pump();
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
    this.#lines.start(uploads);
    this.#pump();
  }

  /**
   * Where uploads go from now on, and whether at all. What is under way goes on if the destination is the same
   * (a new key). What is meant for another destination waits until that is connected again, but for what was
   * never told to a server: it goes to the new one, if the old one was never reached.
   */
  connect(target: Target | null): Promise<void> {
    // One after the other: what the first one starts, the second has to stop.
    const connected = this.#connecting.then(() => this.#connect(target));
    this.#connecting = connected.catch(() => {});
    return connected;
  }

  async #connect(target: Target | null): Promise<void> {
    const before = this.#target;
    const moved = target?.destination !== before?.destination;
    const wasReached = this.#answered;
    if (moved) {
      this.#target = null;
      this.#lines.serve(null);
      await this.#runs.stop();
      this.#fileLimits = LIMITS_BEFORE_FIRST_ANSWER;
      this.#answered = false;
    }
    if (this.#closed) return;
    const mistaken = !wasReached && this.#addressIsDoubtful() ? (before?.destination ?? null) : null;
    this.#target = target;
    if (moved && target !== null) this.#bind(target.destination, mistaken);
    this.#lines.serve(target?.destination ?? null);
    this.#pacer.reopen(this.#budgets.of(target?.budget ?? 'none'));
    this.#pump();
  }

  /** Tells queued uploads where they are meant to go; without room on the disk, as soon as there is. */
  #bind(destination: string, mistaken: string | null): void {
    this.#bindAgain = null;
    try {
      this.#lines.bind(destination, mistaken);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#bindAgain = () => {
        if (this.destination !== destination) return;
        this.#bind(destination, mistaken);
        this.#lines.serve(destination);
      };
      this.#disk.failed(error);
    }
  }

  #addressIsDoubtful(): boolean {
    const { gate } = this.#pacer;
    return gate.kind === 'offline' || (gate.kind === 'configuration' && gate.problem.field !== 'apiKey');
  }

  /** Ends these uploads, if they have not ended. When it resolves, no request and no open file of theirs is left. */
  async cancel(ids: readonly string[]): Promise<void> {
    const active = ids.filter((id) => isActive(this.#uploads.find(id)?.state ?? { stage: 'cancelled' }));
    this.#uploads.applyAll([...new Set(active)], { type: 'cancelled' });
    for (const id of active) {
      this.#lines.leave(id);
      this.#runs.release(id);
    }
    // Also those that somebody cancelled a moment ago and that are still on their way out.
    await this.#runs.stop(ids.filter((id) => this.#uploads.find(id)?.state.stage === 'cancelled'));
  }

  /** Starts failed and cancelled uploads again; others are left as they are. */
  retry(ids: readonly string[]): void {
    const failed = [...new Set(ids)].filter((id) => {
      const upload = this.#uploads.find(id);
      return upload !== undefined && canRetry(upload.state);
    });
    this.#uploads.applyAll(failed, { type: 'retried', destination: this.destination });
    this.#lines.start(failed.map((id) => this.#uploads.get(id)));
    this.#pump();
  }

  /** Sends ready or stuck files once more, as new uploads, even though the server has their content. */
  uploadAgain(ids: readonly string[]): void {
    const again = ids.flatMap((id) => this.#uploads.find(id) ?? []);
    this.#lines.start(this.#uploads.addAgain(again, this.destination));
    this.#pump();
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
    this.#runs.tryNow(ids);
    this.#pacer.tryNow();
  }

  /** Stops all that runs and leaves each upload in its state. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#disk.close();
    this.#lines.serve(null);
    // A change of connection under way must not start anything behind this.
    await this.#connecting;
    await this.#runs.stop();
    this.#target = null;
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#options.store.paused = paused;
    this.#paused = paused;
    this.#tellHold();
    this.#pump();
  }

  /** Starts what may start. */
  #pump(): void {
    if (this.#closed || this.#target === null || this.#paused || this.#disk.trouble !== null) return;
    const slots = this.#options.putSlots ?? DEFAULT_PUT_SLOTS;
    for (;;) {
      const room = this.#runs.sending < slots && this.#runs.size < MAX_RUNS;
      const next = this.#lines.next(room, (id) => this.#runs.has(id));
      if (next === null) return;
      this.#runs.start(next);
    }
  }

  /** Nothing may happen that cannot be kept. */
  #diskChanged(): void {
    this.#tellHold();
    if (this.#disk.trouble !== null) {
      void this.#runs.stop();
      return;
    }
    this.#bindAgain?.();
    this.#pump();
  }

  #tellHold(): void {
    this.#uploads.emit({ type: 'hold', hold: this.hold });
  }
}
