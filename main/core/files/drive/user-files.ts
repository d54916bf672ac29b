import type { Fingerprint } from '../../model/upload.ts';
import { fileError } from '../file-error.ts';
import {
  contentOf,
  type FileAccess,
  type FileContent,
  fingerprintFrom,
  fingerprintOf,
} from '../fingerprint.ts';
import { type FileStats, type Links, type OpenFile, openWithStats } from '../open-file.ts';
import { type Drive, driveOf } from './drive.ts';

/** Files of the person wherever they lie: on a drive that may stop answering, the work is done in its own process. */
export const userFiles: FileAccess = {
  fingerprint: stateAnywhere,
  async sha256(path, fingerprint, signal, links) {
    const drive = driveOf(path);
    if (drive === null) return (await contentOf(path, fingerprint, signal, links)).sha256;
    try {
      return ((await drive.call('content', [path, fingerprint, links])) as FileContent).sha256;
    } catch (error) {
      signal.throwIfAborted();
      throw fileError(error);
    }
  },
};

/** The file's present state, see {@link fingerprintOf}. */
export async function stateAnywhere(path: string): Promise<Fingerprint> {
  const drive = driveOf(path);
  if (drive === null) return fingerprintOf(path);
  try {
    return (await drive.call('fingerprint', [path])) as Fingerprint;
  } catch (error) {
    throw fileError(error);
  }
}

/**
 * Opens a file to read it, see {@link openWithStats}.
 * @returns it with its state when it was opened
 */
export async function openAnywhere(
  path: string,
  links?: Links,
  signal?: AbortSignal,
): Promise<{ readonly file: OpenFile; readonly fingerprint: Fingerprint }> {
  const drive = driveOf(path);
  if (drive === null) {
    const { file, stats } = await openWithStats(path, links, signal);
    return { file, fingerprint: fingerprintFrom(stats) };
  }
  const file = new FileOnDrive(drive, (await drive.call('open', [path, links])) as number);
  try {
    return { file, fingerprint: await fingerprintOf(file) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

class FileOnDrive implements OpenFile {
  readonly #drive: Drive;
  readonly #id: number;

  constructor(drive: Drive, id: number) {
    this.#drive = drive;
    this.#id = id;
  }

  async stat(): Promise<FileStats> {
    const { isFile, ...stats } = (await this.#drive.call('stat', [this.#id])) as Omit<FileStats, 'isFile'> & {
      readonly isFile: boolean;
    };
    return { ...stats, isFile: () => isFile };
  }

  async read(buffer: Buffer, offset: number, lengthBytes: number, position: number) {
    const bytes = (await this.#drive.call('read', [this.#id, lengthBytes, position])) as Uint8Array;
    buffer.set(bytes, offset);
    return { bytesRead: bytes.length };
  }

  async close(): Promise<void> {
    // If the drive cannot close the file now, the end of its process does.
    await this.#drive.call('close', [this.#id]).catch(() => {});
  }
}
