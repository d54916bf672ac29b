import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns the first of these programs that is on the PATH, in the order of the names; null if none is */
export function firstOnPath(names: readonly string[], path: string | undefined): string | null {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
