/** The part of contract.ts that is about past uploads. The window takes it from there. */

import type { AddResult, UploadRow, Whom } from './queue.ts';

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
  /** @param after the place of the page before; null for the first one */
  'history:page': (query: HistoryQuery, after: HistoryPlace | null) => HistoryPage;
  /** Shows the file in the system's file manager. Answers whether it still is where it was uploaded from. */
  'history:reveal': (id: string) => boolean;
  /** Queues the files once more, as they are now. What is not there any more counts as skipped. */
  'history:upload-again': (ids: readonly string[]) => AddResult;
  /** Writes the receipts to a file that the person names in a dialog. */
  'history:export': (query: HistoryQuery, format: 'csv' | 'json') => HistoryExport;
}

export interface HistoryEvents {
  /** More has ended; told at most once a second. */
  'history:changed': null;
}

export interface HistoryApi {
  historyPage(query: HistoryQuery, after: HistoryPlace | null): Promise<HistoryPage>;
  reveal(id: string): Promise<boolean>;
  uploadPastAgain(ids: readonly string[]): Promise<AddResult>;
  exportHistory(query: HistoryQuery, format: 'csv' | 'json'): Promise<HistoryExport>;
  onHistory(listener: () => void): () => void;
}
