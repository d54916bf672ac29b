import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, readlink, realpath, stat } from 'node:fs/promises';
import { patiently } from '../util/shortage.ts';
import { FileError } from './file-error.ts';
import { isWithin } from './is-within.ts';

/** Which symbolic links are followed: all, none in place of the file, or those that stay within a folder. */
export type Links = 'followed' | 'none' | { readonly within: string };

/** The operations of an open file. Node's own handle has them, and so has a file in its drive's process. */
export interface OpenFile {
  stat(options: { readonly bigint: true }): Promise<FileStats>;
  read(
    buffer: Buffer,
    offset: number,
    lengthBytes: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

export type FileStats = Pick<BigIntStats, 'ino' | 'size' | 'mtimeNs' | 'ctimeNs' | 'nlink'> & {
  isFile(): boolean;
};

/** Windows has none of these: https://nodejs.org/api/fs.html#file-open-constants. */
const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0, O_NOFOLLOW = 0 } = constants;
/** Opening a pipe that nobody writes to would otherwise block one of the few threads that do all file work. */
const NEVER_WAITING = O_RDONLY | O_NONBLOCK | O_NOCTTY;

/** A file, and its state when it was opened. */
export interface Opened {
  readonly file: FileHandle;
  readonly stats: FileStats;
}

/** Opens a file, see {@link openWithStats}. */
export async function openFile(path: string, links?: Links, signal?: AbortSignal): Promise<FileHandle> {
  return (await openWithStats(path, links, signal)).file;
}

/**
 * Opens a regular file to read it, and nothing else: what lies at a path may have been swapped since it was looked at.
 * While the computer is short of file handles, it waits.
 * @param signal ends that
 * @throws {FileError} `file_vanished` where it is a pipe, a device, a socket or a folder, or leads out of the folder
 * @throws the system's error, such as ELOOP where it is a link and `links` is `none`
 */
export async function openWithStats(
  path: string,
  links: Links = 'followed',
  signal?: AbortSignal,
): Promise<Opened> {
  if (typeof links === 'object') return openWithin(path, links.within, signal);
  return openRegular(path, links === 'none' ? O_NOFOLLOW : 0, signal);
}

async function openRegular(path: string, more: number, signal?: AbortSignal): Promise<Opened> {
  const file = await patiently(() => open(path, NEVER_WAITING | more), signal);
  try {
    const stats = await file.stat({ bigint: true });
    if (!stats.isFile()) throw new FileError('file_vanished', 'it is no file any more');
    return { file, stats };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openWithin(path: string, folder: string, signal?: AbortSignal): Promise<Opened> {
  const [real, realFolder] = await Promise.all([realpath(path), realpath(folder)]);
  demandWithin(real, realFolder);
  const opened = await openRegular(real, O_NOFOLLOW, signal);
  try {
    // A folder on the way may have been swapped for a link meanwhile.
    demandWithin(await placeOf(opened.file, path), realFolder);
    return opened;
  } catch (error) {
    await opened.file.close();
    throw error;
  }
}

function demandWithin(real: string, realFolder: string): void {
  if (!isWithin(real, realFolder)) throw new FileError('file_vanished', 'it leads out of its folder');
}

/** Where an open file really lies. Linux tells for its descriptor; elsewhere its path must lead to it still. */
async function placeOf(file: FileHandle, path: string): Promise<string> {
  if (process.platform === 'linux') {
    const place = await readlink(`/proc/self/fd/${file.fd}`).catch(() => null);
    if (place !== null) return place;
  }
  const real = await realpath(path);
  const [own, there] = await Promise.all([file.stat(), stat(real)]);
  if (own.ino !== there.ino || own.dev !== there.dev) throw new FileError('file_vanished', 'it was swapped');
  return real;
}
