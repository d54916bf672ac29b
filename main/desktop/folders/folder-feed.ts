import type { FolderRow } from '../../../preload/contract/contract.ts';
import type { WatchViews } from '../../core/watch/watch-intents.ts';
import { folderRowOf } from './folder-rows.ts';

/** All watched folders for the window: when it asks, and whenever something of them has changed. */
export class FolderFeed {
  readonly #folders: WatchViews;

  /** @param isWanted whether anybody looks: what a folder holds is counted anew each time */
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
