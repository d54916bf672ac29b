import { sameButStatus, sameFingerprint } from '../files/fingerprint.ts';
import type { FailureReason } from '../model/reasons.ts';
import type { EarlierVersion } from '../model/upload.ts';
import type { LastServed } from '../queue/queue.ts';
import type { Document, FileSnapshot, SkippedSnapshot } from './file-snapshot.ts';
import type { LedgerRow, LedgerState } from './ledger.ts';
import { isDueAgain } from './retry-after-outage.ts';
import type { OnEdit } from './watched-folder.ts';

/** The circumstances of a decision, besides the file and its ledger entry. */
export interface Circumstances {
  readonly nowMs: number;
  readonly state: LedgerState;
  readonly onEdit: OnEdit;
  readonly served: LastServed;
  /** Whether this upload is in the list and has not ended. */
  readonly isActive: (uploadId: string) => boolean;
}

export type SeenDecision =
  | 'nothing'
  /** Check it again until it is stable. */
  | 'wait'
  | 'skip'
  /** It was here before; whether it is sent is for the person to say. */
  | 'leave-for-now';

/** The decision on a file that was seen, finished or not. */
export function whenSeen(
  snapshot: FileSnapshot,
  row: LedgerRow | undefined,
  about: Circumstances,
): SeenDecision {
  if (snapshot.kind === 'skipped') return atSkipped(snapshot, row, about);
  if (row === undefined) return wasBefore(snapshot, about.state) ? 'leave-for-now' : 'wait';
  const same = isSame(snapshot, row);
  switch (row.outcome) {
    case 'skipped':
    case 'wanted':
      return 'wait';
    case 'before':
      return same && about.state.alreadyHere !== 'upload' ? 'nothing' : 'wait';
    case 'sending':
      return same && about.isActive(row.uploadId) ? 'nothing' : 'wait';
    case 'failed':
      return same && !isDueAgain(row, about.nowMs, about.served) ? 'nothing' : 'wait';
    case 'ready':
    case 'cancelled':
    case 'left':
    case 'asking':
      return same ? 'nothing' : 'wait';
  }
}

function atSkipped(
  snapshot: SkippedSnapshot,
  row: LedgerRow | undefined,
  { isActive }: Circumstances,
): SeenDecision {
  const known =
    row?.outcome === 'skipped'
      ? row.reason.code === snapshot.reason.code
      : row !== undefined && isSame(snapshot, row);
  if (known || (row?.outcome === 'sending' && isActive(row.uploadId))) return 'nothing';
  // Many programs make the file first and then write it.
  return snapshot.reason.code === 'empty_file' ? 'wait' : 'skip';
}

/** Only the first scan finds older files. A file that changed after the folder was added counts as new. */
function wasBefore(
  { changedAtMs }: Document,
  { alreadyHere, lookedThrough, openedAtMs }: LedgerState,
): boolean {
  return alreadyHere !== 'upload' && !lookedThrough && changedAtMs < openedAtMs;
}

export type FinishedDecision =
  | { readonly type: 'nothing' }
  /** Its earlier bytes are still on their way. */
  | { readonly type: 'wait' }
  | { readonly type: 'skip' }
  | { readonly type: 'upload'; readonly earlierVersion: EarlierVersion | null }
  /** Only its bytes tell whether it was edited, or touched. */
  | { readonly type: 'compare' }
  | { readonly type: 'leave' }
  | { readonly type: 'ask' };

/** What follows from a file that is finished. */
export function whenFinished(
  snapshot: FileSnapshot,
  row: LedgerRow | undefined,
  about: Circumstances,
): FinishedDecision {
  if (snapshot.kind === 'skipped') return { type: 'skip' };
  if (row === undefined) return { type: 'upload', earlierVersion: null };
  switch (row.outcome) {
    case 'skipped':
    case 'wanted':
      return { type: 'upload', earlierVersion: row.readyVersion };
    case 'before':
      return about.state.alreadyHere === 'upload'
        ? { type: 'upload', earlierVersion: null }
        : afterEdit(row, about.onEdit);
    case 'sending':
      if (!about.isActive(row.uploadId)) return { type: 'upload', earlierVersion: row.readyVersion };
      return { type: isSame(snapshot, row) ? 'nothing' : 'wait' };
    case 'failed':
      return FOR_GOOD.includes(row.reason.code)
        ? whereChanged(snapshot, row)
        : { type: 'upload', earlierVersion: row.readyVersion };
    case 'ready':
      // The uploaded file was moved or trashed, so this is a new file of the same name.
      if (row.postUploadStep?.step === 'done' && !isSame(snapshot, row))
        return { type: 'upload', earlierVersion: null };
      return whereChanged(snapshot, row);
    case 'cancelled':
    case 'left':
    case 'asking':
      return whereChanged(snapshot, row);
  }
}

/** Reasons that hold for as long as the file is as it was. */
const FOR_GOOD: readonly FailureReason['code'][] = ['infected', 'too_large', 'conversion_failed'];

function whereChanged(snapshot: Document, row: LedgerRow): FinishedDecision {
  return isSame(snapshot, row) ? { type: 'nothing' } : { type: 'compare' };
}

/** What follows once the file was read: `sha256` is that of its present bytes. */
export function whenCompared(sha256: string, row: LedgerRow, onEdit: OnEdit): FinishedDecision {
  if (row.sha256 === sha256) return { type: 'nothing' };
  if (row.outcome === 'ready' || row.outcome === 'left' || row.outcome === 'asking')
    return afterEdit(row, onEdit);
  return { type: 'upload', earlierVersion: row.readyVersion };
}

function afterEdit({ readyVersion }: LedgerRow, onEdit: OnEdit): FinishedDecision {
  if (onEdit === 'new-version') return { type: 'upload', earlierVersion: readyVersion };
  return { type: onEdit };
}

/** Whether the file is in the state that the row speaks of. */
function isSame(snapshot: FileSnapshot, row: LedgerRow): boolean {
  const { fingerprint } = row;
  if (fingerprint === null || snapshot.fingerprint === null) return false;
  // A row of an earlier version has no change time: what changed since it was written has to be read.
  if (fingerprint.ctimeNs === null && snapshot.kind === 'document' && snapshot.changedAtMs > row.atMs)
    return false;
  if (sameFingerprint(snapshot.fingerprint, fingerprint)) return true;
  // A file that was never read cannot be compared. A mere rename or change of permissions must not upload it.
  const wasRead = row.sha256 !== null || row.outcome === 'failed';
  return !wasRead && sameButStatus(snapshot.fingerprint, fingerprint);
}
