import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, stat } from 'node:fs/promises';
import { FileError, fileError } from './file-error.ts';
import { type Links, openFile } from './open-file.ts';
import type { Fingerprint } from './upload.ts';

/** A changing file counts as still once two looks this far apart see the same. */
const STILL_MS = 1000;
const MAX_LOOKS = 120;

/**
 * The file's present state, from its path or an open handle.
 * @throws {FileError} `file_vanished`, or `file_unreadable` with the system's code
 */
export async function fingerprintOf(file: string | FileHandle): Promise<Fingerprint> {
  try {
    const stats =
      typeof file === 'string' ? await stat(file, { bigint: true }) : await file.stat({ bigint: true });
    if (!stats.isFile()) throw new FileError('file_vanished', 'it is no file any more');
    return fingerprintFrom(stats);
  } catch (error) {
    throw fileError(error);
  }
}

/** The present state of an open file whose path leads nowhere any more; null where no other name is left of it. */
export async function fingerprintOfRenamed(file: FileHandle): Promise<Fingerprint | null> {
  const stats = await file.stat({ bigint: true });
  return stats.nlink > 0n ? fingerprintFrom(stats) : null;
}

function fingerprintFrom({ ino, size, mtimeNs }: BigIntStats): Fingerprint {
  return { inode: String(ino), sizeBytes: Number(size), mtimeNs: String(mtimeNs) };
}

export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs;
}

/** The two looks at a file that an upload takes, as a port: a test on a virtual clock has files of its own. */
export interface FileAccess {
  fingerprint(path: string): Promise<Fingerprint>;
  sha256(path: string, fingerprint: Fingerprint, signal: AbortSignal, links?: Links): Promise<string>;
}

export const realFiles: FileAccess = { fingerprint: fingerprintOf, sha256: sha256Of };

/**
 * The file's state once it is still: at once where it is as `known`, else as soon as two looks in a row agree.
 * @param pause waits, in ms
 * @throws {FileError} also `file_changed` after 2 minutes of changes
 */
export async function waitUntilStill(
  path: string,
  known: Fingerprint | null,
  look: FileAccess['fingerprint'],
  pause: (ms: number) => Promise<void>,
): Promise<Fingerprint> {
  let before = await look(path);
  if (known !== null && sameFingerprint(before, known)) return before;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    await pause(STILL_MS);
    const now = await look(path);
    if (sameFingerprint(before, now)) return now;
    before = now;
  }
  throw new FileError('file_changed', 'it kept changing');
}

const HASH_CHUNK_BYTES = 512 * 1024;

/**
 * SHA-256 of a file, in hex, read in chunks and no further than its state says.
 * @throws {FileError} also `file_changed` where its state is not `fingerprint` before or after
 */
export async function sha256Of(
  path: string,
  fingerprint: Fingerprint,
  signal: AbortSignal,
  links: Links = 'followed',
): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await openFile(path, links);
    await demandUnchanged(file, fingerprint);
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(Math.min(HASH_CHUNK_BYTES, fingerprint.sizeBytes));
    for (let leftBytes = fingerprint.sizeBytes; leftBytes > 0; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, leftBytes));
      signal.throwIfAborted();
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      leftBytes -= bytesRead;
    }
    await demandUnchanged(file, fingerprint);
    return hash.digest('hex');
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error);
  } finally {
    await file?.close();
  }
}

async function demandUnchanged(file: FileHandle, fingerprint: Fingerprint): Promise<void> {
  if (!sameFingerprint(await fingerprintOf(file), fingerprint)) {
    throw new FileError('file_changed', 'it changed while it was being read');
  }
}
