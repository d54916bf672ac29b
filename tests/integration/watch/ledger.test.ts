import { readFile, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../main/core/model/upload.ts';
import type { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import type { FolderLedger, LedgerRow } from '../../../main/core/watch/ledger.ts';
import { defaultSettings } from '../../../main/core/watch/watched-folder.ts';
import { queuedUpload, storedUpload, withStore } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const HERE = 'user@here';
const open = { openedAtMs: 5, alreadyHere: 'unanswered', lookedThrough: false } as const;
const watched = { id: 'f', settings: defaultSettings('/in'), paused: false, addedAtMs: 5, destination: 'a' };
const ledgerOf = (store: SqliteStore, destination = HERE): FolderLedger =>
  store.watch.ownedBy('app').ledger('f', destination, open);

const found = (upload: Upload): Upload => ({
  ...upload,
  path: '/in/a.pdf',
  destination: HERE,
  origin: { kind: 'watched-folder', folderId: 'f', root: '/in' },
});

const row = (path: string, inode = '1'): LedgerRow => ({
  path,
  fingerprint: { inode, sizeBytes: 7, mtimeNs: '9', ctimeNs: null },
  sha256: null,
  atMs: 3,
  readyVersion: null,
  outcome: 'before',
});

describe('a ledger', () => {
  it('keeps what it is told, apart for each server and user, over restarts', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      store.watch.ownedBy('app').saveFolder(watched);
      ledgerOf(store).save([row('/in/a'), row('/in/b', '2')]);
      ledgerOf(store).change({ alreadyHere: 'only-new', lookedThrough: true });
      ledgerOf(store, 'user@there').save([row('/in/c')]);
    });
    withStore(folder.path, (store) => {
      expect(store.watch.ownedBy('app').folders()).toEqual([watched]);
      expect(store.watch.ownedBy('terminal').folders()).toEqual([]);
      const ledger = ledgerOf(store);
      expect(ledger.state).toEqual({ openedAtMs: 5, alreadyHere: 'only-new', lookedThrough: true });
      expect([ledger.row('/in/a'), ledger.row('/in/c')]).toEqual([row('/in/a'), undefined]);
      expect([ledger.count('before'), ledger.bytesBefore()]).toEqual([2, 14]);
      expect(ledger.seenAs({ inode: '2', sizeBytes: 7, mtimeNs: '9', ctimeNs: null })).toEqual([
        row('/in/b', '2'),
      ]);
      ledger.markMoved('/in/b', '/in/a');
      expect(ledger.list('before', 9)).toEqual([row('/in/a', '2')]);
      store.watch.ownedBy('app').forgetFolder('f');
      expect(ledgerOf(store, 'user@there').row('/in/c')).toBeUndefined();
    });
  });

  it('follows an upload in the transaction that keeps it', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      const ledger = ledgerOf(store);
      store.save([found(queuedUpload(1))]);
      expect(ledger.row('/in/a.pdf')).toMatchObject({ outcome: 'sending', readyVersion: null });
      store.save([found(storedUpload(1))]);
      const first = { uploadId: storedUpload(1).id, fileId: 'id-1' };
      expect(ledger.row('/in/a.pdf')).toMatchObject({
        outcome: 'ready',
        postUploadStep: null,
        readyVersion: first,
      });
      ledger.setPostUploadStep('/in/a.pdf', { step: 'done' });
      store.save([found(storedUpload(1))]);
      expect(ledger.row('/in/a.pdf')).toMatchObject({ postUploadStep: { step: 'done' } });
      // The next version: what was Ready before is still known.
      store.save([found(queuedUpload(2))]);
      expect(ledger.row('/in/a.pdf')).toMatchObject({ outcome: 'sending', readyVersion: first });
      const failed = { stage: 'failed', fileId: null, reason: { code: 'infected' } } as const;
      store.save([found(storedUpload(2, { state: failed }))]);
      expect(ledger.row('/in/a.pdf')).toMatchObject({ outcome: 'failed', tries: 1, readyVersion: first });
      expect(ledger.infected(1002)).toEqual(new Set([storedUpload(2).sha256]));
      store.save([found(queuedUpload(3))]);
      store.save([found(storedUpload(3, { state: failed }))]);
      expect(ledger.row('/in/a.pdf')).toMatchObject({ tries: 2 });
    });
  });

  it('is all or nothing with the upload', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      ledgerOf(store);
      const broken = { ...found(queuedUpload(2)), name: null as unknown as string };
      expect(() => store.save([found(queuedUpload(1)), broken])).toThrow();
      expect(ledgerOf(store).row('/in/a.pdf')).toBeUndefined();
    });
  });

  it('does not follow what a folder brought that is watched no longer', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      ledgerOf(store);
      store.watch.ownedBy('app').forgetFolder('f');
      store.save([found(queuedUpload(1))]);
      expect(ledgerOf(store).row('/in/a.pdf')).toBeUndefined();
    });
  });

  it('leaves what was Ready when the settings change, and finds what has to be moved', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      const ledger = ledgerOf(store);
      store.save([found(storedUpload(1))]);
      expect(ledger.pendingActions(9).map(({ path }) => path)).toEqual(['/in/a.pdf']);
      store.watch.ownedBy('app').leaveReady('f');
      expect(ledger.pendingActions(9)).toEqual([]);
      ledger.setPostUploadStep('/in/a.pdf', { step: 'moving', target: '/done/a.pdf' });
      expect([ledger.pendingActions(9).length, ledger.interruptedActions().length]).toEqual([0, 1]);
      ledger.setPostUploadStep('/in/a.pdf', { step: 'failed', message: 'why' });
      expect([ledger.interruptedActions().length, ledger.failedActions(9).total]).toEqual([0, 1]);
      ledger.retryFailedActions();
      expect(ledger.pendingActions(9)).toHaveLength(1);
    });
  });

  it('finds what has to be moved page by page, also of those that became Ready at one moment', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      const ledger = ledgerOf(store);
      for (const n of [3, 1, 2]) store.save([{ ...found(storedUpload(n)), path: `/in/${n}.pdf` }]);
      const [first, second] = ledger.pendingActions(2);
      const rest = ledger.pendingActions(2, second);
      expect([first, second, ...rest].map((row) => row?.path)).toEqual([
        '/in/1.pdf',
        '/in/2.pdf',
        '/in/3.pdf',
      ]);
      expect(ledger.pendingActions(2, rest.at(-1))).toEqual([]);
    });
  });

  it('stores folders and failed actions under the names of earlier versions', async () => {
    await using folder = await tempFolder();
    const settings = {
      ...defaultSettings('/in'),
      postUploadAction: { type: 'move', folder: '/done' },
      stabilityMs: 7,
    } as const;
    const step = { step: 'failed', message: 'why' } as const;
    withStore(folder.path, (store) => {
      store.watch.ownedBy('app').saveFolder({ ...watched, settings });
      const ledger = ledgerOf(store);
      store.save([found(storedUpload(1))]);
      ledger.setPostUploadStep('/in/a.pdf', step);
    });
    const db = new DatabaseSync(folder.at('hoist.db'));
    const columns = (sql: string) => db.prepare(sql).get() ?? {};
    const stored = JSON.parse(String(columns('SELECT folder FROM watched_folders')['folder']));
    expect(stored.settings).toMatchObject({ afterwards: { do: 'move', folder: '/done' }, stillMs: 7 });
    expect(columns('SELECT afterwards FROM watch_files')).toEqual({
      afterwards: JSON.stringify({ step: 'stayed', message: 'why' }),
    });
    db.close();
    withStore(folder.path, (store) => {
      expect(store.watch.ownedBy('app').folders()).toEqual([{ ...watched, settings }]);
      expect(ledgerOf(store).row('/in/a.pdf')).toMatchObject({ postUploadStep: step });
    });
    // They did not say whom a folder is watched for.
    const again = new DatabaseSync(folder.at('hoist.db'));
    again.exec(`UPDATE watched_folders SET folder = json_remove(folder, '$.destination')`);
    again.close();
    withStore(folder.path, (store) => {
      expect(store.watch.ownedBy('app').folders()).toEqual([{ ...watched, settings, destination: null }]);
    });
  });

  it('is taken over from a damaged database, and a row that makes no sense is none', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      store.watch.ownedBy('app').saveFolder(watched);
      ledgerOf(store).save([row('/in/a'), row('/in/b', '2')]);
      store.save(Array.from({ length: 200 }, (_, n) => storedUpload(n)));
    });
    const db = new DatabaseSync(folder.at('hoist.db'));
    db.exec(`UPDATE watch_files SET outcome = 'what?' WHERE path = '/in/b'`);
    const page = Number(
      db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'uploads_by_content'`).get()?.['rootpage'],
    );
    db.close();
    const bytes = await readFile(folder.at('hoist.db'));
    bytes.fill(0xee, (page - 1) * 4096, page * 4096);
    await writeFile(folder.at('hoist.db'), bytes);
    withStore(folder.path, (store) => {
      expect(store.notice?.code).toMatch(/^list_salvaged/);
      expect(store.watch.ownedBy('app').folders()).toEqual([watched]);
      expect(ledgerOf(store).row('/in/a')).toEqual(row('/in/a'));
      expect(ledgerOf(store).row('/in/b')).toBeUndefined();
    });
  });
});
