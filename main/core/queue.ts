import { Budgets } from './budgets.ts';
import type { Clock } from './clock.ts';
import { Connections, type Target } from './connections.ts';
import { DiskWatch } from './disk-watch.ts';
import type { FileLimits } from './file-types.ts';
import { type FileAccess, realFiles } from './fingerprint.ts';
import type { QueueHold } from './hold.ts';
import type { IntakeItem } from './intake.ts';
import { Lines } from './lines.ts';
import { Pacer } from './pacer.ts';
import { pollPauseMs } from './polling.ts';
import type { RequestLimits } from './request-windows.ts';
import { Runs } from './runs.ts';
import type { UploadStore } from './store/store.ts';
import { canRetry, isActive, type Retention, type Upload } from './upload.ts';
import { Uploads } from './uploads.ts';

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
  readonly #disk: DiskWatch;
  readonly #connections: Connections;
  #closed = false;
  #paused: boolean;

  constructor(options: QueueOptions) {
    const { store, clock } = options;
    this.#options = options;
    this.#uploads = new Uploads(store, clock);
    const startKept = options.startKept ?? true;
    // What a person names on the command line runs, whatever was paused in the app.
    this.#paused = startKept && store.paused;
    this.#lines = new Lines(this.#uploads, startKept);
    const budgets = new Budgets(store.calls, options.limits, clock);
    this.#disk = new DiskWatch(store, clock, () => this.#diskChanged());
    this.#pacer = new Pacer({
      clock,
      windows: budgets.of('none'),
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
      target: () => this.#connections.target,
      learnedLimits: (limits) => this.#connections.learnedLimits(limits),
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
    const [lines, runs, pacer, disk] = [this.#lines, this.#runs, this.#pacer, this.#disk];
    this.#connections = new Connections({ lines, runs, pacer, budgets, disk });
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
    return this.#connections.fileLimits;
  }

  /** The base URL and user that uploads go to now; the others wait. */
  get destination(): string | null {
    return this.#connections.destination;
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
   * (a new key). What is meant for another destination waits until that is connected again. Only what waits for a
   * base URL or user that turned out wrong before it was ever reached is meant for the new one.
   */
  async connect(target: Target | null): Promise<void> {
    await this.#connections.connect(target);
    this.#pump();
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
    const known = ids.flatMap((id) => this.#uploads.find(id) ?? []);
    const again = known.filter(({ state }) => state.stage === 'ready' || state.stage === 'processing');
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

  /** What was never told to a server among these is meant for the connection that comes next, whichever that is. */
  unbind(ids: readonly string[]): void {
    const queued = ids.filter((id) => this.#uploads.find(id)?.state.stage === 'queued');
    this.#uploads.applyAll(queued, { type: 'bound', destination: null });
  }

  /** Stops all that runs and leaves each upload in its state. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#disk.close();
    this.#lines.serve(null);
    // A change of connection under way must not start anything behind this.
    await this.#connections.close();
    await this.#runs.stop();
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
    if (this.#closed || this.#connections.target === null || this.#paused || this.#disk.trouble !== null)
      return;
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
    this.#connections.diskHasRoom();
    this.#pump();
  }

  #tellHold(): void {
    this.#uploads.emit({ type: 'hold', hold: this.hold });
  }
}
