import { randomUUID } from 'node:crypto';
import { isActive, type Upload } from '../model/upload.ts';
import type { QueueEvent } from '../queue/upload-list.ts';
import { Listeners } from '../util/listeners.ts';
import { checkSettings, withTargetNamedFromFolder } from './check-settings.ts';
import type { FolderView } from './folder-view.ts';
import { FolderWatchers, type FolderWatchersOptions, type WatchActivity } from './folder-watchers.ts';
import { answered } from './ledger-rows.ts';
import type { WatchNews } from './watch-events.ts';
import type { SettingsOutcome, WatchedFolder, WatchSettings } from './watched-folder.ts';

/** The pause between two calls of a listener, in ms. */
const TELL_EVERY_MS = 250;

/**
 * All watched folders, each watched for its server and user while uploads go there. A ledger is for one server and user.
 * Nothing is looked at without a connection, or before `start`. An unknown id is ignored: its folder was removed a moment ago. What
 * changes a folder throws a StoreError where that could not be saved, and then nothing has happened.
 */
export class WatchedFolders {
  readonly #options: FolderWatchersOptions;
  readonly #folders = new Map<string, WatchedFolder>();
  readonly #watchers: FolderWatchers;
  readonly #listeners = new Listeners();
  readonly #newsListeners = new Listeners<WatchNews>();
  readonly #unsubscribe: () => void;
  #started = false;
  #cancelTell: (() => void) | null = null;

  constructor(options: FolderWatchersOptions) {
    this.#options = options;
    this.#watchers = new FolderWatchers(options, {
      news: (news) => this.#newsListeners.emit(news),
      changed: () => this.#changed(),
    });
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
    return this.folders.map((folder) => this.#watchers.view(folder));
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
    return this.#watchers.activity;
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
    this.#watchers.stop(id);
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
    this.#watchers.forget(id);
    this.#changed();
  }

  /**
   * The folders that were watched for one base URL and user are watched for another one from now on, with a ledger of its
   * own: what is in them by then is left until `answerAlreadyHere`.
   */
  rebind(from: string, to: string): void {
    for (const folder of this.folders) {
      if (folder.destination !== from) continue;
      this.#watchers.forget(folder.id);
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
    this.#watchers.forget(id);
    this.#save({ ...folder, destination });
  }

  /** The answer to {@link FolderView.alreadyHere}; it may be changed from 'only-new' to 'upload' later. */
  answerAlreadyHere(id: string, answer: 'upload' | 'only-new'): void {
    const watching = this.#watchers.of(id);
    if (watching === undefined) return;
    watching.ledger.change({ alreadyHere: answer });
    watching.watcher.rescan();
    this.#changed();
  }

  /** The answer to {@link FolderView.edited} for these files. */
  answerEdited(id: string, paths: readonly string[], answer: 'upload' | 'leave'): void {
    const watching = this.#watchers.of(id);
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
    const watching = this.#watchers.of(id);
    if (watching === undefined) return;
    const { ledger, watcher } = watching;
    await watcher.arrivals.convert(paths ?? [...ledger.skippedPaths()], rule);
    this.#changed();
  }

  /** Scans all folders now, as after sleep, or because the person will not wait. */
  rescan(): void {
    this.#watchers.rescan();
  }

  /** Stops watching. When it resolves, no file of a folder is being looked at, read or moved. The queue goes on. */
  async close(): Promise<void> {
    this.#started = false;
    this.#unsubscribe();
    this.#cancelTell?.();
    await this.#watchers.close();
  }

  #setPaused(id: string, paused: boolean): void {
    const folder = this.#folders.get(id);
    if (folder === undefined || folder.paused === paused) return;
    this.#save({ ...folder, paused });
    if (paused) this.#watchers.stop(id);
  }

  #save(folder: WatchedFolder): void {
    this.#options.store.saveFolder(folder);
    this.#folders.set(folder.id, folder);
    if (this.#started) this.#watchers.watch(folder);
    this.#changed();
  }

  #connectionChanged(): void {
    const { destination } = this.#options.queue;
    if (!this.#started || destination === this.#watchers.destination) return;
    if (destination !== null) this.assign(destination);
    this.#watchers.serve(destination);
    for (const folder of this.#folders.values()) this.#watchers.watch(folder);
    this.#changed();
  }

  #onQueueEvent(event: QueueEvent): void {
    if (event.type === 'connection') this.#connectionChanged();
    else if (event.type === 'upload') this.#uploadChanged(event.upload);
  }

  #uploadChanged(upload: Upload): void {
    const { origin, state } = upload;
    if (origin.kind !== 'watched-folder' || isActive(state)) return;
    this.#watchers.uploadEnded(origin.folderId, upload);
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
