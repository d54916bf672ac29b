import { expect, it } from 'vitest';
import { NO_CONVERSION } from '../../../../main/core/convert/ways.ts';
import { LIMITS_BEFORE_FIRST_ANSWER } from '../../../../main/core/model/file-types.ts';
import { SqliteStore } from '../../../../main/core/store/sqlite-store.ts';
import { type FolderFiles, localFiles } from '../../../../main/core/watch/folder-files.ts';
import type { WatchNews } from '../../../../main/core/watch/watch-events.ts';
import { defaultSettings } from '../../../../main/core/watch/watched-folder.ts';
import { Watcher } from '../../../../main/core/watch/watcher.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

it('a folder that cannot be listed is reported unavailable once, and as watched once it can', async () => {
  await using folder = await tempFolder();
  const store = new SqliteStore(folder.at('data'), 0);
  const clock = new VirtualClock();
  const news: WatchNews[] = [];
  let isBroken = true;
  const files: FolderFiles = {
    ...localFiles,
    async *scan(from, options) {
      yield [];
      if (isBroken) throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'scandir' });
      yield* localFiles.scan(from, options);
    },
  };
  const settings = defaultSettings(folder.path);
  const open = { openedAtMs: 0, alreadyHere: 'upload', lookedThrough: false } as const;
  const watcher = new Watcher({
    clock,
    files,
    movingFiles: files,
    listens: false,
    folder: { id: 'f', settings, paused: false, addedAtMs: 0, destination: null },
    ledger: store.watch.ownedBy('app').ledger('f', 'd', open),
    openEvents: async () => ({ close: async () => {} }),
    trash: async () => {},
    news: (told) => news.push(told),
    changed: () => {},
    limits: () => LIMITS_BEFORE_FIRST_ANSWER,
    conversion: () => NO_CONVERSION,
    isOnlineOnly: () => false,
    isActive: () => false,
    upload: () => {},
    served: () => ({ apiMs: null, storageMs: null }),
  });
  const goOn = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1000);
      while (!clock.awaited) await localFiles.fingerprint(import.meta.filename);
    }
  };
  const conditions = () => news.flatMap((told) => (told.type === 'condition' ? told.condition.kind : []));
  await goOn(30);
  expect(conditions()).toEqual(['unavailable']);
  isBroken = false;
  await goOn(10);
  expect(conditions()).toEqual(['unavailable', 'watching']);
  await watcher.close();
  store.close();
});
