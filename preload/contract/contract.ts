/**
 * All that passes between the main process and the window, and nothing else does.
 *
 * `Calls` maps each request channel to its signature and `Events` each push channel to its payload; the main
 * process, the preload bridge and the window all derive their types from these two. Everything here is plain
 * data that survives structured clone. It carries no API key towards the window, and no signed URL anywhere.
 */

import type { CopyApi, CopyCalls, CopyEvents } from './copy.ts';
import type { DataApi, DataCalls } from './data.ts';
import type { DesktopApi, DesktopCalls, DesktopEvents } from './desktop.ts';
import type { EtaApi, EtaCalls, EtaEvents } from './eta.ts';
import type { FolderCalls, FolderEvents, FoldersApi } from './folders.ts';
import type { HistoryApi, HistoryCalls, HistoryEvents } from './history.ts';
import type { LanguageApi, LanguageCalls, LanguageEvents } from './language.ts';
import type { LibraryApi, LibraryCalls, LibraryEvents } from './library.ts';
import type { Message } from './messages.ts';
import type { PreferencesApi, PreferencesCalls, PreferencesEvents } from './preferences.ts';
import type { SystemApi, SystemCalls } from './system.ts';
import type { UpdateApi, UpdateCalls, UpdateEvents } from './updates.ts';

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
export type * from './system.ts';
export type * from './updates.ts';

/** Whether the server keeps a file for reuse or removes it after 24 hours. */
export type Retention = 'keep' | 'temporary';

/** The next attempt of a step that failed in a way that passes, as a clock time in ms since the epoch. */
export interface RetryView {
  readonly atMs: number;
  /** Which attempt comes next, counting the first one as 1. */
  readonly attempt: number;
  readonly message: Message;
}

/** The user and server that a row waits for. */
export interface Whom {
  /** The first characters of the user's id. */
  readonly user: string;
  readonly server: string;
}

export type RowState =
  /** `waitsFor` names the user and server it is meant for, where that is not the present connection. */
  | { readonly stage: 'queued'; readonly waitsFor: Whom | null }
  /** `bytesPerSecond` is null until it is known. All bytes sent is not done. */
  | { readonly stage: 'uploading'; readonly sentBytes: number; readonly bytesPerSecond: number | null }
  /**
   * `step` is the server's own name for what it does, made readable ("Antivirus scanning"), or null. `stuckSinceMs` is
   * set once it has been at it beyond all measure: since when it has the bytes. The person may ask again (`tryNow`) or
   * upload again.
   */
  | { readonly stage: 'processing'; readonly step: string | null; readonly stuckSinceMs: number | null }
  /**
   * `note` is set where the server had a remark on the file, such as that it holds no text. `alreadyAtMs` is
   * set where the same content was ready before and was not sent again: since when.
   */
  | {
      readonly stage: 'ready';
      readonly fileId: string;
      readonly note: Message | null;
      readonly alreadyAtMs: number | null;
    }
  | { readonly stage: 'failed'; readonly message: Message; readonly canRetry: boolean }
  | { readonly stage: 'cancelled' }
  /** Never sent, and why: a wrong type, an empty file, a hidden one … */
  | { readonly stage: 'skipped'; readonly message: Message };

export type Stage = RowState['stage'];

/** One line of the queue. */
export interface UploadRow {
  readonly id: string;
  /** The file's name without its folder. It is user content: any character may be in it. */
  readonly name: string;
  /** The folder the file lies in, for a tooltip. */
  readonly folder: string;
  /** The name of the watched folder that it was found in; null where a person added it. */
  readonly from: string | null;
  /** null where the file could not be looked at. */
  readonly sizeBytes: number | null;
  readonly retention: Retention;
  readonly addedAtMs: number;
  readonly state: RowState;
  /** Set while a step waits to be tried again. */
  readonly retry: RetryView | null;
}

/**
 * What is in the way at the moment, if anything, beside the person's own pause. It holds for the whole queue; no file
 * fails for it. While it is paused, nothing new is asked, so that none of the waits that end by themselves is told.
 */
export type QueueStatus =
  | { readonly kind: 'none' }
  /** Changes cannot be kept (the disk is full, say), so nothing is done. It goes on by itself. */
  | { readonly kind: 'disk'; readonly message: Message }
  /** Nobody has said yet where to upload to. */
  | { readonly kind: 'not-connected' }
  /** The person has to mend a setting. */
  | { readonly kind: 'configuration'; readonly field: ConnectionField; readonly message: Message }
  /** No way to the server; the server fails whoever asks; the storage fails for every file while the API answers. */
  | {
      readonly kind: 'offline' | 'server-trouble' | 'storage-trouble';
      readonly message: Message;
      readonly retryAtMs: number;
    }
  /** The server's limit on requests is reached; the queue goes on by itself at `untilMs`. */
  | { readonly kind: 'rate-limited'; readonly untilMs: number }
  /** What was named at `path` cannot be found yet, since its drive does not answer. Nothing else waits for it. */
  | { readonly kind: 'drive-silent'; readonly path: string };

export interface QueueSnapshot {
  /** Counts patches: a patch with `seq` = snapshot's `seq` + 1 follows on it. */
  readonly seq: number;
  /** In the order they are shown, newest batch last. */
  readonly rows: readonly UploadRow[];
  readonly queueStatus: QueueStatus;
  /** By the person: what is on the wire comes to its end, nothing new begins. */
  readonly paused: boolean;
  /** What became of the kept list, such as that it was damaged and what could be saved of it; null else. */
  readonly notice: Message | null;
}

/** The rows that follow on those of a snapshot or page before; `hasMore` says that a further page follows on these. */
export interface QueuePage {
  readonly rows: readonly UploadRow[];
  readonly hasMore: boolean;
}

/** What changed since the patch before. At most one every 100 ms. A gap in `seq` means: take a snapshot. */
export interface QueuePatch {
  readonly seq: number;
  /** Changed rows replace the row of the same id; new ones are appended in this order. */
  readonly rows: readonly UploadRow[];
  readonly removedIds: readonly string[];
  readonly queueStatus: QueueStatus;
  readonly paused: boolean;
}

/** What became of a drop, a dialog or a paste. */
export interface AddResult {
  readonly queued: number;
  readonly skipped: number;
}

export type ConnectionField = 'baseUrl' | 'apiKey' | 'userId';

/**
 * How the key lies on disk. `plain-text-key` means the system offers no keyring, so it is barely protected; `unknown`
 * that the system has not answered yet.
 */
export type KeyProtection = 'encrypted' | 'plain-text-key' | 'unavailable' | 'unknown';

export interface Connection {
  /**
   * `none` on the first run; `sandbox` while the server inside the app is in use. `unlocking` at the start, until the
   * system's keyring has given the key out, for which it may ask the person.
   */
  readonly mode: 'none' | 'account' | 'sandbox' | 'unlocking';
  /** The account's settings, also while the sandbox is in use. */
  readonly baseUrl: string;
  readonly userId: string;
  /** Whether a key is kept. The key itself never comes to the window. */
  readonly hasKey: boolean;
  readonly keyProtection: KeyProtection;
  /** Why the stored settings could not be used, such as that they were damaged and set aside; null else. */
  readonly notice: Message | null;
}

/** What the person typed. An empty `apiKey` means: the one already kept, where the server is still the same. */
export interface ConnectionDraft {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly userId: string;
}

/** `field` is null where no single field is to blame, such as for a server in trouble. */
export type ConnectionTest =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly field: ConnectionField | null; readonly message: Message };

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
