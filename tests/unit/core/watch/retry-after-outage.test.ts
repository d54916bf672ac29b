import { expect, it } from 'vitest';
import { NO_CONVERSION } from '../../../../main/core/convert/ways.ts';
import { LIMITS_BEFORE_FIRST_ANSWER } from '../../../../main/core/model/file-types.ts';
import type { LastServed } from '../../../../main/core/queue/queue.ts';
import { SqliteStore } from '../../../../main/core/store/sqlite-store.ts';
import type { Document } from '../../../../main/core/watch/file-snapshot.ts';
import { type FolderFiles, localFiles } from '../../../../main/core/watch/folder-files.ts';
import type { LedgerRow } from '../../../../main/core/watch/ledger.ts';
import { SecondTries } from '../../../../main/core/watch/retry-after-outage.ts';
import { defaultSettings } from '../../../../main/core/watch/watched-folder.ts';
import { Watcher } from '../../../../main/core/watch/watcher.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { until } from '../../../support/until.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const fingerprint = { inode: '1', sizeBytes: 5, mtimeNs: '10', ctimeNs: '12' };

function failedRow(path: string, atMs: number, tries: number): LedgerRow {
  return {
    path,
    fingerprint,
    sha256: null,
    atMs,
    readyVersion: null,
    tries,
    outcome: 'failed',
    uploadId: `u${tries}`,
    reason: { code: 'storage_unreachable', because: '' },
  };
}

it('Watcher tries a failed file soon after the storage works again, and ever more rarely while it goes on failing', async () => {
  await using folder = await tempFolder();
  const store = new SqliteStore(folder.at('data'), 0);
  const clock = new VirtualClock();
  const open = { openedAtMs: 0, alreadyHere: 'upload', lookedThrough: true } as const;
  const ledger = store.watch.ownedBy('app').ledger('f', 'd', open);
  const path = folder.at('a.txt');
  const snapshot: Document = {
    kind: 'document',
    path,
    name: 'a.txt',
    contentType: 'text/plain',
    way: null,
    fingerprint,
    changedAtMs: 0,
    bornAtMs: 0,
    onlineOnly: false,
  };
  // It answers at once, so that all of it goes by the virtual clock.
  const files: FolderFiles = {
    ...localFiles,
    root: async (real) => ({ id: '1', real }),
    async *scan() {
      yield [snapshot];
    },
    look: async () => snapshot,
    unfinished: async () => new Map(),
    doubts: async () => new Map(),
  };
  let isListening = false;
  let served: LastServed = { apiMs: null, storageMs: null };
  const triedAtMs: number[] = [];
  ledger.save([failedRow(path, clock.now(), 1)]);
  const watcher = new Watcher({
    clock,
    files,
    movingFiles: files,
    listens: true,
    ledger,
    folder: {
      id: 'f',
      settings: defaultSettings(folder.path),
      paused: false,
      addedAtMs: 0,
      destination: null,
    },
    openEvents: async () => {
      isListening = true;
      return { close: async () => {} };
    },
    trash: async () => {},
    news: () => {},
    changed: () => {},
    served: () => served,
    limits: () => LIMITS_BEFORE_FIRST_ANSWER,
    conversion: () => NO_CONVERSION,
    isOnlineOnly: () => false,
    isActive: () => false,
    upload: (items) => {
      triedAtMs.push(clock.now());
      ledger.save(items.map((item) => failedRow(item.path, clock.now(), triedAtMs.length + 1)));
    },
  });
  await until('it listens', () => isListening);
  await clock.advance(6 * MINUTE_MS);
  expect(triedAtMs, 'nothing works yet').toEqual([]);
  const workedAtMs = clock.now();
  served = { apiMs: null, storageMs: workedAtMs };
  await clock.advance(3 * MINUTE_MS);
  expect(triedAtMs).toHaveLength(1);
  expect((triedAtMs[0] ?? 0) - workedAtMs).toBeLessThan(MINUTE_MS);
  served = { apiMs: null, storageMs: clock.now() };
  await clock.advance(5 * MINUTE_MS);
  const [first = 0, second = 0, third] = triedAtMs;
  expect(second - first).toBeGreaterThanOrEqual(4 * MINUTE_MS);
  expect(second - first).toBeLessThan(5 * MINUTE_MS);
  expect(third).toBe(undefined);
  await watcher.close();
  store.close();
});

it('SecondTries notices a due file only once, so that a missing file causes no endless scans', () => {
  const tries = new SecondTries();
  const served = { apiMs: null, storageMs: 1 };
  const rows = [failedRow('/in/gone.txt', 0, 1)];
  expect(tries.notice(rows, MINUTE_MS - 1, served)).toBe(false);
  expect(tries.notice(rows, MINUTE_MS, served)).toBe(true);
  expect(tries.notice(rows, 2 * MINUTE_MS, served)).toBe(false);
  const failedAgain = [failedRow('/in/gone.txt', 2 * MINUTE_MS, 1), ...rows];
  expect(tries.notice(failedAgain, 3 * MINUTE_MS, { apiMs: null, storageMs: 2 * MINUTE_MS + 1 })).toBe(true);
});
