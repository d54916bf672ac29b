/** The part of contract.ts about past uploads. */

import type { AddResult } from './add.ts';
import type { Call, Push } from './channel.ts';
import type { UploadRow, Whom } from './queue.ts';

export type HistoryPeriod = 'any' | 'today' | 'week' | 'month';

/** `not-sent` are those that were skipped or cancelled. */
export type HistoryOutcome = 'all' | 'ready' | 'failed' | 'not-sent';

/** Which receipts the person wants to see. */
export interface HistoryQuery {
  /** Words that a name holds, or the start of a file id or hash; empty for all. */
  readonly search: string;
  readonly period: HistoryPeriod;
  readonly outcome: HistoryOutcome;
  /** `person` for what no watched folder brought, else the id of one. */
  readonly from: 'anywhere' | 'person' | (string & {});
}

/** Where a page ended. It means something to the main process only. */
export interface HistoryPlace {
  readonly endedAtMs: number;
  readonly seq: number;
}

/** An upload that has ended. */
export interface HistoryRow extends UploadRow {
  readonly endedAtMs: number;
  /** Whose server has it: the one in use, a sandbox, which has gone or will go, another account, or none any more. */
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
  /** How many there are in all; null but on the first page. */
  readonly total: number | null;
}

export type HistoryExport =
  | { readonly kind: 'saved'; readonly count: number; readonly name: string }
  /** The person closed the dialog. */
  | { readonly kind: 'cancelled' };

export interface HistoryCalls {
  /** @param after where the page before ended; null for the first page */
  historyPage: Call<'history:page', (query: HistoryQuery, after: HistoryPlace | null) => HistoryPage>;
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
