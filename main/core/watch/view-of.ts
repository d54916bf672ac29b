import {
  EXCERPT_LENGTH,
  type Excerpt,
  type FolderCondition,
  type FolderView,
  type WaitingFile,
} from './folder-view.ts';
import type { FolderLedger, LedgerRow, Outcome } from './ledger.ts';
import type { WatchedFolder } from './watched-folder.ts';

const EMPTY = { total: 0, first: [] } as const;

/** A folder that is not being looked at. */
export function restingView(folder: WatchedFolder, condition: FolderCondition): FolderView {
  return {
    folder,
    condition,
    alreadyHere: null,
    underWay: 0,
    ready: 0,
    lastUpload: null,
    waiting: EMPTY,
    skipped: EMPTY,
    failed: EMPTY,
    edited: EMPTY,
    failedActions: EMPTY,
  };
}

/** A paused folder: what is known of it, without the questions whose answers nobody would hear. */
export function pausedView(
  folder: WatchedFolder,
  condition: FolderCondition,
  ledger: FolderLedger,
): FolderView {
  const { alreadyHere, edited } = restingView(folder, condition);
  return { ...viewOf(folder, condition, ledger, []), alreadyHere, edited };
}

/** A folder as its ledger and its watcher know it. */
export function viewOf(
  folder: WatchedFolder,
  condition: FolderCondition,
  ledger: FolderLedger,
  waiting: readonly WaitingFile[],
): FolderView {
  const [last] = ledger.list('ready', 1);
  const before = ledger.count('before');
  const { alreadyHere, lookedThrough } = ledger.state;
  const failedActions = ledger.failedActions(EXCERPT_LENGTH);
  return {
    folder,
    condition,
    alreadyHere:
      alreadyHere === 'unanswered' && lookedThrough && before > 0
        ? { files: before, bytes: ledger.bytesBefore() }
        : null,
    underWay: ledger.count('sending'),
    ready: ledger.count('ready'),
    lastUpload:
      last?.readyVersion == null
        ? null
        : { path: last.path, fileId: last.readyVersion.fileId, atMs: last.atMs },
    waiting: { total: waiting.length, first: waiting.slice(-EXCERPT_LENGTH).reverse() },
    skipped: excerpt(ledger, 'skipped', (row) =>
      row.outcome === 'skipped'
        ? { path: row.path, sizeBytes: row.fingerprint?.sizeBytes ?? null, reason: row.reason }
        : null,
    ),
    failed: excerpt(ledger, 'failed', (row) =>
      row.outcome === 'failed'
        ? { path: row.path, uploadId: row.uploadId, reason: row.reason, failedAtMs: row.atMs }
        : null,
    ),
    edited: excerpt(ledger, 'asking', ({ path, fingerprint, atMs }) => ({
      path,
      sizeBytes: fingerprint?.sizeBytes ?? 0,
      seenAtMs: atMs,
    })),
    failedActions: {
      total: failedActions.total,
      first: failedActions.rows.flatMap((row) =>
        row.outcome === 'ready' && row.postUploadStep?.step === 'failed'
          ? [{ path: row.path, message: row.postUploadStep.message }]
          : [],
      ),
    },
  };
}

function excerpt<T>(ledger: FolderLedger, outcome: Outcome, entry: (row: LedgerRow) => T | null): Excerpt<T> {
  const first = ledger.list(outcome, EXCERPT_LENGTH).map(entry);
  return { total: ledger.count(outcome), first: first.filter((item) => item !== null) };
}
