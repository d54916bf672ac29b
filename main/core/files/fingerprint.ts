import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Fingerprint } from '../model/upload.ts';
import { FileError, fileError } from './file-error.ts';
import { type Links, type OpenFile, openWithStats } from './open-file.ts';

/** A changing file counts as still once two looks this far apart see the same. */
const STILL_MS = 1000;
const MAX_LOOKS = 120;

/**
 * The file's present state, from its path or an open handle.
 * @throws {FileError} `file_vanished`, or `file_unreadable` with the system's code
 */
export async function fingerprintOf(file: string | OpenFile): Promise<Fingerprint> {
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
export async function fingerprintOfRenamed(file: OpenFile): Promise<Fingerprint | null> {
  const stats = await file.stat({ bigint: true });
  return stats.nlink > 0n ? fingerprintFrom(stats) : null;
}

export function fingerprintFrom(
  stats: Pick<BigIntStats, 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>,
): Fingerprint {
  const { ino, size, mtimeNs, ctimeNs } = stats;
  return {
    inode: String(ino),
    sizeBytes: Number(size),
    mtimeNs: String(mtimeNs),
    ctimeNs: String(ctimeNs),
  };
}

/** Whether nothing tells the two states apart. A change time that is not known tells nothing. */
export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  const sameChange = a.ctimeNs === null || b.ctimeNs === null || a.ctimeNs === b.ctimeNs;
  return sameChange && sameButStatus(a, b);
}

/**
 * Whether the two states differ in the change time at most. A new name, a second link and new permissions move it as
 * an edit does whose author puts the old time back: only the bytes tell these apart.
 */
export function sameButStatus(a: Fingerprint, b: Fingerprint): boolean {
  return sameFile(a, b) && a.mtimeNs === b.mtimeNs;
}

/** Whether the two states differ in their times at most. */
export function sameFile(a: Fingerprint, b: Fingerprint): boolean {
  return a.inode === b.inode && a.sizeBytes === b.sizeBytes;
}

/** The two looks at a file that an upload takes, as a port: a test on a virtual clock has files of its own. */
export interface FileAccess {
  fingerprint(path: string): Promise<Fingerprint>;
  sha256(path: string, fingerprint: Fingerprint, signal: AbortSignal, links?: Links): Promise<string>;
}

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

/** The bytes of a file, and its state once they were read. */
export interface FileContent {
  /** In hex. */
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
}

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
  const read = await readOnce(path, links, fingerprint, sameFingerprint, signal);
  if (!sameFingerprint(read.fingerprint, fingerprint)) throw changedWhileRead();
  return read.sha256;
}

/**
 * As {@link sha256Of}, but a file system that changes times by being read makes no edit: where the times alone moved
 * meanwhile, the file is read once more, and the same bytes are the same content.
 * @throws {FileError} also `file_changed` where its state is not `fingerprint` before, or the bytes differ
 */
export async function contentOf(
  path: string,
  fingerprint: Fingerprint,
  signal: AbortSignal,
  links: Links = 'followed',
): Promise<FileContent> {
  const first = await readOnce(path, links, fingerprint, sameFingerprint, signal);
  if (sameFingerprint(first.fingerprint, fingerprint)) return first;
  if (!sameFile(first.fingerprint, fingerprint)) throw changedWhileRead();
  const second = await readOnce(path, links, fingerprint, sameFile, signal);
  if (second.sha256 !== first.sha256 || !sameFile(second.fingerprint, fingerprint)) throw changedWhileRead();
  return second;
}

async function readOnce(
  path: string,
  links: Links,
  fingerprint: Fingerprint,
  isMeant: (now: Fingerprint, meant: Fingerprint) => boolean,
  signal: AbortSignal,
): Promise<FileContent> {
  let file: OpenFile | undefined;
  try {
    const opened = await openWithStats(path, links, signal);
    file = opened.file;
    if (!isMeant(fingerprintFrom(opened.stats), fingerprint)) throw changedWhileRead();
    const sha256 = await sha256From(file, fingerprint.sizeBytes, signal);
    return { sha256, fingerprint: await fingerprintOf(file) };
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error);
  } finally {
    await file?.close();
  }
}

/** SHA-256 of the first `sizeBytes` of an open file, in hex, whatever was read of it before. */
export async function sha256From(file: OpenFile, sizeBytes: number, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(HASH_CHUNK_BYTES, sizeBytes));
  for (let position = 0; position < sizeBytes; ) {
    const lengthBytes = Math.min(buffer.length, sizeBytes - position);
    const { bytesRead } = await file.read(buffer, 0, lengthBytes, position);
    signal.throwIfAborted();
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return hash.digest('hex');
}

function changedWhileRead(): FileError {
  return new FileError('file_changed', 'it changed while it was being read');
}
