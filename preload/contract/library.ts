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
   * Deletes files that a page has named from the server, once the person has said yes in a dialog outside of the
   * window.
   * @returns whether the person said yes
   */
  deleteFiles: Call<'library:delete', (fileIds: readonly string[]) => boolean>;
  deletions: Call<'library:deletions', () => Deletions>;
  /** Removes the failed deletions from the list: the person has read them. */
  dismissDeletions: Call<'library:dismiss', () => void>;
}

export interface LibraryEvents {
  onDeletions: Push<'library:deletions-changed', (deletions: Deletions) => void>;
}
