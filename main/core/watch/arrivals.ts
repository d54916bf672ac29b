import { StoreError } from '../model/store-error.ts';
import { Serial } from '../util/serial.ts';
import { ArrivalDecider, type ArrivalDeciderOptions } from './arrival-decider.ts';
import { DepartedFiles } from './departed-files.ts';
import type { Document, FileSnapshot, Looking } from './file-snapshot.ts';
import { type FolderFiles, localFiles } from './folder-files.ts';
import type { WaitingFile } from './folder-view.ts';
import { isOfFileSystem } from './unavailable.ts';
import { type Doubt, quietNeededMs, wasLongAgo } from './unseen-writers.ts';
import { TICK_MS, WriteStability } from './write-stability.ts';

export interface ArrivalsOptions extends Looking, ArrivalDeciderOptions {
  readonly changed: () => void;
  /** A file was found by looking, of which the file system had said nothing. */
  readonly onMissed: () => void;
}

/** How a file was seen: in the first scan, in a later one, or by a file-system event. */
export type SeenBy = 'first-scan' | 'scan' | 'event';

interface Candidate {
  readonly sinceMs: number;
  sizeBytes: number;
  why: WaitingFile['why'];
  /** Whether it was reported as waiting. */
  told: boolean;
  by: SeenBy;
  /** Why nobody can know whether it is being written; undefined until that was checked. */
  doubt?: Doubt | null;
}

/** Uploads queued in one transaction. */
const BATCH = 200;
/** How long until the next look at a stable file that has to wait, in ms. */
const PUT_OFF_MS: Readonly<Record<WaitingFile['why'], number>> = {
  'still-written': 2000,
  'open-elsewhere': 2000,
  'writer-unseen': 1000,
  'online-only': 60_000,
  unreadable: 10_000,
};
/** Most files are finished soon: only those that take longer than this are reported, in ms. */
const TELL_AFTER_MS = 10_000;
const AFTER_DISK_TROUBLE_MS = 5000;

/** The files of one folder from when they are seen until they are queued, or need nothing done. */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #decider: ArrivalDecider;
  readonly #stability: WriteStability;
  readonly #candidates = new Map<string, Candidate>();
  readonly #departed: DepartedFiles;
  readonly #closing = new AbortController();
  readonly #work = new Serial();
  /** Reads files. It may take long, so nothing waits for it. */
  readonly #reading = new Serial();
  #toRead = 0;
  #cancelTick: () => void = () => {};
  #ticking = false;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#decider = new ArrivalDecider(options, this.#closing.signal);
    this.#stability = new WriteStability(options.settings.stabilityMs);
    this.#departed = new DepartedFiles(options.clock);
  }

  /** @returns the files that wait, in the order they were seen */
  waiting(): WaitingFile[] {
    return [...this.#candidates].map(([path, candidate]) => {
      const { sizeBytes, sinceMs, why } = candidate;
      return { path, sizeBytes, sinceMs, why };
    });
  }

  /** Whether files are being read, to find those that were edited. */
  get reading(): boolean {
    return this.#toRead > 0;
  }

  /** @throws {StoreError} where the decisions could not be saved; the files have to be seen again then */
  see(snapshots: readonly FileSnapshot[], by: SeenBy): Promise<void> {
    return this.#work.run(async () => {
      const unknown = snapshots.filter(({ path }) => !this.#candidates.has(path));
      for (const { snapshot, isNews } of await this.#decider.seen(unknown)) {
        this.#watch(snapshot, isNews ? by : 'first-scan');
      }
      this.#tickLater();
    });
  }

  /**
   * Uploads what is made of skipped files, as a person wants it.
   * @throws {StoreError} where they could not be queued
   */
  convert(paths: readonly string[], rule: 'text' | 'pdf'): Promise<void> {
    const { conversion } = this.#options;
    const options = { ...this.#options, conversion: () => ({ ...conversion(), rule }) };
    return this.#work.run(async () => {
      const snapshots = await Promise.all(paths.map((path) => this.#files.look(path, options)));
      const documents = snapshots.filter((snapshot) => snapshot?.kind === 'document');
      this.#decider.convert(documents.filter(({ way }) => way !== null));
    });
  }

  /** The file system reports an event of this file. */
  async noticeEvent(path: string): Promise<void> {
    const candidate = this.#candidates.get(path);
    if (candidate !== undefined) {
      candidate.by = 'event';
      this.#stability.markChanged(path);
      return;
    }
    const snapshot = await this.#look(path);
    if (snapshot !== null) await this.see([snapshot], 'event');
  }

  /** An upload of this file has ended: looks at it with the next tick. */
  lookSoon(path: string): void {
    this.#stability.markChanged(path);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTick();
    await Promise.all([this.#work.ended(), this.#reading.ended()]);
  }

  get #files(): FolderFiles {
    return this.#options.files ?? localFiles;
  }

  #look(path: string): Promise<FileSnapshot | null> {
    return this.#files.look(path, this.#options);
  }

  #watch({ path, fingerprint }: FileSnapshot, by: SeenBy): void {
    this.#candidates.set(path, {
      sinceMs: this.#options.clock.now(),
      sizeBytes: fingerprint?.sizeBytes ?? 0,
      why: 'still-written',
      told: false,
      by,
    });
    this.#stability.begin(path, fingerprint, this.#departed.pausesMs(path));
  }

  #tickLater(): void {
    if (this.#ticking || this.#stability.size === 0 || this.#closing.signal.aborted) return;
    this.#ticking = true;
    this.#options.changed();
    this.#cancelTick = this.#options.clock.after(TICK_MS, () => {
      void this.#work.run(async () => {
        await this.#tick().catch((error: unknown) => this.#tickFailed(error));
        this.#ticking = false;
        this.#tickLater();
      });
    });
  }

  /** Looks at all files again: what could not be saved has not happened. */
  #tickFailed(error: unknown): void {
    // The watcher handles a drive that does not respond; the files wait for it.
    if (!(error instanceof StoreError || isOfFileSystem(error))) throw error;
    for (const path of this.#candidates.keys()) this.#stability.putOff(path, AFTER_DISK_TROUBLE_MS);
  }

  async #tick(): Promise<void> {
    const due = this.#stability.tick();
    const stable: FileSnapshot[] = [];
    for (let start = 0; start < due.length; start += BATCH) {
      const paths = due.slice(start, start + BATCH);
      const snapshots = await Promise.all(paths.map((path) => this.#look(path)));
      for (const [index, path] of paths.entries()) {
        const snapshot = snapshots[index] ?? null;
        if (snapshot === null) this.#drop(path);
        else if (this.#isStable(path, snapshot)) stable.push(snapshot);
      }
    }
    const quiet = stable.filter((snapshot) => !this.#mustBeQuiet(snapshot));
    const why = await this.#files.unfinished(quiet);
    for (const [path, reason] of why) this.#putOff(path, reason);
    const whole = quiet.filter(({ path }) => !why.has(path));
    await this.#learnDoubts(whole);
    const finished = whole.filter((snapshot) => !this.#mustBeQuiet(snapshot));
    for (let start = 0; start < finished.length; start += BATCH) {
      if (this.#closing.signal.aborted) return;
      await this.#decide(finished.slice(start, start + BATCH));
      // A batch keeps the process busy: let other work in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** @returns whether it has to be quiet for longer, since its writers cannot be seen; then it is put off */
  #mustBeQuiet(snapshot: FileSnapshot): boolean {
    const doubt = this.#candidates.get(snapshot.path)?.doubt ?? null;
    if (doubt === null || wasLongAgo(snapshot, doubt, this.#options.clock.now())) return false;
    const { quietMs, pausesMs } = this.#stability.quiet(snapshot.path);
    if (quietMs >= Math.max(this.#options.settings.stabilityMs, quietNeededMs(doubt, pausesMs))) return false;
    this.#putOff(snapshot.path, 'writer-unseen');
    return true;
  }

  async #learnDoubts(snapshots: readonly FileSnapshot[]): Promise<void> {
    const unknown = snapshots.filter(
      ({ kind, path }) => kind === 'document' && this.#candidates.get(path)?.doubt === undefined,
    );
    if (unknown.length === 0) return;
    const doubts = await this.#files.doubts(unknown.map(({ path }) => path));
    for (const { path } of unknown) {
      const candidate = this.#candidates.get(path);
      if (candidate !== undefined) candidate.doubt = doubts.get(path) ?? null;
    }
  }

  #isStable(path: string, snapshot: FileSnapshot): boolean {
    const state = this.#stability.check(path, snapshot.fingerprint);
    const candidate = this.#candidates.get(path);
    if (candidate === undefined || state === 'stable') return candidate !== undefined;
    candidate.sizeBytes = snapshot.fingerprint?.sizeBytes ?? 0;
    if (state === 'changed') this.#waits(candidate, path, 'still-written');
    return false;
  }

  async #decide(snapshots: readonly FileSnapshot[]): Promise<void> {
    const { waiting, toRead } = await this.#decider.finished(snapshots);
    for (const { path } of snapshots) {
      if (waiting.has(path)) {
        this.#putOff(path, 'still-written');
        continue;
      }
      if (this.#candidates.get(path)?.by === 'scan') this.#options.onMissed();
      this.#drop(path);
    }
    for (const snapshot of toRead) this.#read(snapshot);
  }

  #read(snapshot: Document): void {
    this.#toRead += 1;
    void this.#reading
      .run(() => this.#decider.read(snapshot))
      .then((content) => this.#work.run(() => this.#decider.compared(snapshot, content)))
      .catch((error: unknown) => this.#notRead(snapshot, error))
      .finally(() => {
        this.#toRead -= 1;
        this.#options.changed();
      });
  }

  /** Lets a file wait once more that changed again, cannot be read, or could not be entered. */
  async #notRead({ path }: Document, error: unknown): Promise<void> {
    if (this.#closing.signal.aborted) return;
    if (!(error instanceof StoreError || isOfFileSystem(error))) throw error;
    const snapshot = await this.#look(path).catch(() => null);
    if (snapshot !== null) this.#watch(snapshot, 'event');
    this.#tickLater();
  }

  #putOff(path: string, why: WaitingFile['why']): void {
    const candidate = this.#candidates.get(path);
    if (candidate === undefined) return;
    this.#stability.putOff(path, PUT_OFF_MS[why]);
    this.#waits(candidate, path, why);
  }

  #waits(candidate: Candidate, path: string, why: WaitingFile['why']): void {
    const mayPass = why === 'still-written' || why === 'open-elsewhere' || why === 'writer-unseen';
    const isEarly = mayPass && this.#options.clock.now() - candidate.sinceMs < TELL_AFTER_MS;
    // Do not report a writer at each of its pauses.
    const isSaid = candidate.told && (candidate.why === why || (isByTurns(candidate.why) && isByTurns(why)));
    const tell = !isEarly && !isSaid;
    candidate.why = why;
    candidate.told ||= tell;
    if (tell) this.#options.news({ type: 'waiting', path, why });
    this.#options.changed();
  }

  #drop(path: string): void {
    if (this.#candidates.get(path)?.doubt != null) this.#departed.add(path, this.#stability.quiet(path));
    this.#candidates.delete(path);
    this.#stability.end(path);
    this.#options.changed();
  }
}

function isByTurns(why: WaitingFile['why']): boolean {
  return why === 'still-written' || why === 'writer-unseen';
}
