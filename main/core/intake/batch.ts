import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type { Batch } from '../model/upload.ts';

/**
 * @param paths what a person added in one go; absolute
 * @returns a new batch with the name of the one added file or folder, or else of the folder that all of them lie in
 */
export function newBatch(paths: readonly string[]): Batch {
  return { id: randomUUID(), title: titleOf(paths) };
}

/**
 * @param path of the watched folder; absolute
 * @returns the batch of what the folder brings on the local day of `nowMs`; the same one after a restart
 */
export function batchOfDay(folderId: string, path: string, nowMs: number): Batch {
  return { id: `${folderId} ${new Date(nowMs).toLocaleDateString('sv')}`, title: basename(path) || null };
}

function titleOf(paths: readonly string[]): string | null {
  const [first, ...others] = paths;
  if (first === undefined) return null;
  if (others.length === 0) return basename(first) || null;
  const folder = dirname(first);
  return others.every((path) => dirname(path) === folder) ? basename(folder) || null : null;
}
