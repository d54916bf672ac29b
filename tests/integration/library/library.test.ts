import { describe, expect, it } from 'vitest';
import { Library, MAX_TEXT_BYTES } from '../../../main/core/library/library.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { apiError, rateLimited } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

/** A server with so many files of this user, and the library that shows them. */
async function withFiles(count: number) {
  const folder = await tempFolder();
  const api = await StrictApi.start({ processingMs: 0 });
  const clock = fastClock(20);
  const engine = await startEngine(api, { clock });
  const names = Array.from({ length: count }, (_, n) => `file ${n}.pdf`);
  await uploadAll(engine, await Promise.all(names.map((name) => writeRandom(folder.at(name), 100))));
  const library = new Library({ session: () => engine.session, clock });
  return {
    api,
    engine,
    library,
    ids: [...api.files.keys()],
    async [Symbol.asyncDispose]() {
      await engine.close();
      expect(api.violations).toEqual([]);
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const notListed = { kind: 'answer', status: 404, body: '{"detail":"Not Found"}' } as const;

describe.concurrent('the library', () => {
  it('shows what the server has, and the text of it', async () => {
    await using run = await withFiles(2);
    const { library, api, ids } = run;
    expect(await library.list(1)).toEqual({
      ok: true,
      value: {
        files: [...api.files.values()].map(({ fileId, name }) => ({ fileId, name })),
        page: 1,
        limit: 100,
        total: 2,
      },
    });
    expect(await library.list(2)).toMatchObject({ value: { files: [], page: 2, total: 2 } });
    const [first = ''] = ids;
    const text = `The text of ${api.files.get(first)?.name}`;
    expect(await library.text(first)).toEqual({ ok: true, value: { text, isCut: false } });
  });

  it('cuts a long text between two characters, and tells nobody the key', async () => {
    await using run = await withFiles(1);
    const { library, api, ids } = run;
    const [id = ''] = ids;
    api.texts.set(id, `x${'ü'.repeat(MAX_TEXT_BYTES)}`);
    const answer = await library.text(id);
    expect(answer).toMatchObject({ ok: true, value: { isCut: true } });
    const text = answer.ok ? answer.value.text : '';
    expect(text).toBe(`x${'ü'.repeat(MAX_TEXT_BYTES / 2 - 1)}`);
    api.texts.set(id, `Your key is ${api.apiKey}, <b>keep</b> it.\u0000`);
    expect(await library.text(id)).toMatchObject({ value: { text: 'Your key is …, <b>keep</b> it.\u0000' } });
  });

  it.each([
    ['that lists nothing', notListed, { kind: 'not-there' }],
    ['that knows no such call', { kind: 'answer', status: 405 }, { kind: 'not-there' }],
    ['that refuses it', apiError(403, 'attachment_access_forbidden'), { kind: 'refused' }],
    ['that answers nonsense', { kind: 'answer', status: 200, body: '{"files":1}' }, { kind: 'server-error' }],
    ['in trouble', apiError(500, 'internal_server_error'), { kind: 'server-error' }],
  ] as const)('says so of a server %s, and the queue is not held', async (_what, fault, problem) => {
    await using run = await withFiles(0);
    const { library, api, engine } = run;
    api.faults.list.push(fault, fault, fault, fault);
    expect(await library.list(1)).toMatchObject({ ok: false, problem });
    expect(engine.queue.status).toEqual({ kind: 'open' });
  });

  it.each([
    ['gone', apiError(404, 'attachment_document_does_not_exist'), { kind: 'not-there' }],
    ['still processed', apiError(409, 'conflict'), { kind: 'not-ready' }],
  ] as const)('says of a text that its file is %s', async (_what, fault, problem) => {
    await using run = await withFiles(1);
    run.api.faults.text.push(fault);
    expect(await run.library.text(run.ids[0] ?? '')).toEqual({ ok: false, problem });
  });

  it('tries again what passes by itself', async () => {
    await using run = await withFiles(1);
    const { library, api } = run;
    api.faults.list.push(apiError(503, 'attachment_document_not_reachable'), { kind: 'cut' });
    expect(await library.list(1)).toMatchObject({ ok: true, value: { total: 1 } });
  });

  it('waits while the server’s limit is reached, says until when, and nothing is left of it', async () => {
    await using run = await withFiles(0);
    const { library, api, engine } = run;
    api.faults.list.push(rateLimited(10));
    const answer = library.list(1);
    await until('it is said', () => engine.queue.status.kind === 'rate-limited');
    expect(await answer).toMatchObject({ ok: true });
    expect(engine.queue.status).toEqual({ kind: 'open' });
  });

  it('waits for a right key, and then asks nobody for what was asked with the wrong one', async () => {
    await using run = await withFiles(0);
    const { library, api, engine } = run;
    const { apiKey } = api;
    api.apiKey = 'another';
    const answer = library.list(1);
    await until('the key is refused', () => engine.queue.status.kind === 'configuration');
    api.apiKey = apiKey;
    await engine.connect(api.settings);
    expect(await answer).toEqual({ ok: false, problem: { kind: 'connection-changed' } });
    expect(await library.list(1)).toMatchObject({ ok: true });
    await engine.connect(null);
    expect(await library.list(1)).toEqual({ ok: false, problem: { kind: 'connection-changed' } });
  });

  it('answers the last question only', async () => {
    await using run = await withFiles(0);
    const { library, api } = run;
    api.faults.list.push({ kind: 'delay', ms: 60_000 });
    const early = library.list(1);
    await until('it is asked', () => api.count('list') === 1);
    expect(await library.list(2)).toMatchObject({ ok: true, value: { page: 2 } });
    expect(await early).toEqual({ ok: false, problem: null });
  });
});
