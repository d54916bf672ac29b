import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from '../files/private-files.ts';

/** Beside the database: the process that has it, or had it last. It is there once the database was whole. */
const FILE_NAME = 'hoist.pid';

/** Called by who has the lock. */
export function putName(folder: string): void {
  try {
    writePrivate(join(folder, FILE_NAME), `${process.pid}\n`);
  } catch {
    // On a full disk. The lock is what counts; this is for words alone.
  }
}

/** The id of the process that has the folder, where it could be kept. */
export function ownerOf(folder: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(folder, FILE_NAME), 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

export function hadOwner(folder: string): boolean {
  return existsSync(join(folder, FILE_NAME));
}

/** The folder is as if nobody had ever had it. */
export function forgetOwner(folder: string): void {
  rmSync(join(folder, FILE_NAME), { force: true });
}
