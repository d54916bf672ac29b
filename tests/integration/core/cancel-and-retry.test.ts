import { readdir, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../main/core/model/upload.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { apiError, s3Error } from '../../support/strict-api/faults.ts';
import { StrictApi, type StrictOptions } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { sha256Of, startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

async function openFiles(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return Promise.all(links);
}

/** Queues files of these sizes and answers their ids. */
async function start(sizes: readonly number[], options: StrictOptions = {}) {
  const folder = await tempFolder();
  const api = await StrictApi.start(options);
  const engine = await startEngine(api);
  const paths = await Promise.all(sizes.map((size, index) => writeRandom(folder.at(`${index}.pdf`), size)));
  const ids: string[] = [];
  const named = (uploads: readonly Upload[]) => {
    ids.push(...uploads.map(({ id }) => id));
  };
  const add = () => engine.add({ paths: paths, retention: 'keep', conversionRule: 'ask' }, named);
  const stages = () => ids.map((id) => engine.queue.uploads.find(id)?.state.stage);
  return {
    folder,
    api,
    engine,
    paths,
    ids,
    named,
    add,
    stages,
    async [Symbol.asyncDispose]() {
      await engine.close();
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Nothing more may come to the server: the one thing that can only be seen by waiting. */
async function expectSilence(api: StrictApi): Promise<void> {
  const before = api.calls.length;
  await sleep(1500);
  expect(api.calls.slice(before)).toEqual([]);
}

describe.concurrent('after a cancel no request comes and no file is open', () => {
  it('in mid-PUT', async () => {
    await using run = await start([9_000_000]);
    run.api.faults.put.push({ kind: 'delay', ms: 500 });
    await run.add();
    await until('the PUT has begun', () => run.api.count('put') === 1);
    expect(await openFiles()).toContain(run.paths[0]);
    await run.engine.queue.cancel(run.ids);
    expect(run.stages()).toEqual(['cancelled']);
    expect(await openFiles()).not.toContain(run.paths[0]);
    await expectSilence(run.api);
    expect(run.api.storedByName().size).toBe(0);
    expect(run.engine.queue.idle).toBe(true);
  });

  it('while it waits in the queue', async () => {
    await using run = await start([10, 20]);
    await run.engine.connect(null);
    await run.add();
    await run.engine.queue.cancel(run.ids.slice(0, 1));
    await run.engine.connect(run.api.settings);
    await until('the other is ready', () => run.engine.queue.idle);
    expect(run.stages()).toEqual(['cancelled', 'ready']);
    expect(run.api.count('sign')).toBe(1);
  });

  it('while it is signed', async () => {
    await using run = await start([10]);
    run.api.faults.sign.push({ kind: 'delay', ms: 400 });
    await run.add();
    await until('it is being signed', () => run.api.count('sign') === 1);
    await run.engine.queue.cancel(run.ids);
    await expectSilence(run.api);
    expect(run.stages()).toEqual(['cancelled']);
  });

  it('while it is processed', async () => {
    await using run = await start([10], { processingMs: 60_000 });
    await run.add();
    await until('it is processed', () => run.api.count('status') === 1);
    await run.engine.queue.cancel(run.ids);
    await expectSilence(run.api);
    expect(run.stages()).toEqual(['cancelled']);
  });

  it('while it waits to be tried again', async () => {
    await using run = await start([10]);
    run.api.faults.sign.push(...Array.from({ length: 4 }, () => apiError(503, 'internal_server_error')));
    await run.add();
    await until('it waits', () => run.engine.queue.uploads.live(run.ids[0] ?? '').retry?.attempt === 4);
    await run.engine.queue.cancel(run.ids);
    await expectSilence(run.api);
  });

  it('twice, and of what has ended', async () => {
    await using run = await start([3_000_000]);
    run.api.faults.put.push({ kind: 'delay', ms: 300 });
    await run.add();
    await until('the PUT has begun', () => run.api.count('put') === 1);
    await Promise.all([run.engine.queue.cancel(run.ids), run.engine.queue.cancel([...run.ids, 'none'])]);
    await run.engine.queue.cancel(run.ids);
    expect(run.stages()).toEqual(['cancelled']);
    await expectSilence(run.api);
  });

  it('of all while 50 run', async () => {
    await using run = await start(
      Array.from({ length: 50 }, () => 200_000),
      { processingMs: 60_000 },
    );
    const seen: string[] = [];
    run.engine.queue.uploads.subscribe((event) => {
      if (event.type === 'upload' && event.upload.state.stage === 'cancelled') seen.push(event.upload.id);
    });
    await run.add();
    await until('some are sent, some are not', () => run.api.count('put') > 20);
    await run.engine.queue.cancel(run.ids);
    expect(new Set(run.stages())).toEqual(new Set(['cancelled']));
    expect(seen.toSorted()).toEqual(run.ids.toSorted());
    expect((await openFiles()).filter((path) => path.startsWith(run.folder.path))).toEqual([]);
    await expectSilence(run.api);
  });
});

describe.concurrent('a retry', () => {
  it('after a failure and after a cancel becomes ready, each id with one file', async () => {
    await using run = await start([1000, 9_000_000]);
    run.api.faults.put.push(s3Error(403, 'SignatureDoesNotMatch'));
    await run.engine.add(
      { paths: run.paths.slice(0, 1), retention: 'keep', conversionRule: 'ask' },
      run.named,
    );
    await until('it failed', () => run.stages()[0] === 'failed');
    run.api.faults.put.push({ kind: 'delay', ms: 400 });
    await run.engine.add({ paths: run.paths.slice(1), retention: 'keep', conversionRule: 'ask' }, run.named);
    await until('the PUT has begun', () => run.api.count('put') === 2);
    // At once: the cancelled run is still on its way out.
    const cancelled = run.engine.queue.cancel(run.ids);
    run.engine.queue.retry(run.ids);
    await cancelled;
    await until('all ended', () => run.engine.queue.idle);
    expect(run.stages()).toEqual(['ready', 'ready']);
    for (const [index, id] of run.ids.entries()) {
      const state = run.engine.queue.uploads.find(id)?.state;
      const file = run.api.files.get(state?.stage === 'ready' ? state.fileId : '');
      expect(file).toMatchObject({ stored: 1, sha256: await sha256Of(run.paths[index] ?? '') });
    }
    expect(run.api.violations).toEqual([]);
  });

  it('of what is ready, under way or skipped changes nothing', async () => {
    await using run = await start([10]);
    const [upload] = await uploadAll(run.engine, [run.paths[0] ?? '']);
    const skipped = await uploadAll(run.engine, [run.folder.at('none.pdf')]);
    const ids = [upload?.id ?? '', skipped[0]?.id ?? '', 'none'];
    run.engine.queue.retry(ids);
    expect(ids.map((id) => run.engine.queue.uploads.find(id)?.state.stage)).toEqual([
      'ready',
      'skipped',
      undefined,
    ]);
    await expectSilence(run.api);
  });
});

describe.concurrent('a retry after the status could not be asked', () => {
  // transfer.md, invariant 4: never the same content uploaded twice by accident.
  it('asks again about the bytes that are there, instead of sending them again', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using engine = await startEngine(api, { clock: fastClock(20) });
    api.faults.status.push(...Array.from({ length: 60 }, () => apiError(503, 'internal_server_error')));
    const [upload] = await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    api.faults.status.length = 0;
    expect(upload?.state).toMatchObject({ stage: 'failed', reason: { code: 'server_error' } });
    engine.queue.retry([upload?.id ?? '']);
    await until('it is ready', () => engine.queue.idle);
    expect(engine.queue.uploads.find(upload?.id ?? '')?.state.stage).toBe('ready');
    expect([api.count('sign'), api.count('put')]).toEqual([1, 1]);
  });
});

describe.concurrent('taking out of the list', () => {
  it('takes what has ended and leaves what has not', async () => {
    await using run = await start([10, 20], { processingMs: 60_000 });
    const removed: string[][] = [];
    run.engine.queue.uploads.subscribe((event) => {
      if (event.type === 'removed') removed.push([...event.ids]);
    });
    await run.add();
    await run.engine.queue.cancel(run.ids.slice(0, 1));
    run.engine.queue.remove([...run.ids, 'none']);
    expect(removed).toEqual([run.ids.slice(0, 1)]);
    expect(run.stages()[0]).toBeUndefined();
    expect(run.engine.queue.uploads.count).toBe(1);
    run.engine.queue.remove(run.ids);
    expect(removed).toHaveLength(1);
  });
});
