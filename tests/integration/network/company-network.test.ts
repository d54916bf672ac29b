import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { FilesApiClient } from '../../../main/core/files-api/client.ts';
import { messageText as inEnglish } from '../../../main/core/model/english.ts';
import { Network } from '../../../main/core/network/network.ts';
import type { FindRoutes, Route } from '../../../main/core/network/route.ts';
import { StorageClient } from '../../../main/core/storage/put.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { closedPort } from '../../support/odd-server.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { COMPANY_CA_PATH, SERVER } from '../../support/tls/certificates.ts';
import { until } from '../../support/until.ts';
import { sha256Of, uploadAll, writeRandom } from '../../support/uploads.ts';

// Where OpenSSL looks for what the system trusts; read when a connection first fails for want of it.
process.env['SSL_CERT_FILE'] = COMPANY_CA_PATH;

const secureApi = () => StrictApi.start({ secure: { name: 'api.hoist.test', ...SERVER } });
const via =
  (url: string): FindRoutes =>
  () => [{ kind: 'proxy', url }];

async function engineFor(api: StrictApi, findRoutes: FindRoutes): Promise<Engine & AsyncDisposable> {
  const engine = new Engine({ store: new MemoryStore(), network: new Network({ findRoutes }) });
  await engine.connect(api.settings);
  return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.close() });
}

/** The sentence of the banner, once there is one. */
async function heldUp(engine: Engine): Promise<string> {
  await until('it is held up', () => engine.queue.status.kind === 'offline');
  const { status: queueStatus } = engine.queue;
  return queueStatus.kind === 'offline' ? inEnglish(queueStatus.message) : '';
}

describe.runIf(process.platform === 'linux')('behind a proxy that opens tunnels', () => {
  it('a certificate of the company’s own, which no system knows, is said in words', async () => {
    await using folder = await tempFolder();
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    const network = new Network({ findRoutes: via(proxy.url), trustSystem: () => false });
    const engine = new Engine({ store: new MemoryStore(), network });
    expect(await engine.testConnection(api.settings)).toEqual({
      ok: false,
      field: 'baseUrl',
      message: { code: 'no_trusted_server', error: expect.any(String) },
    });
    await engine.close();
    const storage = new StorageClient({ network });
    const path = await writeRandom(folder.at('a.pdf'), 2000);
    const request = { url: `${api.settings.baseUrl}/bucket/x`, path, contentType: 'application/pdf' };
    const { signal } = new AbortController();
    expect(
      await storage.put({ ...request, fingerprint: await fingerprintOf(path), signal, onProgress: () => {} }),
    ).toEqual({
      kind: 'not-stored',
      detail: { code: 'certificate_untrusted' },
      unreachable: true,
    });
    storage.close();
    expect(api.calls).toEqual([]);
  });

  it('files arrive whole over https, with a certificate that only the system trusts', async () => {
    await using folder = await tempFolder();
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    await using engine = await engineFor(api, via(proxy.url));
    expect(await engine.testConnection(api.settings)).toMatchObject({ ok: true });
    const paths = await Promise.all(
      [1, 40_000, 3_000_000].map((bytes) => writeRandom(folder.at(`${bytes}.pdf`), bytes)),
    );
    for (const path of paths) {
      const [upload] = await uploadAll(engine, [path]);
      expect(upload?.state.stage).toBe('ready');
    }
    const hashes = await Promise.all(paths.map(sha256Of));
    expect([...api.storedByName().values()].flat().sort()).toEqual(hashes.sort());
    expect(api.violations).toEqual([]);
    // Kept connections go through kept tunnels: two clients, and the test of the connection.
    const { host } = new URL(api.settings.baseUrl);
    expect(new Set(proxy.tunnels.map(({ to }) => to))).toEqual(new Set([host]));
    expect(proxy.tunnels.length).toBeLessThanOrEqual(5);
  });

  it('a kept tunnel that the proxy has given up costs a new one and nothing else', async () => {
    await using folder = await tempFolder();
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    const network = new Network({ findRoutes: via(proxy.url) });
    const calls = new FilesApiClient(api.settings, systemClock, () => {}, network);
    const storage = new StorageClient({ network });
    const { signal } = new AbortController();
    // Both are there before: a connection is idle for no longer than it is kept.
    await writeRandom(folder.at('first.pdf'), 1000);
    await writeRandom(folder.at('second.pdf'), 24_000_000);
    const put = async (name: string) => {
      const path = folder.at(name);
      const { url } = await calls.sign(name, 'keep', signal);
      const request = { url, path, fingerprint: await fingerprintOf(path), contentType: 'application/pdf' };
      proxy.cutNext = name === 'second.pdf';
      return storage.put({ ...request, signal, onProgress: () => {} });
    };
    expect(await put('first.pdf')).toEqual({ kind: 'stored' });
    const before = proxy.tunnels.length;
    expect(await put('second.pdf')).toEqual({ kind: 'stored' });
    expect([proxy.cutNext, proxy.tunnels.length]).toEqual([false, before + 1]);
    expect(api.storedByName().get('second.pdf')).toHaveLength(1);
    calls.close();
    storage.close();
  });

  it('the name and password of the address are given to the proxy, and to nobody else', async () => {
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    await using engine = await engineFor(api, via(proxy.url.replace('//', '//me:se%2Fcret@')));
    expect(await engine.testConnection(api.settings)).toMatchObject({ ok: true });
    expect(proxy.tunnels).toMatchObject([{ credentials: 'me:se/cret' }]);
  });

  it.each([
    [407, 'asks for a user name and password'],
    [401, 'asks for a user name and password'],
    [403, 'does not allow it'],
    [502, 'finds no way to it (502)'],
  ])(
    'a proxy that answers %i is said in words, and the queue goes on once it lets through',
    async (status, words) => {
      await using folder = await tempFolder();
      await using proxy = await ConnectProxy.start();
      await using api = await secureApi();
      await using engine = await engineFor(api, via(proxy.url));
      proxy.refusal = status;
      const upload = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 2000)]);
      const { host } = new URL(proxy.url);
      expect(await heldUp(engine)).toBe(`The server cannot be reached: the proxy ${host} ${words}.`);
      proxy.refusal = null;
      engine.queue.tryNow();
      expect((await upload)[0]?.state.stage).toBe('ready');
    },
  );

  it('nothing is left open of a tunnel that the proxy refuses and keeps', async () => {
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    await using engine = await engineFor(api, via(proxy.url));
    Object.assign(proxy, { refusal: 407, keepsRefused: true });
    expect(await engine.testConnection(api.settings)).toMatchObject({ ok: false });
    expect(proxy.tunnels).toHaveLength(1);
    await until('the connection is closed', () => proxy.openCount === 0);
  });

  it('nothing is left open of a tunnel behind which nobody answers, once the queue is closed', async () => {
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    await using engine = await engineFor(api, via(proxy.url));
    proxy.isSilent = true;
    const asked = engine.session?.call(new AbortController().signal, (stored, signal) =>
      stored.list(1, 1, signal),
    );
    asked?.catch(() => {});
    await until('there is a tunnel', () => proxy.openCount === 1);
    await engine.close();
    await until('the connection is closed', () => proxy.openCount === 0);
  });

  it('a proxy that is down is said in words, and the next one of the list is taken', async () => {
    await using folder = await tempFolder();
    await using proxy = await ConnectProxy.start();
    await using api = await secureApi();
    const down = `127.0.0.1:${await closedPort()}`;
    const routes: Route[] = [
      { kind: 'proxy', url: `http://${down}` },
      { kind: 'proxy', url: proxy.url },
    ];
    await using engine = await engineFor(api, () => routes);
    const upload = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 2000)]);
    expect(await heldUp(engine)).toBe(`The server cannot be reached: the proxy ${down} does not answer.`);
    engine.queue.tryNow();
    expect((await upload)[0]?.state.stage).toBe('ready');
    expect(proxy.tunnels.length).toBeGreaterThan(0);
  });

  it('a proxy that Hoist does not speak to is said in words', async () => {
    await using folder = await tempFolder();
    await using api = await secureApi();
    await using engine = await engineFor(api, () => [{ kind: 'unsupported', name: 'QUIC s.example:1080' }]);
    void uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 2000)]).catch(() => {});
    expect(await heldUp(engine)).toContain('a proxy that Hoist cannot use (QUIC s.example:1080)');
  });
});
