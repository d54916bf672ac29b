/** The part of contract.ts about watched folders. */

import type { Call, Push } from './channel.ts';
import type { Message } from './messages.ts';

/** What becomes of a file once it is ready. A file that failed stays where it is. */
export type Afterwards =
  | { readonly do: 'leave' }
  /** Into this folder (absolute). */
  | { readonly do: 'move'; readonly folder: string }
  | { readonly do: 'trash' };

/** What a person can change of a folder. */
export interface FolderSettings {
  readonly recursive: boolean;
  /** Globs, such as `*.pdf` or `invoices/**`. With none of these, all documents are meant. */
  readonly include: readonly string[];
  /** Globs of what is passed over, even if `include` means it. */
  readonly exclude: readonly string[];
  readonly retention: 'keep' | 'temporary';
  readonly afterwards: Afterwards;
  /** What becomes of a file that was uploaded and edited since. */
  readonly onEdit: 'new-version' | 'leave' | 'ask';
}

/** What a folder is doing. It goes on by itself wherever it can. */
export type FolderState =
  | { readonly kind: 'paused' }
  | { readonly kind: 'not-connected' }
  /** It cannot be looked at: gone, not permitted, on a drive that is unplugged. Tried again and again. */
  | { readonly kind: 'unavailable'; readonly message: Message; readonly sinceMs: number }
  /** The first look at it; `seen` files so far. */
  | { readonly kind: 'scanning'; readonly seen: number }
  /** `by`: the system says what changes, or the folder is looked through every few seconds. */
  | { readonly kind: 'watching'; readonly by: 'events' | 'polling' };

/** Some of a list that may be long, the latest first, and how long it is. */
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
  /** Of its row in the queue, which may have been taken out; null where it was not even tried. */
  readonly uploadId: string | null;
}

export interface EditedFile extends OfFolder {
  readonly sizeBytes: number;
}

/** A ready file that could not be moved or trashed, and why. */
export interface StayedFile extends OfFolder {
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
  /** Set while the person has not said what to do with so many files that were there from the start. */
  readonly alreadyHere: { readonly files: number; readonly bytes: number } | null;
  readonly underWay: number;
  readonly ready: number;
  readonly lastUpload: { readonly file: string; readonly fileId: string; readonly atMs: number } | null;
  readonly waiting: Excerpt<WaitingFile>;
  readonly skipped: Excerpt<NotSentFile>;
  readonly failed: Excerpt<FailedFile>;
  /** Edited since they were uploaded, where the settings say to ask. */
  readonly edited: Excerpt<EditedFile>;
  readonly stayed: Excerpt<StayedFile>;
}

/** A part of the settings that a problem is about. */
export type FolderField = 'path' | 'include' | 'afterwards';

/** `field` is null where no single field is to blame. */
export type FolderOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly field: FolderField | null; readonly message: Message };

/** What was dropped where a folder is wanted. Only `folder` can be watched. */
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
