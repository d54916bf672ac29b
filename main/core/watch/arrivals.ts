import { StoreError } from '../model/store-error.ts';
import { Serial } from '../util/serial.ts';
import { ArrivalDecider, type ArrivalDeciderOptions } from './arrival-decider.ts';
import type { Document, FileSnapshot, Looking } from './file-snapshot.ts';
import { type FolderFiles, localFiles } from './folder-files.ts';
import type { WaitingFile } from './folder-view.ts';
import { isOfFileSystem } from './unavailable.ts';
import { type SeenBy, WaitingFiles } from './waiting-files.ts';
import { TICK_MS } from './write-stability.ts';

export interface ArrivalsOptions extends Looking, ArrivalDeciderOptions {
  readonly changed: () => void;
  /** A file was found by looking, of which the file system had said nothing. */
  readonly onMissed: () => void;
}

/** Uploads queued in one transaction. */
const BATCH = 200;
/** How long no file is looked at after decisions could not be saved, in ms. */
const AFTER_DISK_TROUBLE_MS = 5000;

/** The files of one folder from when they are seen until they are queued, or need nothing done. */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #decider: ArrivalDecider;
  readonly #files: FolderFiles;
  readonly #waiting: WaitingFiles;
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
    this.#files = options.files ?? localFiles;
    const { stabilityMs } = options.settings;
    this.#waiting = new WaitingFiles({ ...options, stabilityMs, files: this.#files });
  }

  /** @returns the files that wait, in the order they were seen */
  waiting(): WaitingFile[] {
    return this.#waiting.list();
  }

  /** Whether files are being read, to find those that were edited. */
  get reading(): boolean {
    return this.#toRead > 0;
  }

  /** @throws {StoreError} where the decisions could not be saved; the files have to be seen again then */
  see(snapshots: readonly FileSnapshot[], by: SeenBy): Promise<void> {
    return this.#work.run(async () => {
      const unknown = snapshots.filter(({ path }) => !this.#waiting.has(path));
      for (const { snapshot, isNews } of await this.#decider.seen(unknown)) {
        this.#waiting.begin(snapshot, isNews ? by : 'first-scan');
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
    if (this.#waiting.noticeEvent(path)) return;
    const snapshot = await this.#look(path);
    if (snapshot !== null) await this.see([snapshot], 'event');
  }

  /** An upload of this file has ended: looks at it with the next tick. */
  lookSoon(path: string): void {
    this.#waiting.lookSoon(path);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTick();
    await Promise.all([this.#work.ended(), this.#reading.ended()]);
  }

  #look(path: string): Promise<FileSnapshot | null> {
    return this.#files.look(path, this.#options);
  }

  #tickLater(): void {
    if (this.#ticking || this.#waiting.isEmpty || this.#closing.signal.aborted) return;
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
    this.#waiting.putOffAll(AFTER_DISK_TROUBLE_MS);
  }

  async #tick(): Promise<void> {
    const due = this.#waiting.tick();
    const stable: FileSnapshot[] = [];
    for (let start = 0; start < due.length; start += BATCH) {
      const paths = due.slice(start, start + BATCH);
      const snapshots = await Promise.all(paths.map((path) => this.#look(path)));
      for (const [index, path] of paths.entries()) {
        const snapshot = snapshots[index] ?? null;
        if (snapshot === null) this.#waiting.end(path);
        else if (this.#waiting.isStable(snapshot)) stable.push(snapshot);
      }
    }
    const quiet = stable.filter((snapshot) => !this.#waiting.mustBeQuiet(snapshot));
    const why = await this.#files.unfinished(quiet);
    for (const [path, reason] of why) this.#waiting.putOff(path, reason);
    const whole = quiet.filter(({ path }) => !why.has(path));
    await this.#waiting.learnDoubts(whole);
    const finished = whole.filter((snapshot) => !this.#waiting.mustBeQuiet(snapshot));
    for (let start = 0; start < finished.length; start += BATCH) {
      if (this.#closing.signal.aborted) return;
      await this.#decide(finished.slice(start, start + BATCH));
      // A batch keeps the process busy: let other work in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #decide(snapshots: readonly FileSnapshot[]): Promise<void> {
    const { waiting, toRead } = await this.#decider.finished(snapshots);
    for (const { path } of snapshots) {
      if (waiting.has(path)) {
        this.#waiting.putOff(path, 'still-written');
        continue;
      }
      if (this.#waiting.seenBy(path) === 'scan') this.#options.onMissed();
      this.#waiting.end(path);
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
    if (snapshot !== null) this.#waiting.begin(snapshot, 'event');
    this.#tickLater();
  }
}
