import { isAbsolute } from 'node:path';
import type { DroppedFolder } from '../../../preload/contract/contract.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';

const TITLES = { watch: 'dialog.watch', 'move-target': 'dialog.moveTarget' } as const;

/**
 * The folders that the person has chosen in a dialog or dropped since Hoist started. The window can have these
 * watched, or files moved to them, and no others.
 */
export class ChosenFolders {
  readonly #paths = new Set<string>();

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** Null where the dialog was closed without a choice. */
  async choose(
    purpose: keyof typeof TITLES,
    words: Translations,
    dialogs: FileDialogs,
  ): Promise<string | null> {
    const [path] = await dialogs.open(purpose, {
      title: words(TITLES[purpose]),
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

/** What cannot be looked at is no folder to watch; as a file it will say why it cannot be read. */
function isDirectory(path: string): Promise<boolean> {
  return namedAnywhere.look(path).then(
    ({ kind }) => kind === 'folder',
    () => false,
  );
}
