import { appendFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { resumePendingScans, savePendingScans } from '../../../main/core/intake/pending-scans.ts';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { closedPort } from '../../support/odd-server.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { sha256Of, startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

const named = { retention: 'keep', conversionRule: 'ask' } as const;
const all = (engine: Engine) => [...engine.queue.uploads.all()];
const stages = (engine: Engine) => all(engine).map(({ state }) => state.stage);

describe.concurrent('a change of destination', () => {
  it('in the middle: all that was meant for the first waits for it, and what is added goes to the new one', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    first.faults.put.push(...Array.from({ length: 4 }, () => ({ kind: 'delay', ms: 3000 }) as const));
    const paths = await Promise.all(
      Array.from({ length: 10 }, (_, n) => writeRandom(folder.at(`${n}.pdf`), 100_000)),
    );
    const ended = uploadAll(engine, paths);
    await until('four are on their way', () => first.count('put') === 4);
    // What is taken in later is meant for the server of then.
    await until('all are taken in', () => engine.queue.uploads.count === 10);
    await engine.connect(second.settings);
    const before = first.calls.length;
    const [added] = await uploadAll(engine, [await writeRandom(folder.at('new.pdf'), 1000)]);
    expect(added?.state.stage).toBe('ready');
    await until('nothing runs any more', () => engine.queue.idle);
    expect(stages(engine)).toEqual([...Array(4).fill('uploading'), ...Array(6).fill('queued'), 'ready']);
    expect([first.calls.length, [...second.storedByName().keys()]]).toEqual([before, ['new.pdf']]);

    await engine.connect(first.settings);
    expect((await ended).map(({ state }) => state.stage)).toEqual(Array(10).fill('ready'));
    for (const [index, upload] of (await ended).entries()) {
      expect(upload.destination).toBe(destinationOf(first.settings));
      const { fileId } = upload.state as { fileId: string };
      expect(first.files.get(fileId)).toMatchObject({
        stored: 1,
        sha256: await sha256Of(paths[index] ?? ''),
      });
    }
    expect(second.count('put')).toBe(1);
    expect([...first.violations, ...second.violations]).toEqual([]);
  });

  it('makes the queue forget when the server before last served', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    expect(engine.queue.lastServed).toEqual({ apiMs: null, storageMs: null });
    const startMs = Date.now();
    await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    const { apiMs, storageMs } = engine.queue.lastServed;
    expect(storageMs).toBeGreaterThanOrEqual(startMs);
    // The question when it is ready comes after its bytes.
    expect(apiMs).toBeGreaterThanOrEqual(storageMs ?? Number.POSITIVE_INFINITY);
    await engine.connect(second.settings);
    expect(engine.queue.lastServed).toEqual({ apiMs: null, storageMs: null });
  });

  it('of one that was never reached: what was meant for it was a mistake, and goes to the new one', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    await engine.connect({ ...api.settings, baseUrl: `http://127.0.0.1:${await closedPort()}` });
    const ended = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    await until('it is offline', () => engine.queue.status.kind === 'offline');
    await engine.connect(api.settings);
    const [upload] = await ended;
    expect(upload).toMatchObject({ state: { stage: 'ready' }, destination: destinationOf(api.settings) });
    expect(api.count('put')).toBe(1);
  });

  it('of a wrong key alone takes nothing to another server', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    await engine.connect({ ...first.settings, apiKey: 'wrong' });
    const ended = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    await until('the queue says so', () => engine.queue.status.kind === 'configuration');
    await engine.connect(second.settings);
    expect([stages(engine), engine.queue.status.kind, engine.queue.idle]).toEqual([['queued'], 'open', true]);
    await engine.connect(first.settings);
    expect((await ended)[0]?.state.stage).toBe('ready');
    expect([first.count('put'), second.calls.length]).toEqual([1, 0]);
  });

  it('from none: what was added without one goes to the first that there is', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    await engine.connect(null);
    const ended = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    await until('it waits', () => engine.queue.uploads.count === 1);
    expect(all(engine)).toMatchObject([{ destination: null, state: { stage: 'queued' } }]);
    await engine.connect(api.settings);
    expect(await ended).toMatchObject([{ destination: destinationOf(api.settings) }]);
  });

  it('twice in a row: one after the other, and the last one holds', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    await engine.connect(null);
    await Promise.all([engine.connect(first.settings), engine.connect(second.settings)]);
    expect(engine.queue.destination).toBe(destinationOf(second.settings));
    const [upload] = await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    expect(upload).toMatchObject({ state: { stage: 'ready' }, destination: destinationOf(second.settings) });
    expect([first.calls.length, second.count('put')]).toEqual([0, 1]);
  });

  it('twice in a row with a file that waits: it is sent to one of them, once, and waits for no other', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    await engine.connect(null);
    const ended = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    await until('it waits', () => engine.queue.uploads.count === 1);
    await Promise.all([engine.connect(first.settings), engine.connect(second.settings)]);
    // The one that was first got it; it says so, and no byte goes anywhere else.
    expect(all(engine)).toMatchObject([{ destination: destinationOf(first.settings) }]);
    expect(second.calls).toEqual([]);
    await engine.connect(first.settings);
    expect((await ended)[0]?.state.stage).toBe('ready');
    expect([first.count('put'), second.count('put')]).toEqual([1, 0]);
  });

  it('to none and back: a PUT that was cut off is settled by asking, not by sending again', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.put.push({ kind: 'late-reply', ms: 2000 });
    const ended = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    await until('its bytes are there', () => api.storedByName().size === 1);
    await engine.connect(null);
    await engine.connect(api.settings);
    expect((await ended)[0]?.state.stage).toBe('ready');
    expect([api.count('sign'), api.count('put')]).toEqual([1, 1]);
  });

  // transfer.md, invariant 2: ready only if inode, mtime and size are unchanged after the PUT.
  it('to none and back, and the file was changed meanwhile: its new bytes are sent', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.put.push({ kind: 'late-reply', ms: 2000 });
    const path = await writeRandom(folder.at('a.pdf'), 1000);
    const ended = uploadAll(engine, [path]);
    await until('its bytes are there', () => api.storedByName().size === 1);
    await engine.connect(null);
    await appendFile(path, 'and more');
    await engine.connect(api.settings);
    const [upload] = await ended;
    const fileId = upload?.state.stage === 'ready' ? upload.state.fileId : '';
    expect(api.files.get(fileId)?.sha256).toBe(await sha256Of(path));
  });
});

describe.concurrent('a switch to another connection', () => {
  it('leaves queued files to the one before, even if that was never reached', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    const unreached = { ...api.settings, baseUrl: `http://127.0.0.1:${await closedPort()}` };
    await engine.connect(unreached);
    await engine.add({ ...named, paths: [await writeRandom(folder.at('a.pdf'), 1000)] });
    await until('it is offline', () => engine.queue.status.kind === 'offline');
    await engine.connect(api.settings, null, 'switch');
    expect(all(engine)).toMatchObject([
      { state: { stage: 'queued' }, destination: destinationOf(unreached) },
    ]);
    expect([engine.queue.idle, api.calls]).toEqual([true, []]);
  });

  it('adds files for the one before until its jobs have stopped, and for no other in between', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    first.faults.put.push({ kind: 'delay', ms: 3000 });
    await engine.add({ ...named, paths: [await writeRandom(folder.at('a.pdf'), 100_000)] });
    await until('it is on its way', () => first.count('put') === 1);
    const seen = new Set<string | null>();
    let isOver = false;
    const switched = engine.connect(second.settings, null, 'switch').then(() => {
      isOver = true;
    });
    for (let turn = 1; !isOver; turn += 1) {
      if (engine.queue.destination === null) seen.add(engine.queue.addsFor);
      // The jobs may stop within one turn of the event loop.
      await (turn % 100 === 0 ? new Promise((resolve) => setImmediate(resolve)) : Promise.resolve());
    }
    await switched;
    expect([...seen]).toEqual([destinationOf(first.settings)]);
    expect(engine.queue.addsFor).toBe(destinationOf(second.settings));
  });

  it('leaves to the one before what a scan for it still finds, also over a restart', async () => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    const names = Array.from({ length: 450 }, (_, n) => `file ${n}.txt`);
    await Promise.all(names.map((name) => writeFile(folder.at(name), name)));
    const store = new SqliteStore(data.path, Date.now());
    const ending = new Engine({ store });
    ending.queue.pause();
    await ending.connect(first.settings);
    let switched: Promise<void> | null = null;
    let batches = 0;
    await ending.add({ ...named, paths: [folder.path] }, () => {
      switched ??= ending.connect(second.settings, null, 'switch');
      batches += 1;
      if (batches === 2) savePendingScans(ending.scans, store);
    });
    await switched;
    expect(ending.queue.uploads.count).toBeLessThan(names.length);
    await ending.close();

    const engine = new Engine({ store });
    await engine.connect(second.settings);
    const adding: Promise<void>[] = [];
    resumePendingScans(store, (scan) => adding.push(engine.add(scan)));
    await Promise.all(adding);
    expect(engine.queue.uploads.count).toBe(names.length);
    expect(new Set(all(engine).map(({ destination }) => destination))).toEqual(
      new Set([destinationOf(first.settings)]),
    );
    await engine.close();
    store.close();
  });

  it('takes what was added without a connection to the one that it is assigned to', async () => {
    await using folder = await tempFolder();
    await using first = await StrictApi.start();
    await using second = await StrictApi.start();
    await using engine = await startEngine(first);
    await engine.connect(null);
    await engine.add({ ...named, paths: [await writeRandom(folder.at('a.pdf'), 1000)] });
    engine.assign(destinationOf(first.settings));
    await engine.connect(second.settings, null, 'switch');
    expect(all(engine)).toMatchObject([{ destination: destinationOf(first.settings) }]);
    expect([engine.queue.idle, second.calls]).toEqual([true, []]);
  });
});
