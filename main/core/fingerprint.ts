import { type FileHandle, stat } from 'node:fs/promises';
import { type Clock, sleep } from './clock.ts';
import type { Fingerprint } from './upload.ts';

/** A changing file counts as still once two looks this far apart see the same. */
const STILL_MS = 1000;
const MAX_LOOKS = 120;

/** A file that cannot be sent as it stands. */
export class FileError extends Error {
  readonly code: 'file_vanished' | 'file_changed' | 'file_unreadable';
  constructor(code: FileError['code'], because: string, options?: ErrorOptions) {
    super(because, options);
    this.name = 'FileError';
    this.code = code;
  }
}

/**
 * The file's present state, from its path or an open handle.
 * @throws {FileError} `file_vanished`, or `file_unreadable` with the system's code
 */
export async function fingerprintOf(file: string | FileHandle): Promise<Fingerprint> {
  try {
    const stats =
      typeof file === 'string' ? await stat(file, { bigint: true }) : await file.stat({ bigint: true });
    if (!stats.isFile()) throw new FileError('file_vanished', 'it is no file any more');
    return { inode: String(stats.ino), sizeBytes: Number(stats.size), mtimeNs: String(stats.mtimeNs) };
  } catch (error) {
    throw fileError(error);
  }
}

export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs;
}

/**
 * The file's state once it is still: at once where it is as `known`, else as soon as two looks in a row agree.
 * @throws {FileError} also `file_changed` after 2 minutes of changes
 */
export async function waitUntilStill(
  path: string,
  known: Fingerprint | null,
  clock: Clock,
  signal: AbortSignal,
): Promise<Fingerprint> {
  let before = await fingerprintOf(path);
  if (known !== null && sameFingerprint(before, known)) return before;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    await sleep(clock, STILL_MS, signal);
    const now = await fingerprintOf(path);
    if (sameFingerprint(before, now)) return now;
    before = now;
  }
  throw new FileError('file_changed', 'it kept changing');
}

/** A system error on a user's file, as a {@link FileError}. */
export function fileError(error: unknown): FileError {
  if (error instanceof FileError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const gone = code === 'ENOENT' || code === 'ENOTDIR';
  return new FileError(gone ? 'file_vanished' : 'file_unreadable', code, { cause: error });
}
