import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { openFolder, pathOf } from './open-folder.ts';

/** The name of a copy until it is whole. Nobody else can know it beforehand. */
export const UNFINISHED = { prefix: '.hoist-moving-', pattern: /^\.hoist-moving-[0-9a-f]{32}$/ };

/**
 * A folder below one that a person named, for files that are moved there. No link leads to it from there, and it stays
 * the same folder even if somebody swaps it for a link meanwhile: on Linux it is known by its descriptor. Elsewhere
 * files are named by its path, as Node has no other way.
 */
export class Destination implements AsyncDisposable {
  readonly #path: string;
  readonly #handle: FileHandle | null;

  private constructor(path: string, handle: FileHandle | null) {
    this.#path = path;
    this.#handle = handle;
  }

  /**
   * Makes the folders that are missing.
   * @param below from `folder`; `.` for itself
   * @throws the system's error; `ELOOP` where a link is in the way
   */
  static async open(folder: string, below: string): Promise<Destination> {
    await mkdir(folder, { recursive: true });
    let path = await realpath(folder);
    for (const part of below.split(sep)) {
      if (part === '.') continue;
      path = join(path, part);
      await mkdir(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      if ((await lstat(path)).isSymbolicLink()) throw linkInTheWay();
    }
    const handle = await openFolder(path, constants.O_NOFOLLOW);
    if (handle === null || (await realpath(pathOf(handle))) === path) return new Destination(path, handle);
    await handle.close();
    throw linkInTheWay();
  }

  /** Where to create a file of this name. */
  at(name: string): string {
    return join(this.#handle === null ? this.#path : pathOf(this.#handle), name);
  }

  /** Removes the copies that a crash left unfinished. Only this user's own: a stranger's may be a trap. */
  async removeUnfinished(): Promise<void> {
    for (const name of await readdir(this.at('.'))) {
      if (!UNFINISHED.pattern.test(name)) continue;
      const stats = await lstat(this.at(name)).catch(() => null);
      if (stats?.isFile() && stats.uid === process.getuid?.()) await rm(this.at(name), { force: true });
    }
  }

  /** So that after a power cut its files are there. Some systems cannot do it. */
  async sync(): Promise<void> {
    await syncFolder(this.#path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle?.close();
  }
}

/** Writes a folder's names to the disk. Some systems cannot do it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function linkInTheWay(): Error {
  return Object.assign(new Error('a link is in the way'), { code: 'ELOOP' });
}
