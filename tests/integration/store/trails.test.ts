import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../main/core/model/mark.ts';
import { storedUpload, withStore } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const MARKS: readonly Mark[] = [
  { kind: 'started', atMs: 1 },
  { kind: 'retry', attempt: 2, message: { code: 'plain', because: 'It was busy.' }, atMs: 2 },
  { kind: 'step', step: 'Text extraction', atMs: 3 },
  { kind: 'ended', atMs: 4 },
];

describe('trails', () => {
  it('are there in the next run, and go with their uploads', async () => {
    await using folder = await tempFolder();
    const upload = storedUpload(1);
    withStore(folder.path, (store) => {
      store.save([upload]);
      store.trails.save(new Map([[upload.id, MARKS]]));
    });
    withStore(folder.path, (store) => {
      expect(store.trails.marksOf(upload.id)).toEqual(MARKS);
      expect(store.trails.marksOf(storedUpload(2).id)).toEqual([]);
      store.remove([upload.id]);
      expect(store.trails.marksOf(upload.id)).toEqual(MARKS);
      expect(store.history.forgetOlderThan(1, Date.UTC(2026, 10, 23, 12), 10)).toBe(1);
      expect(store.trails.marksOf(upload.id)).toEqual([]);
    });
  });

  it('that a strange hand changed are as good as none', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => store.trails.save(new Map([['a', MARKS]])));
    const db = new DatabaseSync(folder.at('hoist.db'));
    db.exec(`UPDATE trails SET marks = '[{"kind":"moved","atMs":1}]'`);
    db.close();
    withStore(folder.path, (store) => expect(store.trails.marksOf('a')).toEqual([]));
    const again = new DatabaseSync(folder.at('hoist.db'));
    again.exec(`UPDATE trails SET marks = 'no JSON'`);
    again.close();
    withStore(folder.path, (store) => expect(store.trails.marksOf('a')).toEqual([]));
  });
});
