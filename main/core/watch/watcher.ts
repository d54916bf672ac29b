import { join, relative } from 'node:path';
import { messageText } from '../model/english.ts';
import { StoreError } from '../model/store-error.ts';
import type { Clock } from '../util/clock.ts';
import type { Trash } from './action-steps.ts';
import { Arrivals, type ArrivalsOptions } from './arrivals.ts';
import { EventLooks } from './event-looks.ts';
import { keepsChangesToItself, type OpenFileSystemEvents } from './file-system-events.ts';
import type { FolderFiles } from './folder-files.ts';
import type { FolderCondition } from './folder-view.ts';
import type { FolderLedger } from './ledger.ts';
import { selection } from './names.ts';
import { PostUploadActions } from './post-upload-actions.ts';
import { BEAT_MS, RescanScheduler } from './rescan-scheduler.ts';
import { SecondTries } from './retry-after-outage.ts';
import type { ScanOptions } from './scan.ts';
import { isOfFileSystem, unavailable } from './unavailable.ts';
import type { SeenBy } from './waiting-files.ts';
import type { WatchNews } from './watch-events.ts';
import type { WatchedFolder } from './watched-folder.ts';

export interface WatcherOptions extends Omit<ArrivalsOptions, 'root' | 'settings' | 'onMissed'> {
  readonly clock: Clock;
  readonly folder: WatchedFolder;
  readonly ledger: FolderLedger;
  readonly openEvents: OpenFileSystemEvents;
  readonly trash: Trash;
  readonly files: FolderFiles;
  /** The files of the folder that Ready files are moved to as well. */
  readonly movingFiles: FolderFiles;
  /** Whether it listens for events. On a drive that may stop responding, that alone could block the program. */
  readonly listens: boolean;
  readonly news: (news: WatchNews) => void;
}

/** The interval between two looks at the folder itself, in beats. */
const ROOT_EVERY_BEATS = 3;
/** The interval between two looks at which failed files are due again, in beats. */
const SECOND_TRIES_EVERY_BEATS = 30;
/** If more files failed, the oldest wait for an ordinary scan. */
const MAX_SECOND_TRIES = 1000;
/** A beat that comes so much too late, or too early, in ms: the process stalled, the computer slept, a clock was set. */
const OUT_OF_STEP_MS = 1500;

/** Watches one folder for one server and user, from the first scan until it is closed. */
export class Watcher {
  readonly arrivals: Arrivals;
  readonly postUploadActions: PostUploadActions;
  readonly #options: WatcherOptions;
  readonly #scanOptions: ScanOptions;
  readonly #eventLooks: EventLooks;
  readonly #secondTries = new SecondTries();
  readonly #closing = new AbortController();
  #plan = new RescanScheduler(false);
  #condition: FolderCondition = { kind: 'scanning', seen: 0 };
  #events: { close(): Promise<void> } | null = null;
  /** Device and inode of the folder that it listens to. */
  #rootId: string | null = null;
  #scanning = false;
  #looked = false;
  #beats = 0;
  #lastBeatMs: number;
  #cancelBeat: () => void = () => {};
  #beating: Promise<void>;

  constructor(options: WatcherOptions) {
    const { folder, ledger, clock } = options;
    const { settings } = folder;
    this.#options = options;
    const { postUploadAction } = settings;
    this.#scanOptions = {
      ...options,
      root: settings.path,
      selection: selection(settings.include, settings.exclude),
      recursive: settings.recursive,
      signal: this.#closing.signal,
      except: postUploadAction.type === 'move' ? postUploadAction.folder : null,
    };
    this.arrivals = new Arrivals({
      ...options,
      settings,
      root: settings.path,
      onMissed: () => this.#plan.noteMissed(),
    });
    this.#eventLooks = new EventLooks({
      scan: this.#scanOptions,
      files: options.files,
      arrivals: this.arrivals,
      failed: () => this.#plan.request(),
    });
    this.postUploadActions = new PostUploadActions({
      ...options,
      settings,
      ledger,
      files: options.movingFiles,
    });
    this.#lastBeatMs = clock.now();
    this.#beating = this.#beat();
  }

  get condition(): FolderCondition {
    return this.#condition;
  }

  /** Whether it is scanning, reading, moving or trashing; waiting files and uploads under way aside. */
  get working(): boolean {
    const looks = this.#condition.kind !== 'unavailable' && (!this.#looked || this.#scanning);
    return looks || this.arrivals.reading || this.postUploadActions.busy || this.postUploadActions.waits;
  }

  rescan(): void {
    this.#plan.request();
  }

  /** Stops watching. Resolves when all of its work has ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelBeat();
    await this.#beating;
    await this.#events?.close();
    await Promise.all([this.arrivals.close(), this.postUploadActions.close()]);
  }

  async #beat(): Promise<void> {
    try {
      await this.#lookAfter();
    } catch (error) {
      if (!this.#closing.signal.aborted && !(error instanceof StoreError)) throw error;
      // The next scan finds again what could not be saved.
      this.#plan.request();
    }
    if (this.#closing.signal.aborted) return;
    this.#lastBeatMs = this.#options.clock.now();
    this.#cancelBeat = this.#options.clock.after(BEAT_MS, () => {
      this.#beating = this.#beat();
    });
  }

  async #lookAfter(): Promise<void> {
    const driftMs = this.#options.clock.now() - this.#lastBeatMs - BEAT_MS;
    if (Math.abs(driftMs) > OUT_OF_STEP_MS) this.#plan.request();
    if (this.#beats % SECOND_TRIES_EVERY_BEATS === 0) this.#noticeSecondTries();
    const isRootDue = this.#beats % ROOT_EVERY_BEATS === 0;
    this.#beats += 1;
    if (isRootDue && !(await this.#findRoot())) return;
    if (this.#rootId !== null && this.#plan.beat()) await this.#scan(this.#looked ? 'scan' : 'first-scan');
  }

  #noticeSecondTries(): void {
    const { ledger, clock, served } = this.#options;
    const failed = ledger.list('failed', MAX_SECOND_TRIES);
    if (this.#secondTries.notice(failed, clock.now(), served())) this.#plan.request();
  }

  /** @returns whether the folder is there. Where it is another one than before, all begins anew */
  async #findRoot(): Promise<boolean> {
    const { path } = this.#options.folder.settings;
    try {
      const { id, real } = await this.#options.files.root(path);
      if (id !== this.#rootId) await this.#begin(id, real);
      return true;
    } catch (error) {
      await this.#lost(error);
      return false;
    }
  }

  /** @param real where the folder really lies: links are not followed there, and the folder itself may be one */
  async #begin(id: string, real: string): Promise<void> {
    const { folder, openEvents } = this.#options;
    const { path, recursive } = folder.settings;
    const { listens } = this.#options;
    await this.#events?.close();
    this.#events = null;
    const plan = new RescanScheduler(!listens || (await keepsChangesToItself(real)));
    this.#plan = plan;
    this.#looked = false;
    this.#rootId = id;
    plan.request();
    if (!listens) return;
    this.#events = await openEvents(real, recursive, {
      event: (event) => {
        plan.noteEvent();
        this.#eventLooks.look({ ...event, path: join(path, relative(real, event.path)) });
      },
      lost: () => plan.request(),
      failed: () => plan.startPolling(),
    });
  }

  async #lost(error: unknown): Promise<void> {
    if (this.#closing.signal.aborted) return;
    await this.#events?.close();
    this.#events = null;
    this.#rootId = null;
    const message = unavailable(error);
    const isKnown =
      this.#condition.kind === 'unavailable' && messageText(this.#condition.message) === messageText(message);
    if (!isKnown) this.#become({ kind: 'unavailable', message, sinceMs: this.#options.clock.now() });
  }

  async #scan(by: SeenBy): Promise<void> {
    const { folder, ledger, clock } = this.#options;
    const { path } = folder.settings;
    const startMs = clock.now();
    const skipped = new Set<string>();
    let seen = 0;
    this.#scanning = true;
    this.#plan.begin();
    const wasUnavailable = this.#condition.kind === 'unavailable';
    // A folder that is there and cannot be read is not reported as back with each try.
    if (by === 'first-scan' && !wasUnavailable) this.#become({ kind: 'scanning', seen });
    try {
      for await (const snapshots of this.#options.files.scan({ path, parts: [] }, this.#scanOptions)) {
        for (const snapshot of snapshots) if (snapshot.kind === 'skipped') skipped.add(snapshot.path);
        await this.arrivals.see(snapshots, by);
        seen += snapshots.length;
        if (by === 'first-scan' && !wasUnavailable) this.#become({ kind: 'scanning', seen });
      }
    } catch (error) {
      if (this.#closing.signal.aborted || !isOfFileSystem(error)) throw error;
      return await this.#lost(error);
    } finally {
      this.#scanning = false;
    }
    ledger.forget([...ledger.skippedPaths()].filter((known) => !skipped.has(known)));
    if (!ledger.state.lookedThrough) ledger.change({ lookedThrough: true });
    this.#looked = true;
    this.#plan.noteScan(clock.now() - startMs);
    this.#become({ kind: 'watching', by: this.#plan.isPolling ? 'polling' : 'events' });
    this.postUploadActions.retry();
  }

  #become(condition: FolderCondition): void {
    const before = this.#condition;
    this.#condition = condition;
    const isNews = before.kind !== condition.kind || condition.kind === 'unavailable';
    if (isNews) this.#options.news({ type: 'condition', folder: this.#options.folder, condition });
    this.#options.changed();
  }
}
