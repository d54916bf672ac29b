import { type FileHandle, lstat, readdir, realpath, stat } from 'node:fs/promises';
import type { Fingerprint } from '../model/upload.ts';
import { patiently } from '../util/shortage.ts';
import { fingerprintFrom } from './fingerprint.ts';
import { openWithStats } from './open-file.ts';

/** What lies at a path, links followed. */
interface NamedPlace {
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
}

/** A name in a folder, and whether it is one that can be written as text at all: on Linux any bytes can be a name. */
export interface DecodedName {
  readonly name: string;
  readonly isText: boolean;
}

/** All that is asked of paths that a person names, so that it can be asked elsewhere for a drive that may not answer. */
export interface NamedFiles {
  look(path: string): Promise<NamedPlace>;
  realpath(path: string): Promise<string>;
  names(folder: string): Promise<DecodedName[]>;
  /** Opens the file, since only that tells whether it can be read. */
  readable(path: string): Promise<Fingerprint>;
  /** Whether something lies there, be it a link that leads nowhere. @throws the system's error where not */
  entry(path: string): Promise<{ readonly isLink: boolean }>;
}

/** Of drives of this computer, in this process. */
export const localNamedFiles: NamedFiles = {
  async look(path) {
    const stats = await stat(path);
    const kind = stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
    return { kind, sizeBytes: stats.size };
  },
  realpath: (path) => realpath(path),
  names: async (folder) => (await patiently(() => readdir(folder, { encoding: 'buffer' }))).map(decodeName),
  async readable(path) {
    let file: FileHandle | undefined;
    try {
      const opened = await openWithStats(path);
      file = opened.file;
      return fingerprintFrom(opened.stats);
    } finally {
      await file?.close();
    }
  },
  entry: async (path) => ({ isLink: (await lstat(path)).isSymbolicLink() }),
};

export function decodeName(bytes: Buffer): DecodedName {
  const name = bytes.toString('utf8');
  return { name, isText: Buffer.from(name, 'utf8').equals(bytes) };
}
