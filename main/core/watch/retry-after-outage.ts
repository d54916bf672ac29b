import type { FailureReason } from '../model/reasons.ts';
import type { LastServed } from '../queue/queue.ts';
import type { LedgerRow } from './ledger.ts';

type FailedRow = Extract<LedgerRow, { outcome: 'failed' }>;

/** Reasons that say nothing about the file itself. `by` is what has to work again; null where that cannot be seen. */
const PASSING: Readonly<Record<FailureReason['code'], { readonly by: keyof LastServed | null } | null>> = {
  server_error: { by: 'apiMs' },
  network_error: { by: 'apiMs' },
  unexpected_answer: { by: 'apiMs' },
  lost_by_server: { by: 'storageMs' },
  storage_refused: { by: 'storageMs' },
  storage_unreachable: { by: 'storageMs' },
  file_changed: { by: null },
  file_unreadable: { by: null },
  internal_error: { by: null },
  file_vanished: null,
  too_large: null,
  type_not_allowed: null,
  empty_file: null,
  infected: null,
  conversion_failed: null,
  processing_failed: null,
  access_forbidden: null,
  name_refused: null,
  request_refused: null,
  refused_as_too_large: null,
};
/**
 * The first pause once other calls work again. It still grows with each try, since this file alone may be the
 * problem.
 */
const SOON_MS = 60_000;
const FIRST_RETRY_MS = 15 * 60_000;
const LONGEST_RETRY_MS = 6 * 60 * 60_000;

/**
 * Whether a failed file is to be tried again.
 * @param nowMs in ms since the epoch
 */
export function isDueAgain(row: FailedRow, nowMs: number, served: LastServed): boolean {
  if (row.reason.code === 'file_vanished') return true;
  const passing = PASSING[row.reason.code];
  // A stored reason may have a code of a later version.
  if (!passing) return false;
  const servedMs = passing.by === null ? null : served[passing.by];
  const firstMs = servedMs !== null && servedMs > row.atMs ? SOON_MS : FIRST_RETRY_MS;
  const pauseMs = Math.min(LONGEST_RETRY_MS, firstMs * 4 ** Math.max(0, row.tries - 1));
  // A clock that was set back must not put it off.
  const elapsedMs = nowMs - row.atMs;
  return elapsedMs < 0 || elapsedMs >= pauseMs;
}

/** Notices when failed files of one folder have become due: no file-system event tells of that. */
export class SecondTries {
  #noticed: ReadonlySet<string> = new Set();

  /**
   * @param rows failed files, the latest first
   * @returns whether one is due that was not at the last call; one that is gone is noticed only once
   */
  notice(rows: readonly LedgerRow[], nowMs: number, served: LastServed): boolean {
    const due = rows.flatMap((row) =>
      row.outcome === 'failed' && isDueAgain(row, nowMs, served) ? `${row.atMs} ${row.path}` : [],
    );
    const before = this.#noticed;
    this.#noticed = new Set(due);
    return due.some((file) => !before.has(file));
  }
}
