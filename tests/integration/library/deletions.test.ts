import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { Deletions } from '../../../main/core/library/deletions.ts';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { StoreError } from '../../../main/core/model/store-error.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { uploadAll, writeRandom } from '../../support/uploads.ts';

/** One life of the app on a data folder. */
async function live(folder: string, api: StrictApi | null) {
  const store = new SqliteStore(folder, Date.now());
  const clock = fastClock(20);
  const engine = new Engine({ store, clock });
  let changes = 0;
  const deleted: string[] = [];
  const deletions = new Deletions({
    store: store.deletions,
    queue: engine.queue,
    session: () => engine.session,
    clock,
  });
  deletions.onChange((ended) => {
    changes += 1;
    if (ended?.outcome === 'deleted') deleted.push(ended.name);
  });
  const connect = async (to: StrictApi) => {
    await engine.connect(to.settings);
    deletions.connected();
  };
  if (api !== null) await connect(api);
  return {
    store,
    engine,
    deletions,
    connect,
    deleted,
    get changes() {
      return changes;
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      store.close();
    },
  };
}

/** A server that has these files. */
async function serverWith(...names: string[]) {
  const api = await StrictApi.start();
  for (const name of names) {
    const file = { persist: true, sha256: 'x', stored: 1, storedAtMs: 0 };
    api.files.set(`id-of-${name}`, {
      ...file,
      fileId: `id-of-${name}`,
      name,
      outcomeUnknown: false,
      toldEnd: true,
    });
  }
  return api;
}

const deletion = (api: StrictApi, name: string) => ({
  destination: destinationOf(api.settings),
  fileId: `id-of-${name}`,
  name,
});

const failures = ({ deletions }: { deletions: Deletions }) =>
  deletions.failed.map(({ name, failure }) => [name, failure]);

describe.concurrent('a deletion', () => {
  it('is done one after the other, and told', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a', 'b', 'c');
    await using life = await live(folder.path, api);
    life.deletions.request([deletion(api, 'a'), deletion(api, 'b')]);
    expect(life.deletions.pending.map(({ name }) => name)).toEqual(['a', 'b']);
    await until('both are gone', () => life.deletions.pending.length === 0);
    expect([[...api.files.keys()], failures(life)]).toEqual([['id-of-c'], []]);
    expect([life.changes, life.deleted]).toEqual([3, ['a', 'b']]);
    const { destination, fileId } = deletion(api, 'a');
    expect(life.deletions.isDone(destination, fileId)).toBe(true);
    expect(life.deletions.isDone(destination, 'id-of-c')).toBe(false);
  });

  it('of a file that is gone already, or whose answer was lost, is done', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a');
    await using life = await live(folder.path, api);
    api.faults.remove.push({ kind: 'lost-reply' });
    life.deletions.request([deletion(api, 'a'), deletion(api, 'gone')]);
    await until('both are done', () => life.deletions.pending.length === 0);
    expect([api.files.size, failures(life)]).toEqual([0, []]);
  });

  it.each([
    ['refused', [apiError(403, 'attachment_access_forbidden')]],
    ['unconfirmed', [{ kind: 'answer', status: 404, body: '{"detail":"Not Found"}' }]],
    ['unconfirmed', Array.from({ length: 4 }, () => apiError(500, 'internal_server_error'))],
  ] as const)('that is %s says so until it has been read, over restarts', async (failure, faults) => {
    await using folder = await tempFolder();
    await using api = await serverWith('a');
    {
      await using life = await live(folder.path, api);
      api.faults.remove.push(...faults);
      life.deletions.request([deletion(api, 'a')]);
      await until('it has failed', () => life.deletions.failed.length > 0);
    }
    await using life = await live(folder.path, api);
    expect([failures(life), life.deletions.pending]).toEqual([[['a', failure]], []]);
    // Once more: now it is pending, and failed no longer.
    life.deletions.request([deletion(api, 'a')]);
    expect(failures(life)).toEqual([]);
    await until('it is gone', () => life.deletions.pending.length === 0);
    expect([api.files.size, failures(life)]).toEqual([0, []]);
    api.faults.remove.push(...faults);
    life.deletions.request([deletion(api, 'a')]);
    await until('it has failed', () => life.deletions.failed.length > 0);
    life.deletions.dismiss();
    expect(failures(life)).toEqual([]);
  });

  it('that Hoist was quit in the middle of is done at the next start', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a', 'b');
    {
      await using life = await live(folder.path, api);
      api.faults.remove.push({ kind: 'delay', ms: 60_000 });
      life.deletions.request([deletion(api, 'a'), deletion(api, 'b')]);
      await until('it is under way', () => api.count('remove') === 1);
    }
    expect(api.files.size).toBe(2);
    await using life = await live(folder.path, api);
    await until('both are gone', () => life.deletions.pending.length === 0);
    expect([api.files.size, failures(life)]).toEqual([0, []]);
  });

  it('goes on with a new connection to the same account, however late it notices', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a', 'b');
    await using life = await live(folder.path, api);
    api.faults.remove.push(apiError(503, 'attachment_document_not_reachable'));
    life.deletions.request([deletion(api, 'a'), deletion(api, 'b')]);
    await until('it is asked', () => api.count('remove') === 1);
    await life.connect(api);
    await until('both are gone', () => life.deletions.pending.length === 0);
    expect([api.files.size, failures(life)]).toEqual([0, []]);
  });

  it('that cannot be given up for want of room on the disk hinders no connection', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a');
    await using other = await serverWith('a');
    await using life = await live(folder.path, null);
    life.deletions.request([deletion(api, 'a')]);
    const { fail } = life.store.deletions;
    life.store.deletions.fail = () => {
      throw new StoreError('disk_full');
    };
    await life.connect(other);
    expect([failures(life), life.deletions.pending]).toMatchObject([[], [{ name: 'a' }]]);
    life.store.deletions.fail = fail;
    await life.connect(other);
    expect(failures(life)).toEqual([['a', 'elsewhere']]);
  });

  it('that is still to come makes no copy of its content', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using life = await live(folder.path, api);
    const path = await writeRandom(folder.at('twice.pdf'), 1000);
    const [first] = await uploadAll(life.engine, [path]);
    const fileId = [...api.files.keys()][0] ?? '';
    api.faults.remove.push({ kind: 'delay', ms: 60_000 });
    life.deletions.request([{ destination: destinationOf(api.settings), fileId, name: 'twice.pdf' }]);
    const [second] = await uploadAll(life.engine, [path]);
    expect([first?.state, second?.state]).toMatchObject([{ fileId }, { stage: 'ready', alreadyAtMs: null }]);
    expect(second?.state).not.toMatchObject({ fileId });
  });

  it('takes the ready uploads of the file out of the list, and no others', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using life = await live(folder.path, api);
    const paths = [
      await writeRandom(folder.at('gone.pdf'), 1000),
      await writeRandom(folder.at('stays.pdf'), 900),
    ];
    const uploads = await uploadAll(life.engine, paths);
    const gone = uploads.find(({ name }) => name === 'gone.pdf');
    const fileId = gone?.state.stage === 'ready' ? gone.state.fileId : '';
    await life.deletions.request([{ ...deletion(api, ''), fileId, name: 'gone.pdf' }]);
    await until('it is gone', () => life.deleted.length > 0);
    expect(life.deleted).toEqual(['gone.pdf']);
    expect(Array.from(life.engine.queue.uploads.all(), ({ name }) => name)).toEqual(['stays.pdf']);
  });

  it('ends the upload of the file, and no upload of its id to another server', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 60_000 });
    await using life = await live(folder.path, api);
    const path = await writeRandom(folder.at('slow.pdf'), 1000);
    await life.engine.add({ paths: [path], retention: 'keep', conversionRule: 'ask' });
    const stageOf = () => [...life.engine.queue.uploads.all()][0]?.state.stage;
    await until('it is processed', () => stageOf() === 'processing');
    const [fileId = ''] = api.files.keys();
    await life.deletions.request([{ destination: 'user@elsewhere', fileId, name: 'slow.pdf' }]);
    expect(stageOf()).toBe('processing');
    await life.deletions.request([{ ...deletion(api, ''), fileId, name: 'slow.pdf' }]);
    expect(stageOf()).toBe('cancelled');
  });

  it('that can be undone waits, is on disk, and is taken back', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a', 'b');
    await using life = await live(folder.path, api);
    life.deletions.requestUndoable([deletion(api, 'a')]);
    expect(life.store.deletions.pending()).toEqual([deletion(api, 'a')]);
    // Another one goes ahead of it.
    await life.deletions.request([deletion(api, 'b')]);
    await until('b is gone', () => life.deleted.includes('b'));
    expect([[...api.files.keys()], life.deletions.undo()]).toEqual([['id-of-a'], true]);
    expect([life.deletions.pending, life.deletions.undo()]).toEqual([[], false]);
    expect(api.count('remove')).toBe(1);
  });

  it('that nobody undoes in time is done, and then it is too late', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a');
    await using life = await live(folder.path, api);
    life.deletions.requestUndoable([deletion(api, 'a')]);
    await until('it is gone', () => life.deleted.includes('a'));
    expect([api.files.size, life.deletions.undo()]).toEqual([0, false]);
  });

  it('that waits is done with the next one, with a request for the same file, and at the next start', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a', 'b', 'c');
    {
      await using life = await live(folder.path, api);
      life.deletions.requestUndoable([deletion(api, 'a')]);
      life.deletions.requestUndoable([deletion(api, 'b')]);
      await until('a is gone', () => life.deleted.includes('a'));
      // A repeated request neither starts nor prolongs what waits.
      life.deletions.requestUndoable([deletion(api, 'b')]);
      await life.deletions.request([deletion(api, 'b')]);
      await until('b is gone', () => life.deleted.includes('b'));
      life.deletions.requestUndoable([deletion(api, 'c')]);
      life.deletions.close();
      expect([...api.files.keys()]).toEqual(['id-of-c']);
    }
    await using life = await live(folder.path, api);
    await until('c is gone', () => life.deleted.includes('c'));
  });

  it('that cannot be taken back for want of room on the disk can be taken back later', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a');
    await using life = await live(folder.path, api);
    life.deletions.requestUndoable([deletion(api, 'a')]);
    const { forget } = life.store.deletions;
    life.store.deletions.forget = () => {
      throw new StoreError('disk_full');
    };
    expect(() => life.deletions.undo()).toThrow(StoreError);
    life.store.deletions.forget = forget.bind(life.store.deletions);
    expect([life.deletions.undo(), life.deletions.pending, api.files.size]).toEqual([true, [], 1]);
  });

  it('waits for its own server and user: another is asked for nothing, and that is said', async () => {
    await using folder = await tempFolder();
    await using api = await serverWith('a', 'b');
    await using other = await serverWith('a', 'b');
    {
      await using life = await live(folder.path, null);
      life.deletions.request([deletion(api, 'a')]);
      life.deletions.connected();
      expect(life.deletions.pending).toHaveLength(1);
    }
    await using life = await live(folder.path, api);
    await until('it is gone', () => life.deletions.pending.length === 0);
    // The connection changes during the pause before it is tried again.
    api.faults.remove.push(
      ...Array.from({ length: 4 }, () => apiError(503, 'attachment_document_not_reachable')),
    );
    const asked = api.count('remove');
    life.deletions.request([deletion(api, 'b')]);
    await until('it is asked', () => api.count('remove') > asked);
    await life.connect(other);
    await until('it is given up', () => life.deletions.failed.length > 0);
    expect(failures(life)).toEqual([['b', 'elsewhere']]);
    expect([other.count('remove'), other.files.size, api.files.size]).toEqual([0, 2, 1]);
  });
});
