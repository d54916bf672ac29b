import { stat } from 'node:fs/promises';
import { FileError } from '../files/file-error.ts';
import { contentOf, fingerprintOf, sameFingerprint } from '../files/fingerprint.ts';
import type { Document } from './file-snapshot.ts';
import type { LedgerRow } from './ledger.ts';

export type Elsewhere =
  | { readonly kind: 'unknown' }
  /** Another name of a file that still lies where it was: a link, or a name spelt in another normal form. */
  | { readonly kind: 'same-file' }
  | { readonly kind: 'moved'; readonly row: LedgerRow };

/**
 * Whether a file at a new path is one that is known under another.
 * @param rows files that were seen in the state that this one has
 */
export async function knownElsewhere(
  { path, fingerprint, bornAtMs, onlineOnly }: Document,
  rows: readonly LedgerRow[],
  signal: AbortSignal,
): Promise<Elsewhere> {
  for (const row of rows) {
    if (row.outcome === 'skipped') continue;
    const there = await fingerprintOf(row.path).catch((error: unknown) => error as FileError);
    // A file that cannot be read just now may exist.
    if (there instanceof FileError && there.code !== 'file_vanished') continue;
    if (!(there instanceof FileError) && sameFingerprint(there, fingerprint)) {
      // What is on its way has not proved anything yet; and each drive counts its files by itself.
      if (row.outcome !== 'sending' && (await onOneDrive(path, row.path))) return { kind: 'same-file' };
      continue;
    }
    // The system gives the number of a deleted file to the next one, which can have its size and its time as well.
    const isReadable = row.sha256 !== null && !onlineOnly;
    if (!isReadable && isYounger(bornAtMs, row)) continue;
    if (!isReadable) return { kind: 'moved', row };
    const read = await contentOf(path, fingerprint, signal).catch(() => null);
    if (read?.sha256 === row.sha256) return { kind: 'moved', row };
  }
  return { kind: 'unknown' };
}

/** Whether the file was made only after that was known: then it is another one. */
function isYounger(bornAtMs: number, { atMs }: LedgerRow): boolean {
  return bornAtMs > atMs;
}

async function onOneDrive(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((name) => stat(name).catch(() => null)));
  return one != null && one.dev === two?.dev;
}
