import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError, storeError } from '../model/store-error.ts';

/**
 * Makes a folder, and what is missing above it, for this user alone. `mkdirSync` cannot be left to do that by itself:
 * where the system takes no folders, as under /proc, it asks for ever.
 * @throws {StoreError} where there is a file in its place, or it cannot be made
 */
export function makeFolder(folder: string): void {
  try {
    make(folder);
  } catch (error) {
    const known = storeError(error);
    throw known.code === 'io' ? new StoreError('no_folder', { cause: error }) : known;
  }
  if (!isFolder(folder)) throw new StoreError('not_a_folder');
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (isThere(folder)) return;
    const above = dirname(folder);
    if (above === folder || isThere(above)) throw error;
    make(above);
    mkdirSync(folder, { mode: 0o700 });
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
