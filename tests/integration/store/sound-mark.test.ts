import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { EVERYTHING } from '../../../main/core/store/history.ts';
import { markSound } from '../../../main/core/store/sound-mark.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { storedUpload } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DAY_MS = 24 * 60 * 60_000;
const CHECKED_AT_MS = Date.UTC(2026, 10, 23, 12);

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

/** What a start at this time finds. */
function startAt(folder: TestFolder, nowMs: number, use: (store: SqliteStore) => void = () => {}) {
  const store = new SqliteStore(folder.path, nowMs);
  try {
    use(store);
    return store.notice?.code ?? null;
  } finally {
    store.close();
  }
}

/** A database that was closed in order, with receipts and no list. */
function fill(folder: TestFolder): void {
  startAt(folder, CHECKED_AT_MS, (store) => {
    const uploads = Array.from({ length: 300 }, (_, n) => storedUpload(n));
    store.save(uploads);
    store.remove(uploads.map(({ id }) => id));
  });
}

/** Damages a page in the middle, which a start does not read unless it checks all of the database. */
function damage(folder: TestFolder): void {
  const path = folder.at('hoist.db');
  const middle = Math.floor(readFileSync(path).length / 2 / 4096) * 4096;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, middle);
  closeSync(file);
}

/** Damages it as a failing disk does: nothing tells that the file has changed. */
function rot(folder: TestFolder): void {
  damage(folder);
  markSound(folder.at('hoist.db'), CHECKED_AT_MS);
}

it('a start trusts a database that was closed in order, for a week', async () => {
  await using folder = await tempFolder();
  fill(folder);
  rot(folder);
  expect(startAt(folder, CHECKED_AT_MS + DAY_MS)).toBe(null);
  expect(startAt(folder, CHECKED_AT_MS + 6.9 * DAY_MS)).toBe(null);
  expect(startAt(folder, CHECKED_AT_MS + 7 * DAY_MS)).toBe('list_salvaged_partly');
});

it('a start checks a database when the clock is before its last check', async () => {
  await using folder = await tempFolder();
  fill(folder);
  rot(folder);
  expect(startAt(folder, CHECKED_AT_MS - 1)).toBe('list_salvaged_partly');
});

it('a start checks a database that something else has changed', async () => {
  await using folder = await tempFolder();
  fill(folder);
  damage(folder);
  expect(startAt(folder, CHECKED_AT_MS)).toBe('list_salvaged_partly');
});

it('a start checks a database that was not closed in order', async () => {
  await using folder = await tempFolder();
  await using left = await tempFolder();
  fill(folder);
  const store = new SqliteStore(folder.path, CHECKED_AT_MS);
  expect(existsSync(folder.at('hoist.sound'))).toBe(false);
  store.save([storedUpload(1000)]);
  await cp(folder.path, left.path, { recursive: true });
  store.close();
  // A power cut may bring back the mark that the start took away.
  const log = left.at('hoist.db-wal');
  renameSync(log, left.at('log'));
  rot(left);
  renameSync(left.at('log'), log);
  expect(startAt(left, CHECKED_AT_MS)).toBe('list_salvaged_partly');
});

it('a start checks a database in which damage was found since the start before', async () => {
  await using folder = await tempFolder();
  fill(folder);
  rot(folder);
  startAt(folder, CHECKED_AT_MS, (store) => {
    expect(() => store.history.page(EVERYTHING, null, 300)).toThrow('malformed');
  });
  expect(existsSync(folder.at('hoist.sound'))).toBe(false);
  expect(startAt(folder, CHECKED_AT_MS)).toBe('list_salvaged_partly');
});

it('a start checks a database whose mark cannot be read', async () => {
  await using folder = await tempFolder();
  fill(folder);
  rot(folder);
  writeFileSync(folder.at('hoist.sound'), 'yes');
  expect(startAt(folder, CHECKED_AT_MS)).toBe('list_salvaged_partly');
});
