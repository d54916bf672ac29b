import type { ActionFailedMessage, FolderMessage } from '../model/messages.ts';
import type { FailureReason, SkipReason } from '../model/reasons.ts';
import type { WatchedFolder } from './watched-folder.ts';

/** The condition of a watched folder, the first that applies. It recovers by itself if it can. */
export type FolderCondition =
  | { readonly kind: 'paused' }
  /** Uploads go to another base URL or user than the folder's. */
  | { readonly kind: 'resting'; readonly destination: string }
  /** There is no connection yet, so nothing is scanned. */
  | { readonly kind: 'not-connected' }
  /** It is gone, not permitted, no folder any more, or on a drive that is unplugged. Tried again and again. */
  | { readonly kind: 'unavailable'; readonly message: FolderMessage; readonly sinceMs: number }
  /** The first look at it; `seen` files so far. */
  | { readonly kind: 'scanning'; readonly seen: number }
  /** `by`: the file system says what changes, or the folder is looked through every few seconds. */
  | { readonly kind: 'watching'; readonly by: 'events' | 'polling' };

/** A file that will be uploaded as soon as it can be. */
export interface WaitingFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** When it was first seen unfinished, in ms since the epoch. */
  readonly sinceMs: number;
  readonly why: /** Its size or time keeps changing. */
    | 'still-written'
    /** Nothing changes, but another program has it open for writing. */
    | 'open-elsewhere'
    /** Nothing changes, but whoever may be writing it cannot be seen: it waits longer. */
    | 'writer-unseen'
    /** Its bytes are with OneDrive, iCloud or the like; they are not fetched just to be looked at. */
    | 'online-only'
    /** It may not be read; tried again and again. */
    | 'unreadable';
}

interface SkippedFile {
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly reason: SkipReason;
}

interface FailedFile {
  readonly path: string;
  /** The upload in the list or in the history; null for bytes that were found infected before and not sent again. */
  readonly uploadId: string | null;
  readonly reason: FailureReason;
  readonly failedAtMs: number;
}

/** A file that was uploaded and edited since, where the settings say to ask. */
interface EditedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** When the edit was found. */
  readonly seenAtMs: number;
}

/** A Ready file that could not be moved or trashed, and why. */
interface FailedAction {
  readonly path: string;
  readonly message: string | ActionFailedMessage;
}

/** Some of a list that may be long, and how long it is. */
export interface Excerpt<T> {
  readonly total: number;
  /** The latest first, at most {@link EXCERPT_LENGTH}. */
  readonly first: readonly T[];
}

export const EXCERPT_LENGTH = 100;

/** All that a screen shows of one watched folder. */
export interface FolderView {
  readonly folder: WatchedFolder;
  readonly condition: FolderCondition;
  /** Set while the person has not said what to do with so many files that were there from the start. */
  readonly alreadyHere: { readonly files: number; readonly bytes: number } | null;
  /** Uploads of this folder that have not ended. */
  readonly underWay: number;
  readonly ready: number;
  readonly lastUpload: { readonly path: string; readonly fileId: string; readonly atMs: number } | null;
  readonly waiting: Excerpt<WaitingFile>;
  readonly skipped: Excerpt<SkippedFile>;
  /** How many of the skipped files can be converted, where the settings say to ask. */
  readonly convertible: number;
  readonly failed: Excerpt<FailedFile>;
  readonly edited: Excerpt<EditedFile>;
  readonly failedActions: Excerpt<FailedAction>;
}
