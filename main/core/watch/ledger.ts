import type { ActionFailedMessage } from '../model/messages.ts';
import type { FailureReason, SkipReason } from '../model/reasons.ts';
import type { EarlierVersion, Fingerprint } from '../model/upload.ts';
import type { AlreadyHere, WatchedFolder } from './watched-folder.ts';

/** How far it is with moving or trashing a Ready file. What is about to happen is kept before it does. */
export type PostUploadStep =
  | { readonly step: 'moving'; readonly target: string }
  | { readonly step: 'trashing' }
  /** It is where it should be. */
  | { readonly step: 'done' }
  /** It was Ready while the settings said to leave it. */
  | { readonly step: 'left' }
  /** It could not be done, and why; earlier versions kept an English sentence. */
  | { readonly step: 'stayed'; readonly message: string | ActionFailedMessage };

/** What became of a file, as far as it is known. */
export type FileOutcome =
  /** It was there when the folder was first looked at, and nobody has said to upload it. */
  | { readonly outcome: 'before' }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason }
  /** `uploadId` has not ended. */
  | { readonly outcome: 'sending'; readonly uploadId: string }
  | { readonly outcome: 'ready'; readonly uploadId: string; readonly afterwards: PostUploadStep | null }
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

/** What the ledger knows of one file. */
export type LedgerRow = FileOutcome & {
  /** Absolute. */
  readonly path: string;
  /** The state of the file that this speaks of; null for a skipped one that could not be looked at. */
  readonly fingerprint: Fingerprint | null;
  /** Of that state's bytes, in hex; null until they were read. */
  readonly sha256: string | null;
  /** When it came to this, in ms since the epoch. */
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
 * What is known of the files of one folder, for one server and user. It is the truth; what the file system says are
 * hints. Uploads that start and end are entered by the store itself, in the transaction that keeps the upload. All
 * methods throw a StoreError where they could not do it, and then nothing of the call has happened.
 */
export interface FolderLedger {
  readonly state: LedgerState;
  change(state: Partial<Omit<LedgerState, 'openedAtMs'>>): void;
  row(path: string): LedgerRow | undefined;
  /** Files that were seen in exactly this state, wherever they lay. */
  seenAs(fingerprint: Fingerprint): LedgerRow[];
  /** Content of this size that the server found infected. */
  infected(sizeBytes: number): ReadonlySet<string>;
  save(rows: readonly LedgerRow[]): void;
  /** The file lies elsewhere now. What was known of a file there is forgotten. */
  markMoved(from: string, to: string): void;
  forget(paths: readonly string[]): void;
  count(outcome: Outcome): number;
  /** Of files that were here before, and whose sending nobody has decided on. */
  bytesBefore(): number;
  /** The latest first. */
  list(outcome: Outcome, limit: number): LedgerRow[];
  skippedPaths(): Iterable<string>;
  /** Ready files with which nothing has been done yet, the first to be Ready first. */
  pendingActions(limit: number): LedgerRow[];
  /** Files whose moving or trashing was begun, and cut short by a crash. */
  interruptedActions(): LedgerRow[];
  failedActions(limit: number): { readonly total: number; readonly rows: LedgerRow[] };
  /** Files that could not be moved or trashed are tried again. */
  retryFailedActions(): void;
  setPostUploadStep(path: string, step: PostUploadStep): void;
}

/** Where folders and their ledgers are kept. */
export interface WatchStore {
  folders(): WatchedFolder[];
  saveFolder(folder: WatchedFolder): void;
  /** What is Ready by now stays where it is, whatever becomes of the others. */
  leaveReady(folderId: string): void;
  /** With all that is known of its files. */
  forgetFolder(id: string): void;
  /** The ledger of this folder for this server and user; a new one where there is none. */
  ledger(folderId: string, destination: string, open: LedgerState): FolderLedger;
}
