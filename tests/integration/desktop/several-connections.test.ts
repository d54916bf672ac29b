import { writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { type ConnectionSettings, destinationOf } from '../../../main/core/model/connection-settings.ts';
import { StoreError } from '../../../main/core/model/store-error.ts';
import type { Policy } from '../../../main/core/policy/policy.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { ConnectionControl } from '../../../main/desktop/connection/connection-control.ts';
import type { Leaving, Removal } from '../../../main/desktop/connection/connection-questions.ts';
import { memorySettings } from '../../support/memory-settings.ts';
import { closedPort } from '../../support/odd-server.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

vi.mock('electron', () => import('../../support/fake-keyring.ts'));

const EMPTY = {
  baseUrl: '',
  userId: '',
  encryptedKey: '',
  keySeal: '',
  connectionName: '',
  otherConnections: [],
  unfollowedEdits: [],
  sandboxUserId: '',
};
const THIRD = '33333333-6276-4993-bfeb-53cbbbba6f08';
const named = { retention: 'keep', conversionRule: 'ask' } as const;

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

/** A desk with two servers, “Work” and “Test”, over starts and crashes. Its settings and its database are kept. */
class Desk implements AsyncDisposable {
  readonly work: StrictApi;
  readonly test: StrictApi;
  readonly folder: TestFolder;
  readonly kept: Record<string, unknown> = {};
  readonly removals: Removal[] = [];
  readonly leavings: Leaving[] = [];
  readonly moved: string[] = [];
  readonly left: string[] = [];
  says = true;
  saysLeave = true;
  sandboxFolders = 0;
  /** Called after each write of the settings. */
  written = () => {};
  #running!: { engine: Engine; store: SqliteStore; connection: ConnectionControl };

  private constructor(work: StrictApi, test: StrictApi, folder: TestFolder) {
    this.work = work;
    this.test = test;
    this.folder = folder;
  }

  static async open(locked: Policy['locked'] = {}): Promise<Desk> {
    const [work, test, folder] = await Promise.all([StrictApi.start(), StrictApi.start(), tempFolder()]);
    const desk = new Desk(work, test, folder);
    await desk.start(locked);
    return desk;
  }

  /** @param ended is called with what ends */
  async start(
    locked: Policy['locked'] = {},
    ended: (isMeant: (destination: string) => boolean) => void = () => {},
  ): Promise<void> {
    const store = new SqliteStore(this.folder.at('data'), Date.now());
    const engine = new Engine({ store });
    const file = memorySettings(
      this.kept,
      EMPTY,
      locked.baseUrl === undefined ? {} : { baseUrl: locked.baseUrl },
    );
    const write = file.write.bind(file);
    file.write = (change) => {
      write(change);
      this.written();
    };
    const connection = new ConnectionControl({
      engine,
      file,
      clock: systemClock,
      locked,
      sandboxFolder: this.folder.at('sandbox'),
      questions: {
        mayChange: async () => this.says,
        mayRemove: async (removal) => {
          this.removals.push(removal);
          return this.says;
        },
        mayLeave: async (leaving) => {
          this.leavings.push(leaving);
          return this.saysLeave;
        },
      },
      foldersFor: (isMeant) => (isMeant(engine.queue.destination ?? '') ? this.sandboxFolders : 0),
    });
    connection.used.on('edited', (from, to) => this.moved.push(from, to));
    connection.used.on('ended', ended);
    connection.used.on('left', (destination) => this.left.push(destination));
    this.#running = { engine, store, connection };
    await connection.start();
  }

  async stop(): Promise<void> {
    await this.#running.connection.close();
    this.#running.store.close();
  }

  get engine(): Engine {
    return this.#running.engine;
  }

  get connection(): ConnectionControl {
    return this.#running.connection;
  }

  save(settings: ConnectionSettings, name: string, target: 'account' | 'new' = 'new') {
    return this.connection.save({ ...settings, name }, target);
  }

  async both(): Promise<{ work: string; test: string }> {
    expect(await this.save(this.work.settings, 'Work', 'account')).toMatchObject({ ok: true });
    expect(await this.save(this.test.settings, 'Test')).toMatchObject({ ok: true });
    return { work: destinationOf(this.work.settings), test: destinationOf(this.test.settings) };
  }

  async add(name: string, sizeBytes = 1000): Promise<void> {
    await this.engine.add({ ...named, paths: [await writeRandom(this.folder.at(name), sizeBytes)] });
  }

  /** The stage of each upload and the server it is for. */
  get rows(): Record<string, string> {
    const servers = new Map([
      [destinationOf(this.work.settings), 'Work'],
      [destinationOf(this.test.settings), 'Test'],
    ]);
    return Object.fromEntries(
      [...this.engine.queue.uploads.all()].map(({ name, state, destination }) => [
        name,
        `${state.stage} ${destination === null ? 'nowhere' : (servers.get(destination) ?? 'elsewhere')}`,
      ]),
    );
  }

  get names(): string[] {
    return this.connection.view().all.map(({ name }) => name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    for (const each of [this.work, this.test, this.folder]) await each[Symbol.asyncDispose]();
  }
}

describe.concurrent('several connections', () => {
  it('are added, and each uploads its own files once, whichever is used when', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    expect(desk.connection.view()).toMatchObject({ mode: 'account', id: test, givenName: 'Test' });
    await desk.connection.switchTo(work);
    desk.work.faults.put.push(...Array.from({ length: 4 }, () => ({ kind: 'delay', ms: 2000 }) as const));
    for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf']) await desk.add(name, 50_000);
    await until('they are on their way', () => desk.work.count('put') > 0);

    await desk.connection.switchTo(test);
    await desk.add('t.pdf');
    await until('the other file is ready', () => desk.rows['t.pdf'] === 'ready Test');
    const waiting = desk.connection.view().all.find(({ id }) => id === work)?.waiting ?? 0;
    expect(waiting).toBeGreaterThan(0);
    expect([...desk.test.storedByName().keys()]).toEqual(['t.pdf']);
    expect([desk.connection.shown.isElsewhere(work), desk.connection.shown.isElsewhere(test)]).toEqual([
      true,
      false,
    ]);
    expect(desk.connection.shown.elsewhere).toEqual([work]);

    await desk.connection.switchTo(work);
    await until(
      'all are ready',
      () => Object.values(desk.rows).every((row) => row.startsWith('ready')),
      20_000,
    );
    expect([...desk.work.storedByName().keys()].sort()).toEqual([
      'a.pdf',
      'b.pdf',
      'c.pdf',
      'd.pdf',
      'e.pdf',
    ]);
    const stored = [...desk.work.files.values()].map((file) => file.stored).filter((times) => times > 0);
    expect(stored).toEqual([1, 1, 1, 1, 1]);
    expect(desk.left).toEqual([work, test, work, test]);
    expect([...desk.work.violations, ...desk.test.violations]).toEqual([]);
  });

  it('keep a key each, encrypted and tied to its own server, over a restart', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    const text = JSON.stringify(desk.kept);
    for (const api of [desk.work, desk.test]) expect(text).not.toContain(api.settings.apiKey);
    await desk.stop();
    await desk.start();
    expect(desk.connection.view()).toMatchObject({ mode: 'account', id: test, notice: null });
    expect(await desk.connection.switchTo(work)).toMatchObject({ mode: 'account', id: work, hasKey: true });
    await desk.add('a.pdf');
    await until('it is ready', () => desk.rows['a.pdf'] === 'ready Work');
    const hidden = desk.connection.withoutKey(`${desk.work.settings.apiKey} ${desk.test.settings.apiKey}`);
    expect(hidden).toBe('… …');

    // Somebody has written another server into the list.
    const others = desk.kept['otherConnections'] as { baseUrl: string }[];
    desk.kept['otherConnections'] = others.map((other) => ({ ...other, baseUrl: 'http://127.0.0.1:9' }));
    await desk.stop();
    await desk.start();
    const changed = desk.connection.view().all.find(({ name }) => name === 'Test')?.id ?? '';
    expect(await desk.connection.switchTo(changed)).toMatchObject({
      mode: 'none',
      hasKey: false,
      notice: { code: 'key_for_another' },
    });
  });

  it('show no login of an address that somebody wrote into the settings', async () => {
    await using desk = await Desk.open();
    await desk.both();
    await desk.stop();
    desk.kept['baseUrl'] = 'me:hid/den@test.example';
    desk.kept['connectionName'] = '';
    await desk.start();
    const view = desk.connection.view();
    expect([view.mode, view.baseUrl, view.all[0]?.name]).toEqual([
      'none',
      '…@test.example',
      '…@test.example',
    ]);
    expect(JSON.stringify(view)).not.toMatch(/hid|den|me:/);
    const save = desk.save({ ...desk.test.settings, baseUrl: view.baseUrl }, '', 'account');
    expect(await save).toMatchObject({ ok: false, field: 'baseUrl' });
  });

  it('are left by a crash as they were before a switch or after it, and nothing goes to the wrong one', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    await desk.connection.switchTo(work);
    desk.engine.queue.pause();
    await desk.add('w.pdf');
    // The settings are written, and nothing else happens any more.
    desk.written = () => {
      throw new Error('crash');
    };
    await expect(desk.connection.switchTo(test)).rejects.toThrow('crash');
    desk.written = () => {};
    await desk.stop();
    await desk.start();
    desk.engine.queue.resume();
    expect(desk.connection.view()).toMatchObject({ id: test, givenName: 'Test' });
    expect(desk.names).toEqual(['Test', 'Work']);
    await desk.add('t.pdf');
    await until('it is ready', () => desk.rows['t.pdf'] === 'ready Test');
    expect(desk.rows['w.pdf']).toBe('queued Work');
    await desk.connection.switchTo(work);
    await until('the first is ready', () => desk.rows['w.pdf'] === 'ready Work');
    expect([desk.work.count('put'), desk.test.count('put')]).toEqual([1, 1]);
  });

  it('take what was added while one could not be used along to no other', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    await desk.stop();
    // The keyring of another computer.
    desk.kept['encryptedKey'] = Buffer.from('').toString('base64');
    await desk.start();
    expect(desk.connection.view().mode).toBe('none');
    await desk.add('t.pdf');
    expect(desk.rows).toEqual({ 't.pdf': 'queued nowhere' });
    await desk.connection.switchTo(work);
    expect(desk.rows).toEqual({ 't.pdf': 'queued Test' });
    expect([desk.work.calls, desk.connection.shown.isElsewhere(test)]).toEqual([[], true]);
  });

  it('are not added twice, nor without a yes', async () => {
    await using desk = await Desk.open();
    const { work } = await desk.both();
    const known = { ok: false, message: { code: 'connection_known', name: 'Work' } };
    expect(await desk.save(desk.work.settings, 'Again')).toMatchObject(known);
    expect(await desk.save(desk.work.settings, 'Again', 'account')).toMatchObject(known);
    desk.says = false;
    const third = { ...desk.work.settings, userId: '11111111-6276-4993-bfeb-53cbbbba6f08' };
    expect(await desk.save(third, 'Third')).toMatchObject({ ok: false, message: { code: 'account_kept' } });
    expect(await desk.connection.remove(work)).toBe(false);
    expect(desk.names).toEqual(['Test', 'Work']);
    // The key of one is no key of another one, even on the same server.
    desk.says = true;
    expect(await desk.save({ ...third, apiKey: '' }, 'Third')).toMatchObject({ ok: false, field: 'apiKey' });
  });

  it('are edited: the name alone, or a user, whom what belongs to it follows', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    expect(await desk.save({ ...desk.test.settings, apiKey: '' }, ' Trial\u202e ', 'account')).toMatchObject({
      ok: true,
    });
    expect([desk.names, desk.moved]).toEqual([['Trial', 'Work'], []]);
    const other = { ...desk.test.settings, userId: '11111111-6276-4993-bfeb-53cbbbba6f08' };
    await desk.save(other, '', 'account');
    expect(desk.moved).toEqual([test, destinationOf(other)]);
    // Without a name they are called after their servers.
    expect(desk.names).toEqual([new URL(other.baseUrl).host, 'Work']);
    expect(desk.connection.shown.nameOf(work)).toBe('Work');
  });

  it('are edited whole, also where a crash comes before what belongs to them follows', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    const other = { ...desk.test.settings, userId: '11111111-6276-4993-bfeb-53cbbbba6f08' };
    desk.written = () => {
      throw new Error('crash');
    };
    await expect(desk.save(other, 'Test', 'account')).rejects.toThrow('crash');
    desk.written = () => {};
    expect(desk.moved).toEqual([]);
    await desk.stop();
    await desk.start();
    expect(desk.moved).toEqual([test, destinationOf(other)]);
    await desk.stop();
    await desk.start();
    expect(desk.moved).toHaveLength(2);
    // The folders cannot be saved at first.
    const third = { ...other, userId: '22222222-6276-4993-bfeb-53cbbbba6f08' };
    desk.connection.used.once('edited', () => {
      throw new StoreError('disk_full');
    });
    expect(await desk.save(third, 'Test', 'account')).toMatchObject({ ok: true });
    await desk.connection.switchTo(work);
    expect(desk.moved.slice(2)).toEqual(
      [other, third, other, third].map((settings) => destinationOf(settings)),
    );
  });

  it('are edited whole, also where a crash comes before files follow that wait for an address that was never reached', async () => {
    await using desk = await Desk.open();
    const unreached = { ...desk.test.settings, baseUrl: `http://127.0.0.1:${await closedPort()}` };
    await desk.save(unreached, '', 'account');
    await desk.add('a.pdf');
    await until('it is out of reach', () => desk.engine.queue.status.kind === 'offline');
    desk.written = () => {
      throw new Error('crash');
    };
    await expect(desk.save(desk.test.settings, 'Test', 'account')).rejects.toThrow('crash');
    desk.written = () => {};
    await desk.stop();
    await desk.start();
    await until('it is ready', () => desk.rows['a.pdf'] === 'ready Test');
    expect([desk.kept['unfollowedEdits'], desk.test.count('put')]).toEqual([undefined, 1]);

    // What waits for one that was reached stays.
    desk.engine.queue.pause();
    await desk.add('b.pdf');
    desk.written = () => {
      throw new Error('crash');
    };
    await expect(desk.save(desk.work.settings, 'Work', 'account')).rejects.toThrow('crash');
    desk.written = () => {};
    await desk.stop();
    await desk.start();
    expect(desk.connection.view().givenName).toBe('Work');
    expect(desk.rows).toMatchObject({ 'b.pdf': 'queued Test' });
  });

  it('are removed with their keys and waiting files, and another one takes the place', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    const ended: boolean[] = [];
    desk.connection.used.on('ended', (isMeant) => ended.push(isMeant(test)));
    await desk.add('r.pdf');
    await until('it is ready', () => desk.rows['r.pdf'] === 'ready Test');
    desk.engine.queue.pause();
    await desk.add('t.pdf');
    expect(await desk.connection.remove(test)).toBe(true);
    expect(desk.removals).toEqual([{ name: 'Test', waiting: 1 }]);
    expect([desk.rows, ended]).toEqual([{}, [true, false]]);
    expect(desk.connection.view()).toMatchObject({ mode: 'account', id: work });
    expect(desk.kept['otherConnections']).toEqual([]);
    expect(await desk.connection.remove(work)).toBe(true);
    expect(desk.connection.view()).toMatchObject({ mode: 'none', id: null, all: [], hasKey: false });
    expect(desk.kept).not.toHaveProperty('encryptedKey');
    expect(desk.test.count('put')).toBe(1);
  });

  it('rest while the sandbox is used, which ends with its files', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    desk.engine.queue.pause();
    await desk.add('t.pdf');
    const switched: (string | null)[] = [];
    desk.connection.on('switched', () => switched.push(desk.connection.shown.id));
    expect(await desk.connection.useSandbox()).toMatchObject({ mode: 'sandbox', id: test });
    expect(desk.connection.shown.elsewhere.toSorted()).toEqual([work, test].toSorted());
    await desk.add('s.pdf');
    expect(desk.rows['s.pdf']).toBe('queued elsewhere');
    expect(await desk.connection.switchTo(work)).toMatchObject({ mode: 'account', id: work });
    expect([desk.rows, switched]).toEqual([{ 't.pdf': 'queued Test' }, ['sandbox', work]]);
    await desk.connection.useSandbox();
    expect(await desk.connection.switchTo(work)).toMatchObject({ mode: 'account', id: work });
  });

  it('leave the sandbox with a yes where it has folders or files that are under way', async () => {
    await using desk = await Desk.open();
    const { test } = await desk.both();
    await desk.connection.useSandbox();
    expect(await desk.connection.leaveSandbox()).toMatchObject({ mode: 'account', id: test });
    expect(desk.leavings).toEqual([]);
    await desk.connection.useSandbox();
    desk.engine.queue.pause();
    await desk.add('s.pdf');
    desk.saysLeave = false;
    expect(await desk.connection.leaveSandbox()).toMatchObject({ mode: 'sandbox' });
    expect(desk.rows).toEqual({ 's.pdf': 'queued elsewhere' });
    await desk.engine.queue.cancel([...desk.engine.queue.uploads.all()].map(({ id }) => id));
    desk.sandboxFolders = 2;
    desk.saysLeave = true;
    expect(await desk.connection.leaveSandbox()).toMatchObject({ mode: 'account', id: test });
    expect(desk.leavings).toEqual([
      { waiting: 1, folders: 0 },
      { waiting: 0, folders: 2 },
    ]);
  });

  it.each<[string, (desk: Desk, ids: { work: string; test: string }) => Promise<unknown>]>([
    ['leaves it', ({ connection }) => connection.leaveSandbox()],
    ['chooses the account', ({ connection }, { test }) => connection.switchTo(test)],
    ['chooses another connection', ({ connection }, { work }) => connection.switchTo(work)],
    ['edits the account', (desk) => desk.save(desk.test.settings, 'Trial', 'account')],
    ['adds a connection', (desk) => desk.save({ ...desk.test.settings, userId: THIRD }, 'Third')],
  ])('lose nothing of the sandbox without the same question, where a person %s', async (_, leave) => {
    await using desk = await Desk.open();
    const ids = await desk.both();
    await desk.connection.useSandbox();
    desk.engine.queue.pause();
    await desk.add('s.pdf');
    desk.sandboxFolders = 2;
    const before = { view: desk.connection.view(), kept: structuredClone(desk.kept), left: [...desk.left] };
    desk.saysLeave = false;
    const answer = await leave(desk, ids);
    expect(answer).toEqual(
      'ok' in Object(answer)
        ? { ok: false, field: null, message: { code: 'account_kept' } }
        : desk.connection.view(),
    );
    expect({ view: desk.connection.view(), kept: desk.kept, left: desk.left }).toEqual(before);
    expect([desk.rows, desk.connection.view().mode]).toEqual([{ 's.pdf': 'queued elsewhere' }, 'sandbox']);
    desk.saysLeave = true;
    await leave(desk, ids);
    expect([desk.rows, desk.connection.view().mode]).toEqual([{}, 'account']);
    expect(desk.leavings).toEqual([
      { waiting: 1, folders: 2 },
      { waiting: 1, folders: 2 },
    ]);

    // Where there is nothing to lose, nobody asks.
    desk.sandboxFolders = 0;
    await desk.connection.useSandbox();
    await leave(desk, ids);
    expect(desk.leavings).toHaveLength(2);
  });

  it('have no sandbox beside them after a quit: what it had ends at the next start', async () => {
    await using desk = await Desk.open();
    await desk.both();
    await desk.connection.useSandbox();
    desk.engine.queue.pause();
    await desk.add('s.pdf');
    const sandbox = desk.engine.queue.destination ?? '';
    await desk.stop();
    const ended: boolean[] = [];
    await desk.start({}, (isMeant) => ended.push(isMeant(sandbox)));
    expect([ended, desk.rows, desk.leavings]).toEqual([[true], {}, []]);
    expect(desk.kept['sandboxUserId']).toBe('');
  });

  it('are those of the organisation’s server alone, if it has one', async () => {
    await using desk = await Desk.open();
    const { work, test } = await desk.both();
    await desk.stop();
    await desk.start({ baseUrl: desk.test.settings.baseUrl });
    expect(desk.names).toEqual(['Test']);
    expect(await desk.connection.switchTo(work)).toMatchObject({ id: test });
    expect(await desk.save(desk.work.settings, 'Work')).toMatchObject({ ok: false, field: 'baseUrl' });
    await desk.stop();
    await desk.start();
    expect(desk.names).toEqual(['Test', 'Work']);
    await writeFile(desk.folder.at('user'), test.slice(0, 36));
    await desk.stop();
    await desk.start({ userIdCommand: ['/bin/cat', desk.folder.at('user')] });
    expect(desk.connection.view()).toMatchObject({ mayAdd: false, all: [{ name: 'Test' }] });
  });
});
