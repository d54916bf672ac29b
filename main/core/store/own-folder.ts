import { chmodSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { FolderNotPrivate } from '../model/store-error.ts';

const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/**
 * Makes a data folder, or takes one that is there for this user alone. On Windows it has the rights of the person's
 * profile.
 * @throws {FolderNotPrivate} where it, or something in it, is another user's, or others can write into it all the same
 * @throws {StoreError} where it cannot be made
 */
export function ownFolder(folder: string): void {
  makeFolder(folder);
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const { mode, uid: owner } = statSync(folder);
  if (owner !== uid) throw new FolderNotPrivate(folder, { code: 'belongs_to_another_user' });
  if ((mode & OTHERS) !== 0) closeToOthers(folder);
  // From here on nobody can add anything; what was planted before may be a trap.
  for (const name of readdirSync(folder)) {
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (stats !== undefined && stats.uid !== uid) {
      throw new FolderNotPrivate(folder, { code: 'holds_a_strange_file', name });
    }
  }
}

function closeToOthers(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // A file system without modes; what it shows counts.
  }
  if ((statSync(folder).mode & OTHERS_WRITE) !== 0) {
    throw new FolderNotPrivate(folder, { code: 'open_to_other_users' });
  }
}
