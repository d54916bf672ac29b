import type { FolderRow } from '../../../preload/contract/contract.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import { folderRowOf } from './folder-rows.ts';

/** Sends all watched folders to the window, on request and after each change. */
export class FolderFeed {
  readonly #folders: Pick<WatchedFolders, 'views'>;
  readonly #send: () => void;
  readonly #connectionName: (destination: string) => string | null;

  /** @param isWanted whether there is a window: each message counts the folders' files anew */
  constructor(options: {
    folders: Pick<WatchedFolders, 'views' | 'subscribe'>;
    isWanted: () => boolean;
    /** @returns the name of the kept connection to a destination; null where there is none */
    connectionName: (destination: string) => string | null;
    send: (rows: readonly FolderRow[]) => void;
  }) {
    const { folders, isWanted, send } = options;
    this.#folders = folders;
    this.#connectionName = options.connectionName;
    this.#send = () => {
      if (isWanted()) send(this.rows());
    };
    folders.subscribe(this.#send);
  }

  /** Sends the folders again, as when the name of a connection has changed. */
  sendNow(): void {
    this.#send();
  }

  rows(): FolderRow[] {
    return this.#folders.views().map((view) => folderRowOf(view, this.#connectionName));
  }
}
