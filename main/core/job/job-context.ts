import type { FileAccess, FileContent } from '../files/fingerprint.ts';
import type { FilesApi, SignedUpload } from '../files-api/client.ts';
import type { SameContent } from '../model/content.ts';
import type { ConversionWay } from '../model/conversion.ts';
import type { FileFacts, FileLimits } from '../model/file-types.ts';
import type { WaitMessage } from '../model/messages.ts';
import type { UploadEvent } from '../model/transition.ts';
import type { Upload } from '../model/upload.ts';
import type { Patience } from '../rate-limit/patience.ts';
import type { PollScheduler } from '../rate-limit/poll-scheduler.ts';
import type { ProcessingTimes } from '../rate-limit/processing-times.ts';
import type { PutRequest } from '../storage/put.ts';
import type { StorageResult, StorageTurn } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';
import type { ContentClaim } from './content-claim.ts';

/** The queue's services for one job. Every job has its own. */
export interface JobContext {
  readonly id: string;
  /** Aborts when the upload is cancelled or the queue closes. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly files: FileAccess;
  /** In [0, 1). */
  readonly random: () => number;
  readonly patience: Pick<Patience, 'budgetMs' | 'onChange'>;
  readonly polls: Pick<PollScheduler, 'wait'>;
  readonly times: Pick<ProcessingTimes, 'learn' | 'note'>;
  readonly server: ServerLimits;
  /** null where it is sent whatever other desks do. */
  readonly claim: ContentClaim | null;

  /** The upload in its current state. */
  readonly upload: Upload;
  /** Changes the upload's state, and saves it before it returns. */
  apply(event: UploadEvent): void;
  reportProgress(sentBytes: number): void;
  /** Shows that a step waits for its next attempt; null once it continues. */
  showRetry(retry: { atMs: number; attempt: number; message: WaitMessage } | null): void;
  /** Shows whether the file is stuck. */
  showStuck(isStuck: boolean): void;

  /** Calls the API when the request queue admits it. */
  call<T>(priority: 'sign' | 'status', call: (api: FilesApi) => Promise<T>): Promise<T>;
  /** Sends the bytes when the storage accepts any, see {@link StorageTurn}. */
  put(
    request: PutRequest,
    turn: Pick<StorageTurn, 'isUsable' | 'isFresh' | 'isServerThere'>,
  ): Promise<StorageResult>;
  /** Whether another upload has this id or address, so that the response was meant for that one. */
  isTaken(signed: SignedUpload): boolean;
  /**
   * @returns the same content, ready before or by another upload that was sent meanwhile, the latest first; none where
   * this upload has to be sent
   */
  findSameContent(sha256: string): Promise<SameContent[]>;
  /** @returns how a file that the server does not take is converted without asking; null where it is not */
  wayWithoutAsking(file: Pick<FileFacts, 'name' | 'sizeBytes'>): ConversionWay | null;
  /**
   * Makes what is sent of the upload's original. The upload stands for the first part then, and new ones for the others.
   * @throws {ConversionError} where nothing can be made of it
   * @throws {FileError} where the original is gone or has other bytes by now
   */
  convert(original: FileContent): Promise<void>;
  /** Pauses, in ms, or until somebody wants the next attempt now. */
  pause(ms: number): Promise<void>;
  /** Waits without a slot at the storage, which others may take meanwhile. */
  withoutSlot(wait: () => Promise<void>): Promise<void>;
}

/** What the server accepts, as far as it has said. */
interface ServerLimits {
  /** Whether the server has said it. */
  readonly isConfirmed: boolean;
  readonly fileLimits: FileLimits;
  learnLimits(limits: FileLimits): void;
  /**
   * Calls `listener` each time that the server says what it accepts.
   * @returns a function that removes the listener
   */
  onFileLimits(listener: () => void): () => void;
}
