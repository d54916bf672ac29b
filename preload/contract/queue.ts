/** The rows of the queue, as the window sees them. */

import type { Call, Push } from './channel.ts';
import type { ConnectionField, ConversionWay, Message, QueueStatus, Retention, RowCounts } from './core.ts';

/** The next attempt of a step that failed for a passing reason, as a time in ms since the epoch. */
interface RetryView {
  readonly atMs: number;
  /** Which attempt comes next, counting the first one as 1. */
  readonly attempt: number;
  readonly message: Message;
}

/** The user and server that a row waits for. */
export interface Whom {
  /** The first characters of the user's id. */
  readonly user: string;
  readonly server: string;
}

export type RowState =
  /** `waitsFor` is set where the upload is for another user or server than the present connection's. */
  | { readonly stage: 'queued'; readonly waitsFor: Whom | null }
  /** What is sent is being made of the file. */
  | { readonly stage: 'converting'; readonly way: ConversionWay }
  /** `bytesPerSecond` is null until it is known. All bytes sent is not done. */
  | { readonly stage: 'uploading'; readonly sentBytes: number; readonly bytesPerSecond: number | null }
  /**
   * `step` is the server's own name for what it does, made readable ("Antivirus scanning"), or null. `stuckSinceMs` is
   * set once it has been at it beyond all measure: since when it has the bytes. The person may ask again (`tryNow`) or
   * upload again.
   */
  | { readonly stage: 'processing'; readonly step: string | null; readonly stuckSinceMs: number | null }
  /**
   * `note` is set where the server had a remark on the file, such as that it holds no text. `alreadyAtMs` is
   * set where the same content was ready before and was not sent again: since when.
   */
  | {
      readonly stage: 'ready';
      readonly fileId: string;
      readonly note: Message | null;
      readonly alreadyAtMs: number | null;
    }
  | { readonly stage: 'failed'; readonly message: Message; readonly canRetry: boolean }
  | { readonly stage: 'cancelled' }
  /** Never sent, such as a file of a wrong type, an empty or a hidden one. */
  | { readonly stage: 'skipped'; readonly message: Message };

/** From which file the row's file was made. */
export interface MadeFrom {
  /** The original's name. */
  readonly name: string;
  readonly way: ConversionWay;
  /** The same for all parts of one original. */
  readonly groupId: string;
  /** 1 for the first part. */
  readonly part: number;
  /** The number of parts. */
  readonly of: number;
}

/** What a person added in one go. */
export interface RowBatch {
  readonly id: string;
  /** The name of the folder that all of it lies in: user content. Null where there is no single one. */
  readonly title: string | null;
}

/** One line of the queue. */
export interface UploadRow {
  readonly id: string;
  /** The file's name without its folder. It is user content: any character may be in it. */
  readonly name: string;
  /** The folder the file lies in, for a tooltip; that of the original for a file that was made. */
  readonly folder: string;
  /** null where the file's own bytes are sent. */
  readonly madeFrom: MadeFrom | null;
  /** null where no person added it. */
  readonly batch: RowBatch | null;
  /** The upload of the same file before it was edited, by its id; null for the first one of a file. */
  readonly earlierVersion: string | null;
  /** How a file that the server does not take can be converted and sent, the usual way first; empty for others. */
  readonly ways: readonly ConversionWay[];
  /** The name of the watched folder that it was found in; null where a person added it. */
  readonly from: string | null;
  /** null where the file could not be read. */
  readonly sizeBytes: number | null;
  readonly retention: Retention;
  readonly addedAtMs: number;
  readonly state: RowState;
  /** Set while a step waits to be tried again. */
  readonly retry: RetryView | null;
}

/**
 * What blocks the queue at the moment, beside the person's own pause. It concerns the whole queue; no file
 * fails for it. A paused queue makes no calls, so it shows no wait that ends by itself.
 */
export type ShownStatus =
  | Exclude<QueueStatus, { readonly kind: 'configuration' | 'disk' }>
  /** Changes cannot be stored, as on a full disk, so the queue stops. It continues by itself. */
  | { readonly kind: 'disk'; readonly message: Message }
  /** There is no connection yet. */
  | { readonly kind: 'not-connected' }
  /** The person has to correct a setting. */
  | { readonly kind: 'configuration'; readonly field: ConnectionField; readonly message: Message }
  /** The files at `path` cannot be found yet, since its drive does not respond. No other file waits for it. */
  | { readonly kind: 'drive-silent'; readonly path: string };

/** The next rows of a snapshot, in the order they are shown, newest batch last. `hasMore` means that another page follows. */
export interface QueuePage {
  readonly rows: readonly UploadRow[];
  readonly hasMore: boolean;
}

/** The list, with its first page. */
export interface QueueSnapshot extends QueuePage {
  /** Names it to `snapshotPage`. */
  readonly id: number;
  /** Counts patches: a patch with `seq` = snapshot's `seq` + 1 follows on it. */
  readonly seq: number;
  /** The connection whose uploads these are; null without one. */
  readonly connectionId: string | null;
  /** Of all rows, those of later pages too. */
  readonly counts: RowCounts;
  /** The batches of which some rows are on the first page and others on later ones. */
  readonly batches: readonly BatchTotal[];
  readonly queueStatus: ShownStatus;
  /** Set by the person. Present transfers finish, and no new one begins. */
  readonly paused: boolean;
  /** A notice on the stored list, such as that it was damaged and what could be saved of it; null without one. */
  readonly notice: Message | null;
}

/** What all files of a batch are together; of an edited file only the latest. */
export interface BatchTotal {
  readonly id: string;
  readonly counts: RowCounts;
  readonly sizeBytes: number;
}

/** The changes since the last patch, at most every 100 ms. After a gap in `seq`, take a snapshot. */
export interface QueuePatch {
  readonly seq: number;
  /** As in a snapshot. A patch of another connection than the snapshot's needs a new snapshot. */
  readonly connectionId: string | null;
  /** Changed rows replace the row of the same id; new ones are appended in this order. */
  readonly rows: readonly UploadRow[];
  readonly removedIds: readonly string[];
  readonly queueStatus: ShownStatus;
  readonly paused: boolean;
}

export interface QueueCalls {
  /** Begins a snapshot and returns its first rows: 10,000 at once would block the main process. */
  snapshot: Call<'queue:snapshot', () => QueueSnapshot>;
  /**
   * Continues a snapshot. Changes since its first page are in the patches that follow on it.
   * @returns null where it has come to its end, another one was begun, or another connection is shown now
   */
  snapshotPage: Call<'queue:snapshot-page', (id: number) => QueuePage | null>;
  cancel: Call<'queue:cancel', (ids: readonly string[]) => void>;
  retry: Call<'queue:retry', (ids: readonly string[]) => void>;
  /**
   * Sends the ready and processing files among these once more, as new rows, even though the server has their content.
   * @returns how many
   */
  uploadAgain: Call<'queue:upload-again', (ids: readonly string[]) => number>;
  /**
   * Converts files that the server does not take, and sends what is made of them; others are left.
   * @returns how many
   */
  convert: Call<'queue:convert', (ids: readonly string[], rule: 'text' | 'pdf') => number>;
  /** Whether LibreOffice is installed, so that files can be sent as PDF. */
  canMakePdf: Call<'queue:can-make-pdf', () => boolean>;
  /**
   * Opens the file that is sent in place of an original, in the program that the system has for it.
   * @returns whether it is there: it is deleted once it is ready
   */
  openDerived: Call<'queue:open-derived', (id: string) => boolean>;
  setPaused: Call<'queue:set-paused', (paused: boolean) => void>;
  /** Ends the waits of these rows early; where `ids` is null, the waits of all rows and of the queue itself. */
  tryNow: Call<'queue:try-now', (ids: readonly string[] | null) => void>;
  /** Takes those rows out of the list that have ended (ready, failed, cancelled, skipped). */
  remove: Call<'queue:remove', (ids: readonly string[]) => void>;
}

export interface QueueEvents {
  onPatch: Push<'queue:patch', (patch: QueuePatch) => void>;
}

/** The time left in whole minutes, coarser the longer it is; 0 is less than one. Null while it is unknown. */
export type MinutesLeft = number | null;

export interface EtaCalls {
  minutesLeft: Call<'finish:get', () => MinutesLeft>;
}

export interface EtaEvents {
  onMinutesLeft: Push<'finish:changed', (minutesLeft: MinutesLeft) => void>;
}
