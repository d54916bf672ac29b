import type { DeletionFailure, DeletionOutcome } from './answers.ts';

/** A file that a person wants deleted from the server. */
export interface Deletion {
  readonly destination: string;
  readonly fileId: string;
  readonly name: string;
}

export interface FailedDeletion extends Deletion {
  readonly failure: DeletionFailure;
}

export interface EndedDeletion extends Deletion {
  readonly outcome: DeletionOutcome;
}

/** Stores deletions until they are done, or until the person has read that they failed. */
export interface DeletionStore {
  pending(): Deletion[];
  failed(): FailedDeletion[];
  /** @throws {StoreError} then none is saved */
  keep(deletions: readonly Deletion[]): void;
  fail(deletion: Deletion, failure: DeletionFailure): void;
  /** The server does not have the file any more. */
  done(deletion: Deletion): void;
  /** Whether {@link done} was ever called for a file. */
  isDone(destination: string, fileId: string): boolean;
  forget(deletions: readonly Pick<Deletion, 'destination' | 'fileId'>[]): void;
}

/** The uploads of the files that are deleted. */
export interface DeletionQueue {
  /** Ends those that are under way. */
  cancelFiles(destination: string, fileIds: ReadonlySet<string>): Promise<void>;
  /** Takes those that are ready out of the list. */
  removeFiles(destination: string, fileIds: ReadonlySet<string>): void;
}
