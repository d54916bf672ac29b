import { type BigIntStats, lstatSync, unlinkSync } from 'node:fs';
import { type FileHandle, lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fingerprintOf, sameButStatus, sha256From } from '../files/fingerprint.ts';
import { openFile } from '../files/open-file.ts';
import { openFolder, pathOf } from './open-folder.ts';
import type { SentFile } from './restore-file.ts';

const NEVER = new AbortController().signal;

/**
 * A sent file, open, with the folder that it lies in. Somebody can save a new version under its name, or swap its folder
 * for a link to another one, while it is read: on Linux the folder is known by its descriptor, so that its name leads
 * nowhere else. Elsewhere it is named by its path, as Node has no other way.
 */
export class HeldFile implements AsyncDisposable {
  readonly handle: FileHandle;
  /** Its name, in the very folder that it was opened in. */
  readonly place: string;
  readonly #file: SentFile;
  readonly #folder: FileHandle | null;

  private constructor(handle: FileHandle, place: string, file: SentFile, folder: FileHandle | null) {
    this.handle = handle;
    this.place = place;
    this.#file = file;
    this.#folder = folder;
  }

  /**
   * @throws {FileError} where no regular file lies there
   * @throws the system's error
   */
  static async open(file: SentFile): Promise<HeldFile> {
    const folder = await openFolder(dirname(file.path));
    try {
      const place = folder === null ? file.path : join(pathOf(folder), basename(file.path));
      return new HeldFile(await openFile(place, 'none'), place, file, folder);
    } catch (error) {
      await folder?.close();
      throw error;
    }
  }

  /** Whether it is the file that was sent, as far as its state tells. */
  async isTheSentOne(): Promise<boolean> {
    return sameButStatus(await fingerprintOf(this.handle), this.#file.fingerprint);
  }

  /** Whether it has the bytes that were sent. */
  async isAsSent(): Promise<boolean> {
    const { fingerprint, sha256 } = this.#file;
    if (!(await this.isTheSentOne())) return false;
    return sha256 === null || (await sha256From(this.handle, fingerprint.sizeBytes, NEVER)) === sha256;
  }

  /** Whether its name still leads to it. */
  async isNamed(): Promise<boolean> {
    return this.#isAt(this.place);
  }

  /** Whether its path, from the root, still leads to it. */
  async isAtItsPath(): Promise<boolean> {
    return this.#isAt(this.#file.path);
  }

  /**
   * Takes its name away, unless that leads to another file by now: a new version is nobody's to delete.
   * @returns whether it was taken away
   * @throws the system's error, `ENOENT` where it has lost that name already
   */
  async unlink(): Promise<boolean> {
    const own = await this.handle.stat({ bigint: true });
    // No other work of this process comes between these two, so that hardly any time is left to swap it.
    if (!isSame(own, lstatSync(this.place, { bigint: true }))) return false;
    unlinkSync(this.place);
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.handle.close();
    await this.#folder?.close();
  }

  async #isAt(path: string): Promise<boolean> {
    const own = await this.handle.stat({ bigint: true });
    return lstat(path, { bigint: true }).then(
      (there) => isSame(own, there),
      () => false,
    );
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}
