import type { Remarks, Retention, Upload } from '../model/upload.ts';

/** An upload that became ready, as the receipt that another of the same content can use. */
export interface ReadyContent {
  readonly fileId: string;
  readonly remarks: Remarks;
  readonly signedAtMs: number;
  readonly readyAtMs: number;
}

/** What makes two uploads one: the same bytes for the same user at the same server, kept for the same time. */
export interface ContentKey {
  readonly sha256: string;
  readonly destination: string;
  readonly retention: Retention;
}

/** A call to the API that counts toward the budget, in ms since the epoch. */
export interface CallRecord {
  readonly answeredAtMs: number | null;
}

/**
 * Where uploads are kept. The queue calls `save` before any effect of the change it saves, so an implementation
 * that is durable must have it on disk when it returns. All methods throw a StoreError where they could not do it,
 * and then nothing of the call has happened.
 */
export interface UploadStore {
  /** The uploads of the list, in the order they were added. */
  load(): Upload[];
  /** Keeps new uploads, or the new states of some that are there: all of them or none. */
  save(uploads: readonly Upload[]): void;
  /** Takes uploads out of the list. A store with a history keeps them there. */
  remove(ids: readonly string[]): void;
  /** The uploads of this content that became ready and were really sent, the latest first, at most `limit`. */
  readyContent(key: ContentKey, limit: number): ReadyContent[];
  /** Whether an upload other than this one has the file id at the server of `destination`, for whichever user. */
  hasFileId(file: {
    readonly fileId: string;
    readonly destination: string;
    readonly otherThan: string;
  }): boolean;
  readonly calls: CallJournal;
  /** How long the latest files were processed there, oldest first, in ms. */
  processingTimes(destination: string): number[];
  keepProcessingTimes(destination: string, timesMs: readonly number[]): void;
  /** Whether the person paused the queue. */
  paused: boolean;
  /** Writes something that means nothing, to see whether it can. */
  probe(): void;
}

/** The calls of the last minute of each budget, kept so that a restart cannot spend it twice. */
export interface CallJournal {
  /** Calls of this budget that were answered after `sinceMs`, or not answered at all. */
  recent(budget: string, sinceMs: number): CallRecord[];
  /** Answers a number to name the call by. */
  started(budget: string, nowMs: number): number;
  answered(call: number, nowMs: number): void;
}
