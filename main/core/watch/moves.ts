import { stat } from 'node:fs/promises';
import { fingerprintOf, sameFingerprint, sha256Of } from '../fingerprint.ts';
import type { LedgerRow } from './ledger.ts';
import type { Document } from './sight.ts';

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
  { path, fingerprint }: Document,
  rows: readonly LedgerRow[],
  signal: AbortSignal,
): Promise<Elsewhere> {
  for (const row of rows) {
    if (row.outcome === 'skipped') continue;
    const there = await fingerprintOf(row.path).catch(() => null);
    if (there !== null && sameFingerprint(there, fingerprint)) {
      // What is on its way has not proved anything yet; and each drive counts its files by itself.
      if (row.outcome !== 'sending' && (await onOneDrive(path, row.path))) return { kind: 'same-file' };
      continue;
    }
    if (isPrecise(fingerprint.mtimeNs) || row.sha256 === null) return { kind: 'moved', row };
    const sha256 = await sha256Of(path, fingerprint, signal).catch(() => null);
    if (sha256 === row.sha256) return { kind: 'moved', row };
  }
  return { kind: 'unknown' };
}

/** Where times are kept in whole seconds, another file can have the same by chance. */
function isPrecise(mtimeNs: string): boolean {
  return !mtimeNs.endsWith('000000');
}

async function onOneDrive(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((name) => stat(name).catch(() => null)));
  return one != null && one.dev === two?.dev;
}
