import type { FileAccess } from '../files/fingerprint.ts';
import type { FilesApi, SignedUpload } from '../files-api/client.ts';
import type { ReadyContent } from '../model/content.ts';
import type { FileLimits } from '../model/file-types.ts';
import type { WaitMessage } from '../model/messages.ts';
import type { Upload, UploadEvent } from '../model/upload.ts';
import type { PutRequest } from '../storage/put.ts';
import type { StorageResult, StorageTurn } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';

/** What one upload's way needs of the queue that runs it. */
export interface JobContext {
  readonly clock: Clock;
  /** Aborts when the upload is cancelled or the queue closes. */
  readonly signal: AbortSignal;
  readonly files: FileAccess;
  /** In [0, 1). */
  random(): number;
  /** The upload as it stands. */
  upload(): Upload;
  /** Brings the upload on: it is kept before this returns. */
  apply(event: UploadEvent): void;
  /** Makes a call to the API when the pacer lets it. */
  call<T>(priority: 'sign' | 'status', call: (api: FilesApi) => Promise<T>): Promise<T>;
  /** Sends the bytes when the storage takes any, see {@link StorageTurn}. */
  put(
    request: PutRequest,
    turn: Pick<StorageTurn, 'isUsable' | 'isFresh' | 'isServerThere'>,
  ): Promise<StorageResult>;
  learnedLimits(limits: FileLimits): void;
  /** What the server takes, as far as it has told. */
  fileLimits(): FileLimits;
  /** Calls `listener` each time that the server tells it; the returned function takes that back. */
  onFileLimits(listener: () => void): () => void;
  /** Whether another upload has this id or address, so that the answer was meant for that one. */
  isTaken(signed: SignedUpload): boolean;
  progress(sentBytes: number): void;
  /** Shown while a step waits to be tried again; null once it goes on. */
  retrying(retry: { atMs: number; attempt: number; message: WaitMessage } | null): void;
  /** Said once, when the server has been processing the file beyond all measure. */
  stuck(): void;
  /**
   * Resolves when it is time to ask for this file's status again.
   * @param sinceMs since when the server has been processing it, in ms since the epoch
   */
  pollTurn(sinceMs: number, isStuck: boolean): Promise<void>;
  /** Waits without a place at the storage, which others may have meanwhile. */
  aside(wait: () => Promise<void>): Promise<void>;
  /** The server took so long to process it, in ms; null where that is not known well enough. */
  processed(processingMs: number | null): void;
  /** For how long the file may be processed before it is said to be stuck. */
  readonly processingBudgetMs: number;
  /** Waits, in ms, or until somebody wants it tried now. */
  pause(ms: number): Promise<void>;
  /**
   * The same content, ready before or by another upload that was sent meanwhile, the latest first; none where this
   * one has to be sent.
   */
  sameContent(sha256: string): Promise<SameContent[]>;
}

export interface SameContent extends ReadyContent {
  /** Whether it became ready just now. */
  readonly confirmed: boolean;
  /** From then on the server may soon remove it; Infinity where it is kept. */
  readonly reusableUntilMs: number;
}
