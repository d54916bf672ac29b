import { type FileHandle, link, lstat, open, readlink, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileError } from '../files/file-error.ts';
import { fingerprintOf, sameFingerprint } from '../files/fingerprint.ts';
import type { Fingerprint } from '../model/upload.ts';
import { syncFolder } from './destination.ts';
import { openForWriting } from './open-for-writing.ts';

/** A file as it was sent. */
export interface SentFile {
  readonly path: string;
  readonly fingerprint: Fingerprint;
  /** The SHA-256 of its bytes; null if it is unknown. */
  readonly sha256: string | null;
}

const MAX_NAMES = 10_000;
const COPY_CHUNK_BYTES = 512 * 1024;
/** Writes to a file without a name are copied until none came for this long, and for `FOLLOW_MS` at most, in ms. */
const QUIET_MS = 500;
const FOLLOW_MS = 60_000;

/** Whether somebody has an open file open for writing, whatever it is called now. False where the system does not tell. */
export async function isBeingWritten(held: FileHandle): Promise<boolean> {
  const place = await placeOf(held);
  if (place === null) return false;
  // If it cannot be known just now, assume that it is so.
  return openForWriting(new Set([place])).then(
    (open) => open.has(place),
    () => true,
  );
}

export function changedMeanwhile(done: 'moved' | 'trashed'): FileError {
  return new FileError('file_changed', `it changed while it was being ${done}`);
}

/**
 * Gives an open file the name back that was taken from it, or a free one beside it. As long as it has another name on the
 * same drive it stays the same file, so that its writer goes on with it; else it is copied, with what is still written.
 * @param other a name that it may have
 * @returns where it is
 */
export async function putBack(held: FileHandle, wanted: string, other: string | null): Promise<string> {
  const others = [other, await placeOf(held)].filter((name) => name !== null);
  for (let n = 1; n <= MAX_NAMES; n += 1) {
    const path = n === 1 ? wanted : numbered(wanted, n);
    try {
      if (!(await linkAgain(held, others, path))) await copyBack(held, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    await syncFolder(dirname(path));
    return path;
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

/** @throws EEXIST where the name is taken */
async function linkAgain(held: FileHandle, others: readonly string[], path: string): Promise<boolean> {
  const own = await held.stat();
  for (const other of others) {
    try {
      await link(other, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw error;
      continue;
    }
    const named = await lstat(path);
    if (named.ino === own.ino && named.dev === own.dev) return true;
    // Something else has that name.
    await rm(path, { force: true });
  }
  return false;
}

/** @throws EEXIST where the name is taken */
async function copyBack(held: FileHandle, path: string): Promise<void> {
  const copy = await open(path, 'wx');
  try {
    const startedMs = performance.now();
    let before: Fingerprint;
    do {
      before = await fingerprintOf(held);
      await copy.truncate(before.sizeBytes);
      await writeAll(held, copy, before.sizeBytes);
      await copy.sync();
      await sleep(QUIET_MS);
    } while (
      performance.now() - startedMs < FOLLOW_MS &&
      !sameFingerprint(await fingerprintOf(held), before)
    );
  } finally {
    await copy.close();
  }
}

/** Copies the first bytes of a file to the beginning of another. */
export async function writeAll(from: FileHandle, to: FileHandle, sizeBytes: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(COPY_CHUNK_BYTES, sizeBytes));
  for (let position = 0; position < sizeBytes; ) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    for (let written = 0; written < bytesRead; ) {
      const { bytesWritten } = await to.write(buffer, written, bytesRead - written, position + written);
      written += bytesWritten;
    }
    position += bytesRead;
  }
}

/** What Linux calls an open file now; with ` (deleted)` where it has lost the name that it was opened by. */
async function placeOf(held: FileHandle): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  return readlink(`/proc/self/fd/${held.fd}`).catch(() => null);
}

/** `report.pdf` → `report (2).pdf`. */
export function numbered(path: string, n: number): string {
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)} (${n})${extension}`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
