import type { ActionFailedMessage } from '../model/messages.ts';
import type { FailureReason, SkipReason } from '../model/reasons.ts';
import type { EarlierVersion, Fingerprint } from '../model/upload.ts';
import type { AlreadyHere, WatchedFolder } from './watched-folder.ts';

/** How far the post-upload action of a Ready file is. Each step is saved before it happens. */
export type PostUploadStep =
  | { readonly step: 'moving'; readonly target: string }
  | { readonly step: 'trashing' }
  /** It was moved or trashed. */
  | { readonly step: 'done' }
  /** It became Ready while the settings said to leave it. */
  | { readonly step: 'left' }
  /** The action failed, and why; earlier versions stored an English sentence. */
  | { readonly step: 'failed'; readonly message: string | ActionFailedMessage };

/** The state of a file, as far as it is known. */
export type FileOutcome =
  /** It was there at the first scan of the folder, and nobody has said to upload it. */
  | { readonly outcome: 'before' }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason }
  /** `uploadId` has not ended. */
  | { readonly outcome: 'sending'; readonly uploadId: string }
  | { readonly outcome: 'ready'; readonly uploadId: string; readonly postUploadStep: PostUploadStep | null }
  | {
      readonly outcome: 'failed';
      readonly uploadId: string | null;
      readonly reason: FailureReason;
      /** How often in a row it was sent and failed. */
      readonly tries: number;
    }
  | { readonly outcome: 'cancelled'; readonly uploadId: string }
  /** It was edited after it was Ready, and that edit is not to be sent. */
  | { readonly outcome: 'left' }
  /** It was edited after it was Ready, and the person has not said what to do. */
  | { readonly outcome: 'asking' }
  /** The person has said to send that edit. */
  | { readonly outcome: 'wanted' };

/** The ledger entry of one file. */
export type LedgerRow = FileOutcome & {
  /** Absolute. */
  readonly path: string;
  /** The state of the file that this speaks of; null for a skipped one that could not be looked at. */
  readonly fingerprint: Fingerprint | null;
  /** The SHA-256 of that state's bytes, in hex; null until they were read. */
  readonly sha256: string | null;
  /** When it came to this state, in ms since the epoch. */
  readonly atMs: number;
  /** The latest version of it that became Ready; null where none did. */
  readonly readyVersion: EarlierVersion | null;
};

export type Outcome = FileOutcome['outcome'];

/** A ledger's own state, beside its files. */
export interface LedgerState {
  readonly openedAtMs: number;
  readonly alreadyHere: AlreadyHere;
  /** Whether the folder has been looked through once. */
  readonly lookedThrough: boolean;
}

/**
 * What is known of the files of one folder, for one server and user. The ledger is the truth, and file-system events are
 * not. The store itself enters uploads that start and end, in the transaction that saves the upload. All methods throw a
 * StoreError where they could not do it, and then nothing of the call has happened.
 */
export interface FolderLedger {
  readonly state: LedgerState;
  change(state: Partial<Omit<LedgerState, 'openedAtMs'>>): void;
  row(path: string): LedgerRow | undefined;
  /** @returns the files that were seen in exactly this state, wherever they lay */
  seenAs(fingerprint: Fingerprint): LedgerRow[];
  /** @returns the hashes of content of this size that the server found infected */
  infected(sizeBytes: number): ReadonlySet<string>;
  save(rows: readonly LedgerRow[]): void;
  /** The file lies elsewhere now. Forgets what was known of a file there. */
  markMoved(from: string, to: string): void;
  forget(paths: readonly string[]): void;
  count(outcome: Outcome): number;
  /** The size of the files that were here before and that nobody has decided on, in bytes. */
  bytesBefore(): number;
  /** The latest first. */
  list(outcome: Outcome, limit: number): LedgerRow[];
  skippedPaths(): Iterable<string>;
  /**
   * @param after the last one of those that were asked for before
   * @returns Ready files whose post-upload action has not begun, the first to be Ready first
   */
  pendingActions(limit: number, after?: LedgerRow | null): LedgerRow[];
  /** @returns files whose post-upload action was cut short by a crash */
  interruptedActions(): LedgerRow[];
  failedActions(limit: number): { readonly total: number; readonly rows: LedgerRow[] };
  /** Makes failed post-upload actions pending again. */
  retryFailedActions(): void;
  setPostUploadStep(path: string, step: PostUploadStep): void;
}

/** Stores folders and their ledgers. */
export interface WatchStore {
  folders(): WatchedFolder[];
  saveFolder(folder: WatchedFolder): void;
  /** Leaves the files that are Ready by now where they are. */
  leaveReady(folderId: string): void;
  /** Forgets the folder and all that is known of its files. */
  forgetFolder(id: string): void;
  /** @returns the ledger of this folder for this server and user; a new one where there is none */
  ledger(folderId: string, destination: string, open: LedgerState): FolderLedger;
}
