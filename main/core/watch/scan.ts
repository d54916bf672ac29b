import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isWithin } from '../files/is-within.ts';
import { decodeName } from '../files/named-files.ts';
import { reasonFor } from '../intake/left-out.ts';
import { patiently } from '../util/shortage.ts';
import { type FileSnapshot, LEADS_OUT, type Looking, look, lookWithin, skipped } from './file-snapshot.ts';
import { leadsToOtherDrive } from './links-to-drives.ts';
import { isPassedOver, type Selection } from './names.ts';

/** Files looked at side by side, which is also how many come at once. */
const BATCH = 64;

export interface ScanOptions extends Looking {
  readonly selection: Selection;
  readonly recursive: boolean;
  /** A folder that is left out, such as the one that Ready files are moved to. */
  readonly except: string | null;
  readonly signal: AbortSignal;
}

export interface Place {
  readonly path: string;
  /** From the watched folder. */
  readonly parts: readonly string[];
}

/**
 * All that lies in a watched folder, in batches, from one of its sub-folders down. Links that stay in it are followed,
 * those to folders last, so that a file that can be reached without a link is found there; no folder is visited twice.
 * @throws the system's error where the folder itself cannot be read
 */
export async function* scan(from: Place, options: ScanOptions): AsyncGenerator<FileSnapshot[]> {
  const { root } = options;
  const realRoot = await realpath(root);
  const visited = new Set<string>();
  const linked: Place[] = [];
  const stack: Place[] = [from];
  for (let place = stack.pop(); place !== undefined; place = stack.pop() ?? linked.shift()) {
    options.signal.throwIfAborted();
    try {
      const real = await realpath(place.path);
      if (visited.has(real)) continue;
      if (!isWithin(real, realRoot)) {
        yield [skipped(place.path, LEADS_OUT)];
        continue;
      }
      visited.add(real);
      const entries = await patiently(() => readdir(place.path, { withFileTypes: true, encoding: 'buffer' }));
      yield* scanEntries(place, entries, { options, realRoot, stack, linked });
    } catch (error) {
      options.signal.throwIfAborted();
      if (place.path === root) throw error;
      const reason = await reasonFor(place.path, error);
      if (reason.code !== 'not_found') yield [skipped(place.path, reason)];
    }
  }
}

async function* scanEntries(
  place: Place,
  entries: readonly Dirent<Buffer>[],
  {
    options,
    realRoot,
    stack,
    linked,
  }: { options: ScanOptions; realRoot: string; stack: Place[]; linked: Place[] },
): AsyncGenerator<FileSnapshot[]> {
  const files: string[] = [];
  const links = new Set<string>();
  for (const entry of entries) {
    const { name, isText } = decodeName(entry.name);
    if (isPassedOver(name)) continue;
    const path = join(place.path, name);
    const parts = [...place.parts, name];
    if (!isText) {
      yield [skipped(path, { code: 'unreadable', because: { code: 'name_not_text' } })];
      continue;
    }
    if (entry.isSymbolicLink() && leadsToOtherDrive(path, realRoot)) {
      yield [skipped(path, LEADS_OUT)];
      continue;
    }
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToFolder(path)));
    if (!isFolder) {
      if (!options.selection.takesFile(parts)) continue;
      files.push(path);
      if (entry.isSymbolicLink()) links.add(path);
    } else if (options.recursive && path !== options.except && options.selection.takesFolder(parts)) {
      (entry.isSymbolicLink() ? linked : stack).push({ path, parts });
    }
  }
  for (let start = 0; start < files.length; start += BATCH) {
    options.signal.throwIfAborted();
    const snapshots = await Promise.all(
      files.slice(start, start + BATCH).map((path) => (links.has(path) ? look : lookWithin)(path, options)),
    );
    yield snapshots.filter((snapshot) => snapshot !== null);
  }
}

async function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
