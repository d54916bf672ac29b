/**
 * All that passes between the main process and the window, and nothing else does.
 *
 * `Calls` maps each request channel to its signature and `Events` each push channel to its payload; the main
 * process, the preload bridge and the window all derive their types from these two. Everything here is plain
 * data that survives structured clone. It carries no API key towards the window, and no signed URL anywhere.
 */

import type { Connection, ConnectionDraft, ConnectionTest } from './connection.ts';
import type { CopyApi, CopyCalls, CopyEvents } from './copy.ts';
import type { DataApi, DataCalls } from './data.ts';
import type { DesktopApi, DesktopCalls, DesktopEvents } from './desktop.ts';
import type { EtaApi, EtaCalls, EtaEvents } from './eta.ts';
import type { FolderCalls, FolderEvents, FoldersApi } from './folders.ts';
import type { HistoryApi, HistoryCalls, HistoryEvents } from './history.ts';
import type { LanguageApi, LanguageCalls, LanguageEvents } from './language.ts';
import type { LibraryApi, LibraryCalls, LibraryEvents } from './library.ts';
import type { PreferencesApi, PreferencesCalls, PreferencesEvents } from './preferences.ts';
import type { AddResult, QueuePage, QueuePatch, QueueSnapshot, Retention } from './queue.ts';
import type { SystemApi, SystemCalls } from './system.ts';
import type { UpdateApi, UpdateCalls, UpdateEvents } from './updates.ts';

export type * from './connection.ts';
export type * from './copy.ts';
export type * from './data.ts';
export type * from './desktop.ts';
export type * from './eta.ts';
export type * from './folders.ts';
export type * from './history.ts';
export type * from './language.ts';
export type * from './library.ts';
export type * from './messages.ts';
export type * from './preferences.ts';
export type * from './queue.ts';
export type * from './system.ts';
export type * from './updates.ts';

export interface Calls
  extends EtaCalls,
    FolderCalls,
    HistoryCalls,
    LanguageCalls,
    LibraryCalls,
    PreferencesCalls,
    DesktopCalls,
    CopyCalls,
    UpdateCalls,
    SystemCalls,
    DataCalls {
  /** Begins a snapshot: with its first rows, for 10,000 at once would hold up all else that the main process does. */
  'queue:snapshot': () => QueueSnapshot & QueuePage;
  /** Goes on with the snapshot that was begun last. */
  'queue:snapshot-page': () => QueuePage;
  'queue:add': (paths: readonly string[], retention: Retention) => AddResult;
  'queue:choose': (what: 'files' | 'folder', retention: Retention) => AddResult;
  'queue:cancel': (ids: readonly string[]) => void;
  'queue:retry': (ids: readonly string[]) => void;
  /**
   * Sends these files once more, as new rows, even though the server has their content. Only ready and processing ones
   * are; answers how many.
   */
  'queue:upload-again': (ids: readonly string[]) => number;
  'queue:set-paused': (paused: boolean) => void;
  /** Cuts the waits of these rows short, or of all and of the queue itself where `ids` is null. */
  'queue:try-now': (ids: readonly string[] | null) => void;
  /** Takes rows out of the list; only ended ones go (ready, failed, cancelled, skipped). */
  'queue:remove': (ids: readonly string[]) => void;
  /** Puts the file ids of these rows, of the queue or the history, on the clipboard, one a line; rows that have none are left out. Answers how many. */
  'queue:copy-ids': (ids: readonly string[]) => number;
  'connection:get': () => Connection;
  /** Asks the server whether these settings work. Changes nothing. */
  'connection:test': (draft: ConnectionDraft) => ConnectionTest;
  /** Keeps the settings and lets the queue go on with them. `ok: false` means that nothing was kept. */
  'connection:save': (draft: ConnectionDraft) => ConnectionTest;
  'connection:use-sandbox': () => Connection;
  'connection:leave-sandbox': () => Connection;
}

export interface Events
  extends EtaEvents,
    FolderEvents,
    HistoryEvents,
    LanguageEvents,
    LibraryEvents,
    PreferencesEvents,
    DesktopEvents,
    CopyEvents,
    UpdateEvents {
  'queue:patch': QueuePatch;
  'connection:changed': Connection;
}

/** The bridge: `window.hoist`. It takes `File`s and answers of dialogs, and no path but those it has given out. */
export interface HoistApi
  extends EtaApi,
    FoldersApi,
    HistoryApi,
    LanguageApi,
    LibraryApi,
    PreferencesApi,
    DesktopApi,
    CopyApi,
    UpdateApi,
    SystemApi,
    DataApi {
  readonly platform: 'darwin' | 'win32' | 'linux';
  snapshot(): Promise<QueueSnapshot>;
  onPatch(listener: (patch: QueuePatch) => void): () => void;
  /** Files and folders from a drop, a paste or an input. Those that exist in no file system are left out. */
  addFiles(files: readonly File[], retention: Retention): Promise<AddResult>;
  choose(what: 'files' | 'folder', retention: Retention): Promise<AddResult>;
  cancel(ids: readonly string[]): Promise<void>;
  retry(ids: readonly string[]): Promise<void>;
  uploadAgain(ids: readonly string[]): Promise<number>;
  setPaused(paused: boolean): Promise<void>;
  tryNow(ids: readonly string[] | null): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  copyIds(ids: readonly string[]): Promise<number>;
  connection(): Promise<Connection>;
  onConnection(listener: (connection: Connection) => void): () => void;
  testConnection(draft: ConnectionDraft): Promise<ConnectionTest>;
  saveConnection(draft: ConnectionDraft): Promise<ConnectionTest>;
  useSandbox(): Promise<Connection>;
  leaveSandbox(): Promise<Connection>;
}
