import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fingerprintFrom, sameFingerprint } from '../files/fingerprint.ts';
import { writePrivate } from '../files/private-files.ts';
import type { Fingerprint } from '../model/upload.ts';

/** Beside the database, while nobody has it open. */
const FILE_NAME = 'hoist.sound';
/** A disk may lose bytes of a file that nobody writes. */
const TRUSTED_MS = 7 * 24 * 60 * 60_000;

const soundMark = z.object({
  fingerprint: z.object({
    inode: z.string(),
    sizeBytes: z.number(),
    mtimeNs: z.string(),
    ctimeNs: z.string().nullable(),
  }),
  checkedAtMs: z.number(),
});

const markOf = (databasePath: string) => join(dirname(databasePath), FILE_NAME);

/**
 * Records that a database was closed in order and in no doubt.
 * @param checkedAtMs when SQLite last checked all of it, in ms since the epoch
 */
export function markSound(databasePath: string, checkedAtMs: number): void {
  const fingerprint = restingState(databasePath);
  if (fingerprint === null) return;
  try {
    writePrivate(markOf(databasePath), JSON.stringify({ fingerprint, checkedAtMs }));
  } catch {
    // On a full disk. Then the next start checks the database.
  }
}

/**
 * Takes the mark away: from now on the database changes.
 * @param found the state of the database before it was opened, see {@link restingState}
 * @returns when SQLite last checked all of the database, in ms since the epoch; null where it has to be checked now: it
 * was not closed in order, was changed by another program, or was not checked for a week
 */
export function takeSoundMark(databasePath: string, found: Fingerprint | null, nowMs: number): number | null {
  const path = markOf(databasePath);
  const mark = read(path);
  rmSync(path, { force: true });
  if (mark === null || found === null || !sameFingerprint(mark.fingerprint, found)) return null;
  const ageMs = nowMs - mark.checkedAtMs;
  return ageMs >= 0 && ageMs < TRUSTED_MS ? mark.checkedAtMs : null;
}

function read(path: string): z.infer<typeof soundMark> | null {
  try {
    return soundMark.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * The state of a database that nobody has open.
 * @returns null where there is none, or where changes are not in it yet: SQLite leaves its log where it was not closed
 */
export function restingState(databasePath: string): Fingerprint | null {
  if (existsSync(`${databasePath}-wal`)) return null;
  const stats = statSync(databasePath, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : fingerprintFrom(stats);
}
