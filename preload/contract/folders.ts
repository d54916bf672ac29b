/** The part of contract.ts about watched folders. */

import type { Call, Push } from './channel.ts';
import type { Message } from './messages.ts';

/** The action on a file once it is ready. A failed file stays where it is. */
export type PostUploadAction =
  | { readonly type: 'leave' }
  /** Into this folder (absolute). */
  | { readonly type: 'move'; readonly folder: string }
  | { readonly type: 'trash' };

/** What a person can change of a folder. */
export interface FolderSettings {
  readonly recursive: boolean;
  /** Globs, such as `*.pdf` or `invoices/**`. Without any, all documents are taken. */
  readonly include: readonly string[];
  /** Globs of files that are ignored, even if `include` matches them. */
  readonly exclude: readonly string[];
  readonly retention: 'keep' | 'temporary';
  readonly postUploadAction: PostUploadAction;
  /** The action on a file that was edited after its upload. */
  readonly onEdit: 'new-version' | 'leave' | 'ask';
}

/** The state of a folder. It recovers by itself wherever it can. */
export type FolderState =
  | { readonly kind: 'paused' }
  | { readonly kind: 'not-connected' }
  /** The folder cannot be read: it is gone, not permitted, or on an unplugged drive. Hoist retries. */
  | { readonly kind: 'unavailable'; readonly message: Message; readonly sinceMs: number }
  /** The first scan; `seen` is the number of files so far. */
  | { readonly kind: 'scanning'; readonly seen: number }
  /** `events`: the system reports changes. `polling`: the folder is scanned every few seconds. */
  | { readonly kind: 'watching'; readonly by: 'events' | 'polling' };

/** The beginning of a list, the latest first, and the length of all of it. */
export interface Excerpt<T> {
  readonly total: number;
  readonly first: readonly T[];
}

/** A file of a folder. Its `file` is the path from the folder, with `/` between the parts. */
interface OfFolder {
  readonly file: string;
}

export interface WaitingFile extends OfFolder {
  readonly sizeBytes: number;
  readonly sinceMs: number;
  /** It keeps changing, another program has it open, its bytes are in the cloud, or it may not be read. */
  readonly why: 'still-written' | 'open-elsewhere' | 'writer-unseen' | 'online-only' | 'unreadable';
}

export interface NotSentFile extends OfFolder {
  readonly message: Message;
}

export interface FailedFile extends NotSentFile {
  /** The id of its row in the queue, which may be gone; null where no upload was tried. */
  readonly uploadId: string | null;
}

export interface EditedFile extends OfFolder {
  readonly sizeBytes: number;
}

/** A ready file that could not be moved or trashed. */
export interface FailedActionFile extends OfFolder {
  readonly message: Message;
}

/** One watched folder. */
export interface FolderRow {
  readonly id: string;
  /** The last part of its path. */
  readonly name: string;
  readonly path: string;
  readonly settings: FolderSettings;
  readonly state: FolderState;
  /** Set while the person has not decided on the files that were there from the start. */
  readonly alreadyHere: { readonly files: number; readonly bytes: number } | null;
  readonly underWay: number;
  readonly ready: number;
  readonly lastUpload: { readonly file: string; readonly fileId: string; readonly atMs: number } | null;
  readonly waiting: Excerpt<WaitingFile>;
  readonly skipped: Excerpt<NotSentFile>;
  readonly failed: Excerpt<FailedFile>;
  /** Files that were edited after their upload, where the settings say to ask. */
  readonly edited: Excerpt<EditedFile>;
  readonly failedActions: Excerpt<FailedActionFile>;
}

/** The setting that a problem is about. */
export type FolderField = 'path' | 'include' | 'postUploadAction';

/** `field` is null where the problem is about no single field. */
export type FolderOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly field: FolderField | null; readonly message: Message };

/** A drop where a folder is wanted. Only `folder` can be watched. */
export type DroppedFolder =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'files' }
  /** Several folders, or folders and files. */
  | { readonly kind: 'several' };

/** A path that the window names is one that the main process gave out after a dialog or a drop. */
export interface FolderCalls {
  folders: Call<'folders:get', () => readonly FolderRow[]>;
  /**
   * Asks for a folder in a dialog.
   * @returns null where the person chose none
   */
  chooseFolder: Call<'folders:choose', (purpose: 'watch' | 'move-target') => string | null>;
  droppedFolder: Call<'folders:dropped', (paths: readonly string[]) => DroppedFolder>;
  addFolder: Call<'folders:add', (path: string, settings: FolderSettings) => FolderOutcome>;
  updateFolder: Call<'folders:update', (id: string, settings: FolderSettings) => FolderOutcome>;
  setFolderPaused: Call<'folders:set-paused', (id: string, paused: boolean) => void>;
  /** Stops watching the folder. Its files and their uploads stay. */
  removeFolder: Call<'folders:remove', (id: string) => void>;
  answerAlreadyHere: Call<'folders:answer-already-here', (id: string, answer: 'upload' | 'only-new') => void>;
  /** @param files as {@link FolderRow.edited} names them */
  answerEdited: Call<
    'folders:answer-edited',
    (id: string, files: readonly string[], answer: 'upload' | 'leave') => void
  >;
  /** Scans all folders now. */
  lookAtFolders: Call<'folders:look', () => void>;
  /**
   * Copies the file id of the last upload.
   * @returns whether there was one
   */
  copyLastId: Call<'folders:copy-id', (id: string) => boolean>;
}

export interface FolderEvents {
  /** All folders, a few times a second at most. */
  onFolders: Push<'folders:changed', (folders: readonly FolderRow[]) => void>;
}
