import type { FolderRow } from '../../../preload/contract/contract.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import { folderRowOf } from './folder-rows.ts';

/** Sends all watched folders to the window, on request and after each change. */
export class FolderFeed {
  readonly #folders: Pick<WatchedFolders, 'views'>;

  /** @param isWanted whether there is a window: each message counts the folders' files anew */
  constructor(options: {
    folders: Pick<WatchedFolders, 'views' | 'subscribe'>;
    isWanted: () => boolean;
    send: (rows: readonly FolderRow[]) => void;
  }) {
    const { folders, isWanted, send } = options;
    this.#folders = folders;
    folders.subscribe(() => {
      if (isWanted()) send(this.rows());
    });
  }

  rows(): FolderRow[] {
    return this.#folders.views().map(folderRowOf);
  }
}
