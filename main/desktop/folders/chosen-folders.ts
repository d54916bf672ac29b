import { isAbsolute } from 'node:path';
import type { DroppedFolder } from '../../../preload/contract/contract.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';

const TITLES = { watch: 'dialog.watch', 'move-target': 'dialog.moveTarget' } as const;

/**
 * Remembers the folders that the person chose in a dialog or dropped since Hoist started. The window can name only
 * these as watched folders or move targets.
 */
export class ChosenFolders {
  readonly #paths = new Set<string>();

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** @returns null where the person chose none */
  async choose(purpose: keyof typeof TITLES, t: Translations, dialogs: FileDialogs): Promise<string | null> {
    const [path] = await dialogs.open(purpose, {
      title: t(TITLES[purpose]),
      properties: ['openDirectory', 'createDirectory'],
    });
    if (path === undefined) return null;
    this.#paths.add(path);
    return path;
  }

  async dropped(paths: readonly string[]): Promise<DroppedFolder> {
    const absolute = paths.filter(isAbsolute);
    const isFolder = await Promise.all(absolute.map(isDirectory));
    const [first] = absolute;
    if (!isFolder.includes(true)) return { kind: 'files' };
    if (first === undefined || absolute.length > 1) return { kind: 'several' };
    this.#paths.add(first);
    return { kind: 'folder', path: first };
  }
}

/** A path that cannot be read counts as a file, whose upload then says why. */
function isDirectory(path: string): Promise<boolean> {
  return namedAnywhere.look(path).then(
    ({ kind }) => kind === 'folder',
    () => false,
  );
}
