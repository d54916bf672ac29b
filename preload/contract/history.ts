/** The part of contract.ts about past uploads. */

import type { AddResult } from './add.ts';
import type { Call, Push } from './channel.ts';
import type { UploadRow, Whom } from './queue.ts';

export type HistoryPeriod = 'any' | 'today' | 'week' | 'month';

/** `not-sent` are those that were skipped or cancelled. */
export type HistoryOutcome = 'all' | 'ready' | 'failed' | 'not-sent';

/** The receipts that the person wants to see. */
export interface HistoryQuery {
  /** Words of a name, or the start of a file id or hash; empty for all. */
  readonly search: string;
  readonly period: HistoryPeriod;
  readonly outcome: HistoryOutcome;
  /** `person` for files of no watched folder, else a folder's id. */
  readonly from: 'anywhere' | 'person' | (string & {});
}

/** The end of a page. Only the main process interprets it. */
export interface HistoryPlace {
  readonly endedAtMs: number;
  readonly seq: number;
}

/** An upload that has ended. */
export interface HistoryRow extends UploadRow {
  readonly endedAtMs: number;
  /** The place of the file: the present server, a sandbox, no server any more, or another account. */
  readonly at:
    | { readonly kind: 'here' }
    | { readonly kind: 'sandbox' }
    | { readonly kind: 'deleted' }
    | { readonly kind: 'other'; readonly whom: Whom };
}

export interface HistoryPage {
  /** The latest first. */
  readonly rows: readonly HistoryRow[];
  /** null where nothing follows. */
  readonly next: HistoryPlace | null;
  /** The number of all rows, on the first page; null on later ones. */
  readonly total: number | null;
}

/** What ended on one day of the computer's calendar. */
export interface HistoryDay {
  /** The day's begin, in ms since the epoch. */
  readonly startMs: number;
  readonly ready: number;
  readonly failed: number;
  /** The size of the ready files together. */
  readonly bytes: number;
}

type HistoryExport =
  | { readonly kind: 'saved'; readonly count: number; readonly name: string }
  /** The person closed the dialog. */
  | { readonly kind: 'cancelled' };

export interface HistoryCalls {
  /** @param after where the page before ended; null for the first page */
  historyPage: Call<'history:page', (query: HistoryQuery, after: HistoryPlace | null) => HistoryPage>;
  /** The last 30 days, the oldest first and today last. */
  historyDays: Call<'history:days', () => readonly HistoryDay[]>;
  /**
   * Shows the file in the system's file manager.
   * @returns whether it is still there
   */
  reveal: Call<'history:reveal', (id: string) => boolean>;
  /** Queues the files once more, as they are now. A file that is gone counts as skipped. */
  uploadPastAgain: Call<'history:upload-again', (ids: readonly string[]) => AddResult>;
  /** Writes the receipts to a file that the person names in a dialog. */
  exportHistory: Call<'history:export', (query: HistoryQuery, format: 'csv' | 'json') => HistoryExport>;
}

export interface HistoryEvents {
  /** More uploads have ended; sent at most once a second. */
  onHistory: Push<'history:changed', () => void>;
}
