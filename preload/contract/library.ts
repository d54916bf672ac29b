/** The part of contract.ts about the files on the server. */

import type { Call, Push } from './channel.ts';
import type { DeletionFailure, LibraryAnswer, LibraryPage, LibraryRow } from './core.ts';

/** The text that the server found in a file. */
export interface LibraryText {
  readonly text: string;
  /** Whether the text continues beyond `shownBytes`. */
  readonly isCut: boolean;
  readonly shownBytes: number;
}

type NamedFile = Pick<LibraryRow, 'fileId' | 'name'>;

/** The deletions that the server has not confirmed yet. They continue after a restart. */
export interface Deletions {
  readonly pending: readonly NamedFile[];
  /** Until the person has read them. */
  readonly failed: readonly (NamedFile & { readonly failure: DeletionFailure })[];
  /** The file whose deletion the server has just confirmed, if that is what changed. */
  readonly deleted: NamedFile | null;
}

/** Calls wait as long as the server's limit, the network or a wrong setting blocks them, as the queue's status shows. */
export interface LibraryCalls {
  /** @param page from 1 */
  libraryPage: Call<'library:page', (page: number) => LibraryAnswer<LibraryPage>>;
  /** @param fileId one that a page has named */
  libraryText: Call<'library:text', (fileId: string) => LibraryAnswer<LibraryText>>;
  /** @param uploadId that of a ready row of the queue */
  uploadText: Call<'library:upload-text', (uploadId: string) => LibraryAnswer<LibraryText>>;
  /**
   * Copies the ids that a page has named, one a line.
   * @returns how many
   */
  copyFileIds: Call<'library:copy-ids', (fileIds: readonly string[]) => number>;
  /**
   * Deletes files that a page has named from the server, after the time in which `undoDeletion` takes it back. If they are many, or
   * the window is not the active one, the person is asked first, in a dialog outside of the window.
   * @returns whether they will be deleted
   */
  deleteFiles: Call<'library:delete', (fileIds: readonly string[]) => boolean>;
  /**
   * Takes the last deletion back.
   * @returns whether that was in time
   */
  undoDeletion: Call<'library:undo-deletion', () => boolean>;
  /** Stops the time in which a deletion can be taken back, for a minute at most, or starts it anew. */
  pauseUndo: Call<'library:pause-undo', (isPaused: boolean) => void>;
  deletions: Call<'library:deletions', () => Deletions>;
  /** Removes the failed deletions from the list: the person has read them. */
  dismissDeletions: Call<'library:dismiss', () => void>;
}

export interface LibraryEvents {
  onDeletions: Push<'library:deletions-changed', (deletions: Deletions) => void>;
}
