import { readFile, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { DataFolderBusy, NewerDatabase } from '../../../main/core/model/store-error.ts';
import { DATABASE_VERSION, migrate, versionOf } from '../../../main/core/store/migrations.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { queuedUpload, storedUpload, withStore } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('migrations', () => {
  it('bring an empty database to the present version, and leave one that is there as it is', () => {
    const db = new DatabaseSync(':memory:');
    expect(versionOf(db)).toBe(0);
    migrate(db);
    expect(versionOf(db)).toBe(DATABASE_VERSION);
    db.exec(`INSERT INTO flags VALUES ('kept', 'yes')`);
    migrate(db);
    expect(db.prepare('SELECT value FROM flags').all()).toEqual([{ value: 'yes' }]);
    db.close();
  });

  it('that fail leave the database as it was', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE flags (mine TEXT)');
    expect(() => migrate(db)).toThrow('already exists');
    expect(versionOf(db)).toBe(0);
    expect(db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()).toEqual([
      { name: 'flags' },
    ]);
    db.close();
  });
});

describe('destinations that were kept under another spelling', () => {
  it('are found under the one of today', async () => {
    await using folder = await tempFolder();
    const today = '497f6eca-6276-4993-bfeb-53cbbbba6f08@https://api.example.com/agents';
    const spelt = '497F6ECA-6276-4993-BFEB-53CBBBBA6F08@HTTPS://API.Example.com:443/agents/';
    withStore(folder.path, (store) => store.save([storedUpload(1)]));
    const db = new DatabaseSync(folder.at('hoist.db'));
    db.prepare(`UPDATE uploads SET destination = ?, upload = json_set(upload, '$.destination', ?)`).run(
      spelt,
      spelt,
    );
    const known = db.prepare(`INSERT INTO watch_ledgers VALUES ('f', ?, 0, 'upload', 1)`);
    for (const destination of [spelt, today]) known.run(destination);
    db.exec('PRAGMA user_version = 5');
    db.exec(`ALTER TABLE watch_files DROP COLUMN ctime_ns;
      DROP TABLE trails; DROP TRIGGER trails_go_with_uploads; DROP INDEX uploads_by_day;
      DROP INDEX uploads_by_original; DROP INDEX uploads_by_group;
      ALTER TABLE uploads DROP COLUMN original_sha256; ALTER TABLE uploads DROP COLUMN group_id`);
    db.close();
    withStore(folder.path, (store) => {
      expect(store.load().map(({ destination }) => destination)).toEqual([today]);
      expect(store.hasFileId({ fileId: 'id-1', destination: today, otherThan: 'another' })).toBe(true);
    });
  });
});

describe('the log beside the database', () => {
  it('takes no more room than usual after a large change', async () => {
    await using folder = await tempFolder();
    const sizeBytes = async () => (await stat(folder.at('hoist.db-wal'))).size;
    const store = new SqliteStore(folder.path, Date.now());
    store.save(Array.from({ length: 5000 }, (_, n) => storedUpload(n)));
    const large = await sizeBytes();
    for (let n = 0; n < 3; n += 1) store.probe();
    const usual = await sizeBytes();
    store.close();
    expect(large).toBeGreaterThan(6 * 1024 * 1024);
    expect(usual).toBeLessThanOrEqual(4 * 1024 * 1024);
  });
});

describe('a database of a newer version', () => {
  it.each(['WAL', 'DELETE'])('is refused and not a byte of it changed (journal mode %s)', async (mode) => {
    await using run = await CrashRun.start();
    const data = run.folder.at('data');
    withStore(data, (store) => store.save([queuedUpload(1)]));
    const path = run.folder.at('data/hoist.db');
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA journal_mode = ${mode}; PRAGMA user_version = ${DATABASE_VERSION + 1}`);
    db.close();
    const before = { bytes: await readFile(path), mtime: (await stat(path)).mtimeMs };
    expect(() => withStore(data, () => {})).toThrow(NewerDatabase);
    for (const command of ['resume', 'history']) {
      const refused = await run.run([command]);
      const said = `${path} was written by a newer version of Hoist. Please update Hoist; nothing was changed.\n`;
      expect([refused.exitCode, refused.stdout, refused.stderr]).toEqual([2, '', said]);
    }
    expect((await readFile(path)).equals(before.bytes)).toBe(true);
    expect((await stat(path)).mtimeMs).toBe(before.mtime);
  });
});

describe('a data folder', () => {
  it('is one process’s at a time, and free as soon as it is closed', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, () => {
      expect(() => withStore(folder.path, () => {})).toThrow(DataFolderBusy);
    });
    withStore(folder.path, (store) => expect(store.load()).toEqual([]));
  });

  it('keeps names of documents from other users of the computer', async () => {
    await using folder = await tempFolder();
    withStore(folder.at('data'), (store) => store.save([queuedUpload(1)]));
    expect((await stat(folder.at('data'))).mode & 0o777).toBe(0o700);
    expect((await stat(folder.at('data/hoist.db'))).mode & 0o777).toBe(0o600);
  });

  it('keeps every field of every state, the list’s order, and whether it is paused', async () => {
    await using folder = await tempFolder();
    const fileId = 'a file id';
    const uploads = [
      queuedUpload(3),
      queuedUpload(1, { state: { stage: 'uploading', fileId } }),
      queuedUpload(2, { state: { stage: 'processing', fileId, step: null } }),
      storedUpload(5),
      storedUpload(4, { state: { stage: 'failed', fileId, reason: { code: 'server_error', detail: 'x' } } }),
      storedUpload(6, { state: { stage: 'cancelled' }, again: true, retention: 'temporary' }),
      storedUpload(7, { state: { stage: 'skipped', reason: { code: 'not_found' } }, fingerprint: null }),
      queuedUpload(8, { name: 'line\nbreak "x" ü 😀.pdf', destination: null }),
    ];
    withStore(folder.path, (store) => {
      store.save(uploads);
      store.paused = true;
    });
    withStore(folder.path, (store) => {
      expect(store.load()).toEqual(uploads);
      expect(store.paused).toBe(true);
      store.remove([storedUpload(5).id]);
    });
    withStore(folder.path, (store) => {
      expect(store.load()).toEqual(uploads.filter(({ id }) => id !== storedUpload(5).id));
      expect(store.history.count()).toBe(4);
    });
  });
});
