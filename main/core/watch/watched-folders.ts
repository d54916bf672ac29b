import { randomUUID } from 'node:crypto';
import { batchOfDay } from '../intake/batch.ts';
import { isActive, sourceOf, type Upload } from '../model/upload.ts';
import type { Queue } from '../queue/queue.ts';
import type { QueueEvent } from '../queue/upload-list.ts';
import type { Clock } from '../util/clock.ts';
import { Listeners } from '../util/listeners.ts';
import { checkSettings, leavingFiles, withTargetNamedFromFolder } from './check-settings.ts';
import { filesFor } from './drive-files.ts';
import { isOnlineOnly } from './file-snapshot.ts';
import type { OpenFileSystemEvents } from './file-system-events.ts';
import { fileSystemEvents } from './folder-listener.ts';
import type { FolderCondition, FolderView, WaitingFile } from './folder-view.ts';
import type { FolderLedger, LedgerState, WatchStore } from './ledger.ts';
import { answered } from './ledger-rows.ts';
import type { Trash } from './post-upload-actions.ts';
import { pausedView, restingView, viewOf } from './view-of.ts';
import type { WatchNews } from './watch-events.ts';
import type { AlreadyHere, SettingsOutcome, WatchedFolder, WatchSettings } from './watched-folder.ts';
import { Watcher } from './watcher.ts';

export interface WatchedFoldersOptions {
  readonly queue: Queue;
  readonly store: WatchStore;
  readonly clock: Clock;
  readonly trash: Trash;
  /** The default for files that are in a folder at its first scan. */
  readonly alreadyHere: AlreadyHere;
  /** Whether a destination is only for trying things out: what went there is neither moved nor trashed. */
  readonly isTrial?: (destination: string) => boolean;
  /**
   * Whether each folder belongs to the base URL and user that it was added for, and rests while another is connected.
   * One of an earlier version is bound to the first that is no trial. By default all are watched for what is connected.
   */
  readonly bindsFolders?: boolean;
  readonly openEvents?: OpenFileSystemEvents;
}

/** The pause between two calls of a listener, in ms. */
const TELL_EVERY_MS = 250;

export interface WatchActivity {
  /** Something is being found out, moved or trashed. */
  readonly working: boolean;
  /** Something is being moved or trashed. */
  readonly acting: boolean;
  readonly waiting: readonly WaitingFile[];
  /** A folder cannot be looked at. */
  readonly unavailable: boolean;
}

interface Watching {
  readonly watcher: Watcher;
  readonly ledger: FolderLedger;
}

/**
 * All watched folders, each watched for its server and user while uploads go there. A ledger is for one server and user.
 * Nothing is looked at without a connection, or before `start`. An unknown id is ignored: its folder was removed a moment ago. What
 * changes a folder throws a StoreError where that could not be saved, and then nothing has happened.
 */
export class WatchedFolders {
  readonly #options: WatchedFoldersOptions;
  readonly #folders = new Map<string, WatchedFolder>();
  readonly #watching = new Map<string, Watching>();
  /** Of each folder's server and user, or the current ones; also of paused and resting folders. */
  readonly #ledgers = new Map<string, FolderLedger>();
  readonly #closing = new Set<Promise<void>>();
  readonly #listeners = new Listeners();
  readonly #newsListeners = new Listeners<WatchNews>();
  readonly #unsubscribe: () => void;
  #destination: string | null = null;
  #started = false;
  #cancelTell: (() => void) | null = null;

  constructor(options: WatchedFoldersOptions) {
    this.#options = options;
    for (const folder of options.store.folders()) this.#folders.set(folder.id, folder);
    this.#unsubscribe = options.queue.uploads.subscribe((event) => this.#onQueueEvent(event));
  }

  /** Starts watching, for the current connection and each later one. */
  start(): void {
    this.#started = true;
    this.#connectionChanged();
  }

  get folders(): WatchedFolder[] {
    return [...this.#folders.values()];
  }

  views(): FolderView[] {
    return this.folders.map((folder) => {
      const watching = this.#watching.get(folder.id);
      if (watching === undefined) return this.#restingView(folder);
      const { watcher, ledger } = watching;
      const canConvert = (file: Parameters<Queue['waysFor']>[0]) =>
        this.#options.queue.waysFor(file).length > 0;
      return viewOf(folder, watcher.condition, ledger, watcher.arrivals.waiting(), canConvert);
    });
  }

  #restingView(folder: WatchedFolder): FolderView {
    const condition = this.#restingCondition(folder);
    const ledger = this.#ledgers.get(folder.id);
    return ledger === undefined ? restingView(folder, condition) : pausedView(folder, condition, ledger);
  }

  #restingCondition({ paused, destination }: WatchedFolder): FolderCondition {
    if (paused) return { kind: 'paused' };
    if (destination === null || this.#destination === null) return { kind: 'not-connected' };
    return { kind: 'resting', destination };
  }

  /** Calls `listener` after something of a folder changed, a few times a second at most. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Calls `listener` with each event. */
  onNews(listener: (news: WatchNews) => void): () => void {
    return this.#newsListeners.add(listener);
  }

  /** What all folders together are doing, uploads aside. */
  get activity(): WatchActivity {
    const watchers = [...this.#watching.values()].map(({ watcher }) => watcher);
    return {
      working: watchers.some(({ working }) => working),
      acting: watchers.some(({ postUploadActions }) => postUploadActions.busy),
      waiting: watchers.flatMap(({ arrivals }) => arrivals.waiting()),
      unavailable: watchers.some(({ condition }) => condition.kind === 'unavailable'),
    };
  }

  /** Watches a folder. Its files are left until `answerAlreadyHere`; what comes from now on is uploaded. */
  async add(given: WatchSettings): Promise<SettingsOutcome> {
    // Another connection may be in use once the settings are checked.
    const destination = this.#options.bindsFolders === true ? this.#options.queue.addsFor : null;
    const settings = await withTargetNamedFromFolder(given);
    const problem = await checkSettings(settings, this.folders);
    if (problem !== null) return { kind: 'refused', problem };
    const addedAtMs = this.#options.clock.now();
    const folder = { id: randomUUID(), settings, paused: false, addedAtMs, destination };
    this.#save(folder);
    return { kind: 'done', folder };
  }

  /** Changes the settings of a folder, but for its path; files are judged by the new ones from now on. */
  async update(id: string, changed: WatchSettings): Promise<SettingsOutcome> {
    const before = this.#folders.get(id);
    const gone = { code: 'no_folder', message: { code: 'folder_not_watched_any_more' } } as const;
    if (before === undefined) return { kind: 'refused', problem: gone };
    const settings = await withTargetNamedFromFolder({ ...changed, path: before.settings.path });
    const others = this.folders.filter((folder) => folder.id !== id);
    const problem = await checkSettings(settings, others);
    if (problem !== null) return { kind: 'refused', problem };
    const { postUploadAction } = before.settings;
    // The new action is not meant for files that were Ready before.
    if (JSON.stringify(postUploadAction) !== JSON.stringify(settings.postUploadAction)) {
      this.#options.store.leaveReady(id);
    }
    const folder = { ...before, settings };
    this.#stop(id);
    this.#save(folder);
    return { kind: 'done', folder };
  }

  /** Looks at nothing in it until `resume`; its queued uploads continue. */
  pause(id: string): void {
    this.#setPaused(id, true);
  }

  /** Watches it again, and finds what came meanwhile. */
  resume(id: string): void {
    this.#setPaused(id, false);
  }

  /** Stops watching it, and forgets what was known of its files; uploads and history stay. */
  remove(id: string): void {
    if (!this.#folders.has(id)) return;
    this.#options.store.forgetFolder(id);
    this.#folders.delete(id);
    this.#ledgers.delete(id);
    this.#stop(id);
    this.#changed();
  }

  /**
   * The folders that were watched for one base URL and user are watched for another one from now on, with a ledger of its
   * own: what is in them by then is left until `answerAlreadyHere`.
   */
  rebind(from: string, to: string): void {
    for (const folder of this.folders) {
      if (folder.destination !== from) continue;
      this.#stop(folder.id);
      this.#ledgers.delete(folder.id);
      this.#save({ ...folder, destination: to });
    }
  }

  /**
   * Folders that are bound to no base URL and user yet belong to this one from now on.
   * @throws {StoreError} where that cannot be saved
   */
  assign(destination: string): void {
    const { bindsFolders = false, isTrial, store } = this.#options;
    if (!bindsFolders || isTrial?.(destination) === true) return;
    for (const folder of this.folders) {
      if (folder.destination !== null) continue;
      const bound = { ...folder, destination };
      store.saveFolder(bound);
      this.#folders.set(folder.id, bound);
    }
  }

  /** Stops watching the folders that belong to these. */
  removeOf(isMeant: (destination: string) => boolean): void {
    const ended = this.folders.filter(({ destination }) => destination !== null && isMeant(destination));
    for (const { id } of ended) this.remove(id);
  }

  /** Watches this one for the current base URL and user from now on. */
  watchHere(id: string): void {
    const { destination } = this.#options.queue;
    const folder = this.#folders.get(id);
    if (folder === undefined || destination === null || folder.destination === destination) return;
    this.#stop(id);
    this.#ledgers.delete(id);
    this.#save({ ...folder, destination });
  }

  /** The answer to {@link FolderView.alreadyHere}; it may be changed from 'only-new' to 'upload' later. */
  answerAlreadyHere(id: string, answer: 'upload' | 'only-new'): void {
    const watching = this.#watching.get(id);
    if (watching === undefined) return;
    watching.ledger.change({ alreadyHere: answer });
    watching.watcher.rescan();
    this.#changed();
  }

  /** The answer to {@link FolderView.edited} for these files. */
  answerEdited(id: string, paths: readonly string[], answer: 'upload' | 'leave'): void {
    const watching = this.#watching.get(id);
    if (watching === undefined) return;
    const { ledger, watcher } = watching;
    const rows = paths.flatMap((path) => ledger.row(path) ?? []);
    ledger.save(rows.filter(({ outcome }) => outcome === 'asking').map((row) => answered(row, answer)));
    watcher.rescan();
    this.#changed();
  }

  /**
   * Sends what is made of skipped files that the server does not take.
   * @param paths null for all of them
   */
  async convert(id: string, paths: readonly string[] | null, rule: 'text' | 'pdf'): Promise<void> {
    const watching = this.#watching.get(id);
    if (watching === undefined) return;
    const { ledger, watcher } = watching;
    await watcher.arrivals.convert(paths ?? [...ledger.skippedPaths()], rule);
    this.#changed();
  }

  /** Scans all folders now, as after sleep, or because the person will not wait. */
  rescan(): void {
    for (const { watcher } of this.#watching.values()) watcher.rescan();
  }

  /** Stops watching. When it resolves, no file of a folder is being looked at, read or moved. The queue goes on. */
  async close(): Promise<void> {
    this.#started = false;
    this.#unsubscribe();
    this.#cancelTell?.();
    for (const id of [...this.#watching.keys()]) this.#stop(id);
    await Promise.all(this.#closing);
  }

  #setPaused(id: string, paused: boolean): void {
    const folder = this.#folders.get(id);
    if (folder === undefined || folder.paused === paused) return;
    this.#save({ ...folder, paused });
    if (paused) this.#stop(id);
  }

  #save(folder: WatchedFolder): void {
    this.#options.store.saveFolder(folder);
    this.#folders.set(folder.id, folder);
    this.#watch(folder);
    this.#changed();
  }

  #connectionChanged(): void {
    const { destination } = this.#options.queue;
    if (!this.#started || destination === this.#destination) return;
    this.#destination = destination;
    this.#ledgers.clear();
    if (destination !== null) this.assign(destination);
    for (const id of [...this.#watching.keys()]) this.#stop(id);
    for (const folder of this.#folders.values()) this.#watch(folder);
    this.#changed();
  }

  #watch(folder: WatchedFolder): void {
    const { bindsFolders = false } = this.#options;
    const current = this.#destination;
    if (!this.#started || current === null || this.#watching.has(folder.id)) return;
    const destination = bindsFolders ? folder.destination : current;
    if (destination === null) return;
    const { queue, store, clock, trash, alreadyHere } = this.#options;
    const open: LedgerState = { openedAtMs: clock.now(), alreadyHere, lookedThrough: false };
    const ledger = this.#ledgers.get(folder.id) ?? store.ledger(folder.id, destination, open);
    this.#ledgers.set(folder.id, ledger);
    if (folder.paused || destination !== current) return;
    const { retention, conversionRule, path: root } = folder.settings;
    const origin = { kind: 'watched-folder', folderId: folder.id, root } as const;
    const isTrial = this.#options.isTrial?.(destination) ?? false;
    const watcher = new Watcher({
      folder: isTrial ? leavingFiles(folder) : folder,
      ledger,
      clock,
      trash,
      ...filesFor(folder.settings),
      openEvents: this.#options.openEvents ?? fileSystemEvents,
      limits: () => queue.fileLimits,
      conversion: () => ({ rule: conversionRule, tools: queue.conversionTools }),
      isOnlineOnly: (stats) => isOnlineOnly(stats),
      isActive: (id) => queue.partsOf(id).some(({ state }) => isActive(state)),
      served: () => queue.lastServed,
      upload: (items, superseded) => {
        const batch = batchOfDay(folder.id, root, clock.now());
        queue.addWatched(items, { retention, destination, origin, conversionRule, batch });
        queue.remove(superseded.flatMap((id) => queue.partsOf(id).map((part) => part.id)));
      },
      news: (news) => {
        this.#newsListeners.emit(news);
        this.#changed();
      },
      changed: () => this.#changed(),
    });
    this.#watching.set(folder.id, { watcher, ledger });
  }

  #stop(id: string): void {
    const watching = this.#watching.get(id);
    this.#watching.delete(id);
    if (watching === undefined) return;
    const closed = watching.watcher.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #onQueueEvent(event: QueueEvent): void {
    if (event.type === 'connection') this.#connectionChanged();
    else if (event.type === 'upload') this.#uploadChanged(event.upload);
  }

  #uploadChanged(upload: Upload): void {
    const { origin, state } = upload;
    if (origin.kind !== 'watched-folder' || isActive(state)) return;
    const watcher = this.#watching.get(origin.folderId)?.watcher;
    watcher?.arrivals.lookSoon(sourceOf(upload).path);
    if (state.stage === 'ready') watcher?.postUploadActions.wake();
    this.#changed();
  }

  #changed(): void {
    if (this.#cancelTell !== null || this.#listeners.isEmpty) return;
    this.#cancelTell = this.#options.clock.after(TELL_EVERY_MS, () => {
      this.#cancelTell = null;
      this.#listeners.emit();
    });
  }
}
