import { batchOfDay } from '../intake/batch.ts';
import { isActive, sourceOf, type Upload } from '../model/upload.ts';
import type { Queue } from '../queue/queue.ts';
import type { Clock } from '../util/clock.ts';
import type { Trash } from './action-steps.ts';
import { leavingFiles } from './check-settings.ts';
import { filesFor } from './drive-files.ts';
import { isOnlineOnly } from './file-snapshot.ts';
import type { OpenFileSystemEvents } from './file-system-events.ts';
import { fileSystemEvents } from './folder-listener.ts';
import type { FolderCondition, FolderView, WaitingFile } from './folder-view.ts';
import type { FolderLedger, LedgerState, WatchStore } from './ledger.ts';
import { pausedView, restingView, viewOf } from './view-of.ts';
import type { WatchNews } from './watch-events.ts';
import type { AlreadyHere, WatchedFolder } from './watched-folder.ts';
import { Watcher } from './watcher.ts';

export interface FolderWatchersOptions {
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

interface WatchersListener {
  news(news: WatchNews): void;
  /** Something of a folder changed. */
  changed(): void;
}

/**
 * Watches folders for one server and user at a time. A ledger is for one server and user. Nothing is looked at without a
 * connection.
 */
export class FolderWatchers {
  readonly #options: FolderWatchersOptions;
  readonly #listener: WatchersListener;
  readonly #watching = new Map<string, Watching>();
  /** Of each folder's server and user, or the current ones; also of paused and resting folders. */
  readonly #ledgers = new Map<string, FolderLedger>();
  readonly #closing = new Set<Promise<void>>();
  #destination: string | null = null;

  constructor(options: FolderWatchersOptions, listener: WatchersListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** The base URL and user that it watches for. */
  get destination(): string | null {
    return this.#destination;
  }

  /** Watches for another base URL and user from now on; the folders have to be given again. */
  serve(destination: string | null): void {
    this.#destination = destination;
    this.#ledgers.clear();
    for (const id of [...this.#watching.keys()]) this.stop(id);
  }

  /** @returns what watches this folder; nothing where it is paused or rests */
  of(id: string): Watching | undefined {
    return this.#watching.get(id);
  }

  view(folder: WatchedFolder): FolderView {
    const watching = this.#watching.get(folder.id);
    if (watching === undefined) return this.#restingView(folder);
    const { watcher, ledger } = watching;
    const canConvert = (file: Parameters<Queue['waysFor']>[0]) =>
      this.#options.queue.waysFor(file).length > 0;
    return viewOf(folder, watcher.condition, ledger, watcher.arrivals.waiting(), canConvert);
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

  /** Scans all folders now. */
  rescan(): void {
    for (const { watcher } of this.#watching.values()) watcher.rescan();
  }

  /** Watches a folder, unless it is paused or for another base URL and user. */
  watch(folder: WatchedFolder): void {
    const { bindsFolders = false } = this.#options;
    const current = this.#destination;
    if (current === null || this.#watching.has(folder.id)) return;
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
        this.#listener.news(news);
        this.#listener.changed();
      },
      changed: () => this.#listener.changed(),
    });
    this.#watching.set(folder.id, { watcher, ledger });
  }

  /** An upload of a watched folder has ended. */
  uploadEnded(folderId: string, upload: Upload): void {
    const watcher = this.#watching.get(folderId)?.watcher;
    watcher?.arrivals.lookSoon(sourceOf(upload).path);
    if (upload.state.stage === 'ready') watcher?.postUploadActions.wake();
  }

  stop(id: string): void {
    const watching = this.#watching.get(id);
    this.#watching.delete(id);
    if (watching === undefined) return;
    const closed = watching.watcher.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  /** Stops watching the folder, and begins with a new ledger the next time. */
  forget(id: string): void {
    this.#ledgers.delete(id);
    this.stop(id);
  }

  /** Stops watching. When it resolves, no file of a folder is being looked at, read or moved. */
  async close(): Promise<void> {
    for (const id of [...this.#watching.keys()]) this.stop(id);
    await Promise.all(this.#closing);
  }
}
