import { describe, expect, it } from 'vitest';
import type { WatchedFolders } from '../../../../main/core/watch/watched-folders.ts';
import { FolderFeed } from '../../../../main/desktop/folders/folder-feed.ts';
import type { FolderRow } from '../../../../preload/contract/contract.ts';

/** Folders that count how often somebody looks at them. */
class Folders implements Pick<WatchedFolders, 'views' | 'subscribe'> {
  looks = 0;
  changed = () => {};
  views() {
    this.looks += 1;
    return [];
  }
  subscribe(listener: () => void) {
    this.changed = listener;
    return () => {};
  }
}

describe('FolderFeed', () => {
  it('sends all folders after a change, and reads none while there is no window', () => {
    const folders = new Folders();
    const sent: (readonly FolderRow[])[] = [];
    let isWanted = false;
    const feed = new FolderFeed({
      folders,
      isWanted: () => isWanted,
      connectionName: () => null,
      send: (rows) => sent.push(rows),
    });
    folders.changed();
    expect([sent, folders.looks]).toEqual([[], 0]);
    isWanted = true;
    folders.changed();
    expect([sent, folders.looks]).toEqual([[[]], 1]);
    feed.sendNow();
    expect([sent, folders.looks]).toEqual([[[], []], 2]);
  });
});
