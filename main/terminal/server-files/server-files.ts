import type { DeletionOutcome, LibraryAnswer, LibraryPage } from '../../core/library/answers.ts';

/** A text byte by byte; `isCut` where it is longer than Hoist reads. */
export interface WholeText {
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

/** The files that the server has for this user. Its calls count toward the key's request limits. */
export interface ServerFiles {
  /** @param page from 1 */
  page(page: number): Promise<LibraryAnswer<LibraryPage>>;
  text(fileId: string): Promise<LibraryAnswer<WholeText>>;
  /**
   * Deletes files, one after the other.
   * @returns once nothing is under way; what has not ended by then is done later
   */
  remove(
    fileIds: readonly string[],
    onEnd: (fileId: string, outcome: DeletionOutcome) => void,
  ): Promise<void>;
}
