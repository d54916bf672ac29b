import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Windows has none of these. */
const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Writes a new file that only this user can read. It removes a link in its place instead of following it. */
export function writePrivate(path: string, text: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
}

/**
 * Adds to a file, for this user alone.
 * @throws where a link lies in its place, or anything else that is no file of one name
 */
export function appendPrivate(path: string, text: string): void {
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.nlink > 1) throw new Error('no file of its own');
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/**
 * Replaces a file once all of it is written; a link in its place is replaced, not followed. Until then it has a name
 * that nobody can know beforehand.
 * @throws what `write` and the system throw; then what was there is still there
 */
export async function replacePrivate(
  path: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const unfinished = `${path}.${randomBytes(8).toString('hex')}.unfinished`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    try {
      await write(file);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
