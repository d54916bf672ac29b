import type { Document, FileSnapshot } from './file-snapshot.ts';
import type { LedgerRow } from './ledger.ts';

/** The new ledger row of a file that is not sent. */
export function rowAfter(
  what: 'skip' | 'leave-for-now' | 'leave' | 'ask' | 'infected',
  snapshot: FileSnapshot,
  before: LedgerRow | undefined,
  nowMs: number,
): LedgerRow {
  const { path, fingerprint } = snapshot;
  const readyVersion = before?.readyVersion ?? null;
  const base = { path, fingerprint, sha256: null, atMs: nowMs, readyVersion };
  if (snapshot.kind === 'skipped') return { ...base, outcome: 'skipped', reason: snapshot.reason };
  switch (what) {
    case 'skip':
      throw new Error('a document was skipped');
    case 'leave-for-now':
      return { ...base, outcome: 'before' };
    case 'leave':
      // A file that was never sent has no earlier version.
      return { ...base, outcome: before?.outcome === 'before' ? 'before' : 'left' };
    case 'ask':
      return { ...base, outcome: 'asking' };
    case 'infected':
      return { ...base, outcome: 'failed', uploadId: null, reason: { code: 'infected' }, tries: 0 };
  }
}

/** The row of an edited file once the person has said what to do with it. */
export function answered(row: LedgerRow, answer: 'upload' | 'leave'): LedgerRow {
  const { path, fingerprint, sha256, atMs, readyVersion } = row;
  return { path, fingerprint, sha256, atMs, readyVersion, outcome: answer === 'leave' ? 'left' : 'wanted' };
}

/** The same content in another state: nothing but that has changed. */
export function touched(row: LedgerRow, { fingerprint }: Document): LedgerRow {
  return { ...row, fingerprint };
}
