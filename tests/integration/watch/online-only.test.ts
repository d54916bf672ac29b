import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { NO_CONVERSION } from '../../../main/core/convert/ways.ts';
import { LIMITS_BEFORE_FIRST_ANSWER } from '../../../main/core/model/file-types.ts';
import type { AddItem } from '../../../main/core/queue/new-uploads.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { Arrivals } from '../../../main/core/watch/arrivals.ts';
import { look } from '../../../main/core/watch/file-snapshot.ts';
import { defaultSettings } from '../../../main/core/watch/watched-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

it('a file that is online only waits, and is sent once its bytes are here', async () => {
  await using folder = await tempFolder();
  const store = new SqliteStore(folder.at('data'), Date.now());
  let isOnline = true;
  const uploads: AddItem[] = [];
  const looking = {
    root: folder.path,
    limits: () => LIMITS_BEFORE_FIRST_ANSWER,
    conversion: () => NO_CONVERSION,
    isOnlineOnly: () => isOnline,
  };
  const open = { openedAtMs: 0, alreadyHere: 'upload', lookedThrough: true } as const;
  const arrivals = new Arrivals({
    clock: systemClock,
    ...looking,
    ledger: store.watch.ownedBy('app').ledger('f', 'd', open),
    settings: { ...defaultSettings(folder.path), stabilityMs: 250 },
    isActive: () => false,
    served: () => ({ apiMs: null, storageMs: null }),
    upload: (items) => uploads.push(...items),
    news: () => {},
    changed: () => {},
    onMissed: () => {},
  });
  const path = await writeRandom(folder.at('a.pdf'), 500);
  const snapshot = await look(path, looking);
  await arrivals.see(snapshot === null ? [] : [snapshot], 'first-scan');
  await until('it is known why', () => arrivals.waiting()[0]?.why === 'online-only');
  await sleep(600);
  expect(uploads).toEqual([]);
  isOnline = false;
  await arrivals.noticeEvent(path);
  await until('it is sent', () => uploads.length === 1);
  expect(arrivals.waiting()).toEqual([]);
  await arrivals.close();
  store.close();
});
