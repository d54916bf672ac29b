import { basename } from 'node:path';
import {
  EXCERPT_LENGTH,
  type Excerpt,
  type FolderCondition,
  type FolderView,
  type WaitingFile,
} from './folder-view.ts';
import type { FolderLedger, LedgerRow, Outcome } from './ledger.ts';
import type { WatchedFolder } from './watched-folder.ts';

/** Whether the file can be converted to something that the server takes. */
type CanConvert = (file: { readonly name: string; readonly sizeBytes: number }) => boolean;

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
    convertible: 0,
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
  return { ...viewOf(folder, condition, ledger, [], () => false), alreadyHere, edited };
}

/** A folder as its ledger and its watcher know it. */
export function viewOf(
  folder: WatchedFolder,
  condition: FolderCondition,
  ledger: FolderLedger,
  waiting: readonly WaitingFile[],
  canConvert: CanConvert,
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
    convertible: convertibleIn(ledger, folder, canConvert),
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

/** More are not counted: each view would take longer. */
const MAX_COUNTED = 1000;

function convertibleIn(ledger: FolderLedger, { settings }: WatchedFolder, canConvert: CanConvert): number {
  if (settings.conversionRule !== 'ask') return 0;
  return ledger.list('skipped', MAX_COUNTED).filter((row) => {
    const sizeBytes = row.fingerprint?.sizeBytes ?? null;
    const isRefused =
      row.outcome === 'skipped' &&
      (row.reason.code === 'type_not_allowed' || row.reason.code === 'too_large');
    return isRefused && sizeBytes !== null && canConvert({ name: basename(row.path), sizeBytes });
  }).length;
}
