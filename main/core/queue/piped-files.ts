import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { isActive, sourceOf, type Upload } from '../model/upload.ts';
import type { UploadList } from './upload-list.ts';

/** In the data folder. */
const FOLDER = 'piped';
const UNFINISHED = '.unfinished';
const DAY_MS = 24 * 60 * 60_000;
/** A content that no upload needs stays so long, in ms: its command may have failed, and the content may be nowhere else. */
const KEEP_MS = 7 * DAY_MS;
/** Ends what somebody pipes in without an end. No server takes as much. */
const MAX_PIPED_BYTES = 1024 ** 3;

/** More was piped in than Hoist takes. */
export class TooMuchPiped extends Error {
  readonly code = 'too_much_piped';
  constructor() {
    super('too much was piped in');
    this.name = 'TooMuchPiped';
  }
}

/**
 * Writes what is piped in to a file of the data folder, for this user alone: `piped/<uuid>/<name>`. The file appears once
 * all of it is on disk.
 * @param name a plain file name
 * @returns its path
 * @throws {TooMuchPiped}
 * @throws {StoreError} where the folder cannot be made
 * @throws what the input or the file system throws; then no file is left
 */
export async function receivePiped(
  dataFolder: string,
  name: string,
  input: AsyncIterable<Uint8Array>,
  maxBytes: number = MAX_PIPED_BYTES,
): Promise<string> {
  const root = join(dataFolder, FOLDER);
  makeFolder(root);
  const folder = join(root, randomUUID());
  const unfinished = folder + UNFINISHED;
  const path = join(folder, name);
  let sizeBytes = 0;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const chunk of input) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) throw new TooMuchPiped();
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await mkdir(folder, { mode: 0o700 });
    await rename(unfinished, path);
    return path;
  } catch (error) {
    await rm(unfinished, { force: true });
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

type Uploads = Pick<UploadList, 'all' | 'subscribe'>;

/** Deletes piped files once they are ready, and now those that nothing needs any more. */
export function deletePipedFiles(dataFolder: string, uploads: Uploads, nowMs: number): void {
  const folder = join(dataFolder, FOLDER);
  sweep(folder, uploads, nowMs);
  uploads.subscribe((event) => {
    if (event.type !== 'upload' || event.upload.state.stage !== 'ready') return;
    const { path } = sourceOf(event.upload);
    if (path.startsWith(folder + sep)) deleteUnlessNeeded(path, uploads);
  });
}

/** Other uploads may still need the file, such as those of parts that it is converted to. */
function deleteUnlessNeeded(path: string, uploads: Uploads): void {
  for (const upload of uploads.all()) {
    if (mayNeed(upload) && sourceOf(upload).path === path) return;
  }
  discard(dirname(path));
}

function sweep(folder: string, uploads: Uploads, nowMs: number): void {
  const names = namesIn(folder);
  if (names.length === 0) return;
  const wanted = new Set<string>();
  for (const upload of uploads.all()) {
    if (mayNeed(upload)) wanted.add(dirname(sourceOf(upload).path));
  }
  for (const name of names) {
    const path = join(folder, name);
    // A pipe may pause, but not for a day.
    const keepMs = name.endsWith(UNFINISHED) ? DAY_MS : KEEP_MS;
    if (!wanted.has(path) && nowMs - changedAtMs(path) > keepMs) discard(path);
  }
}

/** A person may retry one that failed. */
function mayNeed({ state }: Upload): boolean {
  return isActive(state) || state.stage === 'failed';
}

/** What cannot be deleted now is deleted at a later start. */
function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another program has it open.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function changedAtMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
}
