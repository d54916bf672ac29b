import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { hasRemoteMounts, remoteMountOf } from '../files/drive/mounts.ts';
import { isWithin } from '../files/is-within.ts';

/**
 * Whether a path leads out of the watched folder to a drive that may stop answering. Such a drive is not touched: whoever
 * looks at it may wait for ever.
 * @param realRoot where the watched folder really lies
 */
export function leadsToOtherDrive(path: string, realRoot: string): boolean {
  const mount = remoteMountOf(path);
  return mount !== null && mount !== remoteMountOf(realRoot) && !isWithin(mount, realRoot);
}

/** Whether there is such a link anywhere in the folder. */
export async function hasLinkToOtherDrive(root: string, recursive: boolean): Promise<boolean> {
  if (!hasRemoteMounts()) return false;
  const realRoot = await realpath(root);
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink() && leadsToOtherDrive(path, realRoot)) return true;
      if (recursive && entry.isDirectory()) folders.push(path);
    }
  }
  return false;
}

/** None where it cannot be read, which whoever looks through the folder will tell. */
function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
