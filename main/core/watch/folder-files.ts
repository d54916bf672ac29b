import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { contentOf, type FileContent, fingerprintOf } from '../files/fingerprint.ts';
import { isWithin } from '../files/is-within.ts';
import type { Fingerprint } from '../model/upload.ts';
import { type Document, type FileSnapshot, type Looking, look } from './file-snapshot.ts';
import type { LedgerRow } from './ledger.ts';
import { type MoveTarget, moveWithoutOverwriting, wasMovedTo } from './move-file.ts';
import { type Elsewhere, knownElsewhere } from './moves.ts';
import { openForWriting } from './open-for-writing.ts';
import type { SentFile } from './restore-file.ts';
import { type Place, type ScanOptions, scan } from './scan.ts';
import { trashAsSent } from './trash-file.ts';
import { type WhyUnfinished, whyUnfinished } from './unfinished.ts';
import { type Doubt, doubts } from './unseen-writers.ts';

/** All that is done with the files of a watched folder, so that it can be done elsewhere for a drive that may not answer. */
export interface FolderFiles {
  /** Device and inode of the folder, and where it really lies. @throws the system's error where it cannot be looked at */
  root(path: string): Promise<{ readonly id: string; readonly real: string }>;
  scan(from: Place, options: ScanOptions): AsyncIterable<FileSnapshot[]>;
  look(path: string, looking: Looking): Promise<FileSnapshot | null>;
  unfinished(still: readonly FileSnapshot[]): Promise<WhyUnfinished>;
  doubts(paths: readonly string[]): Promise<ReadonlyMap<string, Doubt>>;
  openForWriting(path: string): Promise<boolean>;
  elsewhere(document: Document, rows: readonly LedgerRow[], signal: AbortSignal): Promise<Elsewhere>;
  fingerprint(path: string): Promise<Fingerprint>;
  content(path: string, fingerprint: Fingerprint, signal: AbortSignal): Promise<FileContent>;
  /** See {@link asCalledFrom} below. */
  asCalledFrom(root: string, path: string): Promise<string>;
  /** Whether the path leads through no link below the folder. */
  isItsOwn(path: string, root: string): Promise<boolean>;
  move(file: SentFile, to: MoveTarget, willMoveTo: (target: string) => void): Promise<string>;
  wasMovedTo(target: string, fingerprint: Fingerprint | null, sha256: string | null): Promise<boolean>;
  /** @param trash is called in this process, whose system's trash it is */
  trash(file: SentFile, trash: () => Promise<void>): Promise<void>;
}

/** Of a folder on a drive of this computer, in this process. */
export const localFiles: FolderFiles = {
  async root(path) {
    const stats = await stat(path, { bigint: true });
    if (!stats.isDirectory())
      throw Object.assign(new Error('no folder'), { code: 'ENOTDIR', syscall: 'stat' });
    await access(path, constants.R_OK | constants.X_OK);
    return { id: `${stats.dev}:${stats.ino}`, real: await realpath(path) };
  },
  scan,
  look,
  unfinished: (still) => whyUnfinished(still, openForWriting),
  doubts: (paths) => doubts(paths),
  async openForWriting(path) {
    const real = await realpath(path).catch(() => path);
    return (await openForWriting(new Set([real]))).has(real);
  },
  elsewhere: knownElsewhere,
  fingerprint: fingerprintOf,
  content: contentOf,
  asCalledFrom,
  isItsOwn: async (path, root) => (await realpath(path)) === join(await realpath(root), relative(root, path)),
  move: moveWithoutOverwriting,
  wasMovedTo,
  trash: trashAsSent,
};

/**
 * A folder's path, beginning with that of another one where it really lies in that. One folder has many paths: by links,
 * and on many disks in upper and lower case or in other normal forms. Paths that begin alike can be compared.
 * @param path of a folder that need not be there yet
 * @throws the system's error where `root` is not there
 */
async function asCalledFrom(root: string, path: string): Promise<string> {
  const [realRoot, real] = [await realpath(root), await realPlaceOf(path)];
  return isWithin(real, realRoot) ? join(root, relative(realRoot, real)) : path;
}

/** Where a folder lies, or will lie once it is made. */
async function realPlaceOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlaceOf(parent), basename(path));
  }
}
