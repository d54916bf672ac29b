import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { fastClock } from '../../support/fast-clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { closedPort, OddServer } from '../../support/odd-server.ts';
import type { Fault } from '../../support/strict-api/faults.ts';
import { StrictApi, type StrictOptions } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

const KEY = 'a-key-that-nobody-must-see';
const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';

/** Sends one file to a server that answers oddly, until the queue is held or the file ends. */
async function meet(handle: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  await using folder = await tempFolder();
  await using odd = await OddServer.start(handle);
  await using engine = Object.assign(new Engine({ store: new MemoryStore() }), {
    [Symbol.asyncDispose]: () => engine.close(),
  });
  await engine.connect({ baseUrl: odd.url, apiKey: KEY, userId });
  await engine.add({
    paths: [await writeRandom(folder.at('a.pdf'), 1000)],
    retention: 'keep',
    conversionRule: 'ask',
  });
  await until('something is said', () => engine.queue.status.kind === 'configuration' || engine.queue.idle);
  const [upload] = engine.queue.uploads.all();
  return { queueStatus: engine.queue.status, state: upload?.state, requests: odd.requests };
}

const answer =
  (status: number, body: string, headers = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);

const wrongBaseUrl = { kind: 'configuration', problem: { field: 'baseUrl' } };

describe.concurrent('at first contact a base URL that is none of a Files API is told, and no file fails', () => {
  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['HTML', answer(200, '<!doctype html><html></html>', { 'content-type': 'text/html' })],
    ['HTML with 404', answer(404, '<html>not found</html>')],
    ['nothing', answer(200, '')],
    ['JSON of another kind', answer(200, '{"hello":"world"}')],
    ['JSON that breaks off', answer(200, '{"file_id":"x",')],
    ['an answer with a part missing', answer(200, '{"expires_in":600,"file_id":"x"}')],
    ['a redirect', answer(302, '', { location: '/login' })],
    ['a permanent redirect', answer(308, '', { location: 'https://example.com/' })],
  ])('%s', async (_what, handle) => {
    const { queueStatus, state, requests } = await meet(handle);
    expect(queueStatus).toMatchObject(wrongBaseUrl);
    expect(state?.stage).toBe('queued');
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(queueStatus)).not.toContain(KEY);
  });

  it('an answer without an end, which is cut off and never kept whole', async () => {
    let written = 0;
    let closed = false;
    const block = Buffer.alloc(256 * 1024, 'x');
    const { queueStatus } = await meet((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(block)) written += block.length;
        written += block.length;
      };
      response.on('drain', pour).on('close', () => {
        closed = true;
      });
      pour();
    });
    expect(queueStatus).toMatchObject(wrongBaseUrl);
    await until('it is cut off', () => closed);
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });
});

describe.concurrent('a redirect', () => {
  it('is not followed, and the key goes nowhere else', async () => {
    await using elsewhere = await OddServer.start(answer(200, '{}'));
    for (const status of [301, 302, 303, 307, 308]) {
      const { queueStatus } = await meet(
        answer(status, '', { location: `${elsewhere.url}/v1/files/signed-url` }),
      );
      expect(queueStatus).toMatchObject(wrongBaseUrl);
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([301, 302, 303, 308])('%i of the storage is not followed either', async (status) => {
    await using elsewhere = await OddServer.start(answer(200, ''));
    const headers = { location: `${elsewhere.url}/bucket/x` };
    const { state } = await upload({ put: [{ kind: 'answer', status, headers }] });
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'storage_refused' } });
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([1, 8])('of a storage that is not ready yet (307, %i times): a new URL later', async (times) => {
    await using elsewhere = await OddServer.start(answer(200, ''));
    const headers = { location: `${elsewhere.url}/bucket/x` };
    const moved: Fault = { kind: 'answer', status: 307, headers };
    const { state, api } = await upload({ put: Array.from({ length: times }, () => moved) });
    expect(state?.stage).toBe('ready');
    expect([api.count('put'), api.count('sign')]).toEqual([times + 1, times + 1]);
    expect(elsewhere.requests).toEqual([]);
  });
});

async function upload(
  faults: { sign?: Fault[]; put?: Fault[]; status?: Fault[] },
  options: StrictOptions = {},
) {
  await using folder = await tempFolder();
  await using api = await StrictApi.start(options);
  await using engine = await startEngine(api, { clock: fastClock(10) });
  for (const step of ['sign', 'put', 'status'] as const) api.faults[step].push(...(faults[step] ?? []));
  const [ended] = await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
  return { state: ended?.state, api, queueStatus: engine.queue.status };
}

const wrong: Fault = { kind: 'answer', status: 200, body: '{"processing_status":7}' };

describe.concurrent('after a good answer', () => {
  it('a wrong one is tried again', async () => {
    const { state, api } = await upload({ status: [wrong, { ...wrong, body: '<html>' }] });
    expect(state?.stage).toBe('ready');
    expect(api.count('put')).toBe(1);
  });

  it('and wrong ones to the end fail, saying so', async () => {
    const { state, queueStatus, api } = await upload({ status: Array.from({ length: 60 }, () => wrong) });
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'unexpected_answer' } });
    expect(queueStatus.kind).toBe('open');
    // The server answers other questions, so that it is this file's own.
    expect(api.count('list')).toBeGreaterThan(0);
  });
});

describe.concurrent('a place for the bytes', () => {
  it.each([
    ['on another machine over plain http', 'http://192.0.2.1/bucket/x'],
    ['that only looks like this machine', 'http://127.0.0.1.example.com/x'],
    ['of another protocol', 'ftp://127.0.0.1/x'],
  ])('%s is refused before a byte is sent', async (_what, url) => {
    const { state, api } = await upload({}, { fileUrl: () => url });
    expect(state).toMatchObject({ stage: 'failed', reason: { code: 'unexpected_answer' } });
    expect(api.count('put')).toBe(0);
    expect(JSON.stringify(state)).not.toContain(url);
  });

  it('is used byte for byte, since its signature covers it', async () => {
    const odd = '&X-Sig=a%2Fb%3D%3d+c~!*()&empty=&x=%7E%C3%A4';
    const { state, api } = await upload({}, { fileUrl: (url) => `${url}${odd}` });
    expect(state?.stage).toBe('ready');
    const put = api.calls.find(({ step }) => step === 'put');
    expect(put?.query.endsWith(odd)).toBe(true);
  });

  it('that takes no connection is asked for anew after a while, as another host may take the file', async () => {
    const port = await closedPort();
    let named = 0;
    const fileUrl = (url: string) => {
      named += 1;
      return named === 1 ? url.replace(/:\d+/, `:${port}`) : url;
    };
    const { state, api } = await upload({}, { fileUrl });
    expect(state?.stage).toBe('ready');
    expect([api.count('sign'), api.count('put')]).toEqual([2, 1]);
    expect(api.count('list')).toBeGreaterThan(0);
  });

  it('that takes no connection holds the queue, fails no file, and nothing is asked about what was not sent', async () => {
    const port = await closedPort();
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ fileUrl: (url) => url.replace(/:\d+/, `:${port}`) });
    await using engine = await startEngine(api, { clock: fastClock(10) });
    await engine.add({
      paths: [await writeRandom(folder.at('a.pdf'), 1000)],
      retention: 'keep',
      conversionRule: 'ask',
    });
    await until('it is tried again', () => api.count('list') >= 3);
    const message = { code: 'storage_out_of_reach', because: { code: 'no_connections_taken' } };
    expect(engine.queue.status).toMatchObject({ kind: 'storage-trouble', message });
    expect([...engine.queue.uploads.all()].map(({ state }) => state.stage)).toEqual(['uploading']);
    expect([api.count('sign'), api.count('status')]).toEqual([1, 0]);
  });
});

describe.concurrent('a server that repeats the key, or the signed URL, in its words', () => {
  it('does not get it into a reason', async () => {
    const echo = (text: string): Fault => ({
      kind: 'answer',
      status: 400,
      body: JSON.stringify({ error_code: 'validation_error', detail: `not for ${text}` }),
    });
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.sign.push(echo(api.settings.apiKey));
    const [ended] = await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    expect(ended?.state.stage).toBe('failed');
    expect(JSON.stringify(ended)).not.toContain(api.settings.apiKey);
  });

  it('nor does the storage', async () => {
    const url = 'https://bucket.example/x?X-Amz-Signature=0123456789abcdef';
    const body = `<Error><Code>SignatureDoesNotMatch</Code><Message>Not for ${url}</Message></Error>`;
    const { state } = await upload({ put: [{ kind: 'answer', status: 403, body }] });
    expect(state?.stage).toBe('failed');
    expect(JSON.stringify(state)).not.toContain('0123456789abcdef');
  });
});

describe.concurrent('an id that another file has', () => {
  /** A cache in between that answers the same request with the answer of before. */
  const behindCache = async (knowsSpellings: boolean) => {
    const given = new Map<string, string>();
    await using folder = await tempFolder();
    await using odd = await OddServer.start((request, response) => {
      request.resume();
      const url = request.url ?? '';
      if (!url.includes('signed-url')) return void response.end('{"processing_status":"PROCESSED"}');
      const key = knowsSpellings ? url : '';
      const id = `id-${given.size + 1}`;
      const file = given.get(key) ?? JSON.stringify({ file_id: id, file_url: `${odd.url}/put/${id}` });
      given.set(key, file);
      response.end(file);
    });
    await using engine = Object.assign(new Engine({ store: new MemoryStore() }), {
      [Symbol.asyncDispose]: () => engine.close(),
    });
    await engine.connect({ baseUrl: odd.url, apiKey: KEY, userId });
    const [one, other] = [folder.at('a/report.pdf'), folder.at('b/report.pdf')];
    for (const path of [one, other]) await mkdir(dirname(path));
    for (const path of [one, other]) await writeRandom(path, 1000);
    const ended = await uploadAll(engine, [one, other]);
    return { states: ended.map(({ state }) => state), requests: odd.requests };
  };

  it('is asked for anew in a spelling that no cache knows, and each file has its own', async () => {
    const { states, requests } = await behindCache(true);
    expect(states.map(({ stage }) => stage)).toEqual(['ready', 'ready']);
    expect(new Set(states.map((state) => 'fileId' in state && state.fileId)).size).toBe(2);
    const calls = requests.filter(({ target }) => target.startsWith('GET'));
    expect(calls.every(({ headers }) => headers['cache-control'] === 'no-store')).toBe(true);
  });

  it('fails the second file where the server gives nothing else', async () => {
    const { states } = await behindCache(false);
    const failed = {
      stage: 'failed',
      reason: { code: 'unexpected_answer', detail: { code: 'id_of_another' } },
    };
    expect(states.map(({ stage }) => stage).sort()).toEqual(['failed', 'ready']);
    expect(states.find(({ stage }) => stage === 'failed')).toMatchObject(failed);
  });
});
