/** The part of contract.ts about watched folders. */

import type { WaitingFile as FileThatWaits } from '../../main/core/watch/folder-view.ts';
import type { WatchSettings } from '../../main/core/watch/watched-folder.ts';
import type { Call, Push } from './channel.ts';
import type { Excerpt, FolderCondition, Message } from './core.ts';
import type { Whom } from './queue.ts';

/** The settings of a folder that a person can change. */
export type FolderSettings = Omit<WatchSettings, 'path' | 'stabilityMs'>;

/** A file of a folder. Its `file` is the path from the folder, with `/` between the parts. */
interface OfFolder {
  readonly file: string;
}

export type WaitingFile = OfFolder & Omit<FileThatWaits, 'path'>;

/** A file that was skipped or failed, or that could not be moved or trashed once it was ready. */
interface FileWithReason extends OfFolder {
  readonly message: Message;
}

interface FailedFile extends FileWithReason {
  /** The id of its row in the queue, which may be gone; null where no upload was tried. */
  readonly uploadId: string | null;
}

interface EditedFile extends OfFolder {
  readonly sizeBytes: number;
}

export type FolderState =
  | Exclude<FolderCondition, { kind: 'resting' }>
  /** Another connection is in use than the folder's. `connection` is null where that is not kept any more. */
  | { readonly kind: 'resting'; readonly connection: string | null; readonly whom: Whom };

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
  readonly skipped: Excerpt<FileWithReason>;
  /** How many of the skipped files can be converted, where the settings say to ask. */
  readonly convertible: number;
  readonly failed: Excerpt<FailedFile>;
  /** Files that were edited after their upload, where the settings say to ask. */
  readonly edited: Excerpt<EditedFile>;
  readonly failedActions: Excerpt<FileWithReason>;
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
  /** Watches a folder whose connection is not kept any more for the present one. */
  watchFolderHere: Call<'folders:watch-here', (id: string) => void>;
  /** Stops watching the folder. Its files and their uploads stay. */
  removeFolder: Call<'folders:remove', (id: string) => void>;
  answerAlreadyHere: Call<'folders:answer-already-here', (id: string, answer: 'upload' | 'only-new') => void>;
  /** @param files as {@link FolderRow.edited} names them */
  answerEdited: Call<
    'folders:answer-edited',
    (id: string, files: readonly string[], answer: 'upload' | 'leave') => void
  >;
  /** Sends what is made of the skipped files that the server does not take. */
  convertSkipped: Call<'folders:convert', (id: string) => void>;
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
