import type { FolderRow } from '../../../preload/contract/contract.ts';
import type { WatchViews } from '../../core/watch/watch-intents.ts';
import { folderRowOf } from './folder-rows.ts';

/** Sends all watched folders to the window, on request and after each change. */
export class FolderFeed {
  readonly #folders: WatchViews;

  /** @param isWanted whether there is a window: each message counts the folders' files anew */
  constructor(options: {
    folders: WatchViews;
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
