import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { isWithin } from '../files/is-within.ts';

/**
 * A folder's path, beginning with that of another one where it really lies in that. One folder has many paths: by links,
 * and on many disks in upper and lower case or in other normal forms. Paths that begin alike can be compared.
 * @param path of a folder that need not be there yet
 * @throws the system's error where `root` is not there
 */
export async function asCalledFrom(root: string, path: string): Promise<string> {
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
