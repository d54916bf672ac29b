import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';

/** The purpose of a dialog. Each purpose has its own last folder. */
export type DialogPurpose = 'upload' | 'watch' | 'move-target' | 'save';

export const lastFolders: z.ZodType<Partial<Record<DialogPurpose, string>>> = z.partialRecord(
  z.enum(['upload', 'watch', 'move-target', 'save']),
  z.string(),
);

/** The file that stores the folders. */
interface LastFoldersFile {
  read(): { readonly lastFolders: Partial<Record<DialogPurpose, string>> };
  write(change: { lastFolders: Partial<Record<DialogPurpose, string>> }): void;
}

/** The longest wait for a network drive before a dialog opens elsewhere. */
const LOOK_WITHIN_MS = 300;

/**
 * Remembers the last folder of each kind of dialog over restarts. Electron 43 and later begin every
 * dialog without a `defaultPath` in Downloads (electron/electron#49868), whatever the system itself remembers.
 */
export class LastFolders {
  readonly #file: LastFoldersFile;

  constructor(file: LastFoldersFile) {
    this.#file = file;
  }

  /** @returns null where there is none, or where it cannot be reached */
  async get(purpose: DialogPurpose): Promise<string | null> {
    const folder = this.#file.read().lastFolders[purpose];
    if (folder === undefined) return null;
    const isThere = namedAnywhere.look(folder).then(
      ({ kind }) => kind === 'folder',
      () => false,
    );
    return (await Promise.race([isThere, sleep(LOOK_WITHIN_MS, false, { ref: false })])) ? folder : null;
  }

  /** @param path the chosen path, whose folder is remembered */
  remember(purpose: DialogPurpose, path: string): void {
    try {
      this.#file.write({ lastFolders: { ...this.#file.read().lastFolders, [purpose]: dirname(path) } });
    } catch {
      // On a full disk, the next dialog begins where this one did.
    }
  }
}
