import { describe, expect, it } from 'vitest';
import { testConnection as testCounted } from '../../../main/core/files-api/connection-test.ts';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { checkConnection } from '../../../main/core/model/connection-settings.ts';
import { closedPort, OddServer } from '../../support/odd-server.ts';
import { rateLimited } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

const testConnection = (settings: ConnectionSettings) => testCounted(settings, (_signal, call) => call());

describe.concurrent('a wrong key', () => {
  it('fails no file; with the right one all become ready, and nothing was sent twice', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    await engine.connect({ ...api.settings, apiKey: 'wrong' });
    const stages = new Set<string>();
    engine.queue.uploads.subscribe((event) => {
      if (event.type === 'upload') stages.add(event.upload.state.stage);
    });
    const paths = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => writeRandom(folder.at(`${n}.pdf`), n * 30_000)),
    );
    const ended = uploadAll(engine, paths);
    await until('the queue says so', () => engine.queue.status.kind === 'configuration');
    expect(engine.queue.status).toMatchObject({ problem: { field: 'apiKey' } });
    expect(api.count('put')).toBe(0);
    await engine.connect(api.settings);
    expect((await ended).map(({ state }) => state.stage)).toEqual(Array(5).fill('ready'));
    expect([...stages].toSorted()).toEqual(['processing', 'queued', 'ready', 'uploading']);
    expect([...api.files.values()].map(({ stored }) => stored)).toEqual(Array(5).fill(1));
    expect(api.violations).toEqual([]);
  });

  it('that comes up in the middle keeps what is at the server, and asks with the new one', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 1500 });
    await using engine = await startEngine(api);
    const ended = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    await until('it is processed', () => api.count('put') === 1);
    api.apiKey = 'renewed';
    await until('the queue says so', () => engine.queue.status.kind === 'configuration');
    await engine.connect({ ...api.settings, apiKey: 'renewed' });
    expect((await ended)[0]?.state.stage).toBe('ready');
    expect([api.count('sign'), api.count('put')]).toEqual([1, 1]);
  });
});

describe.concurrent('a base URL', () => {
  it.each([
    ['with a path prefix', '/agents', ''],
    ['with a prefix of two parts and slashes after it', '/a/b', '///'],
    ['with a slash after it', '', '/'],
  ])('%s', async (_what, prefix, slashes) => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ prefix });
    await using engine = await startEngine(api);
    await engine.connect({ ...api.settings, baseUrl: `${api.settings.baseUrl}${slashes}` });
    const [upload] = await uploadAll(engine, [await writeRandom(folder.at('ä & b?#%.pdf'), 1000)]);
    expect(upload?.state.stage).toBe('ready');
    expect([...api.files.values()]).toMatchObject([{ name: 'ä & b?#%.pdf', persist: true }]);
  });

  it('in capital letters, which checkConnection lets pass', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    const settings = { ...api.settings, baseUrl: api.settings.baseUrl.replace('http', 'HTTP') };
    expect(checkConnection(settings)).toBeNull();
    await engine.connect(settings);
    const [upload] = await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 1000)]);
    expect(upload?.state).toMatchObject({ stage: 'ready' });
  });
});

describe.concurrent('"Test connection"', () => {
  it('works, or names the setting to mend', async () => {
    await using api = await StrictApi.start();
    expect(await testConnection(api.settings)).toMatchObject({ ok: true });
    expect(await testConnection({ ...api.settings, apiKey: 'wrong' })).toMatchObject({
      ok: false,
      field: 'apiKey',
    });
    expect(await testConnection({ ...api.settings, userId: 'me' })).toMatchObject({
      ok: false,
      field: 'userId',
    });
    expect(await testConnection({ ...api.settings, baseUrl: 'x' })).toMatchObject({
      ok: false,
      field: 'baseUrl',
    });
    api.faults.list.push(rateLimited(1));
    expect(await testConnection(api.settings)).toMatchObject({
      ok: true,
      message: { code: 'test_works_at_limit' },
    });
    api.faults.list.push({ kind: 'answer', status: 503 });
    expect(await testConnection(api.settings)).toMatchObject({ ok: false, field: null });
    expect([api.count('sign'), api.count('put')]).toEqual([0, 0]);
  });

  it('tells a website from a Files API', async () => {
    await using odd = await OddServer.start((_request, response) => response.end('<html>hello</html>'));
    const settings = { baseUrl: odd.url, apiKey: 'k', userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08' };
    expect(await testConnection(settings)).toMatchObject({ ok: false, field: 'baseUrl' });
  });

  it('blames the base URL where the server cannot be reached', async () => {
    const baseUrl = `http://127.0.0.1:${await closedPort()}`;
    const settings = { baseUrl, apiKey: 'k', userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08' };
    expect(await testConnection(settings)).toMatchObject({ ok: false, field: 'baseUrl' });
  });
});
