import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { FilesApiClient } from '../../../main/core/files-api/client.ts';
import { messageText as inEnglish } from '../../../main/core/model/english.ts';
import { Network } from '../../../main/core/network/network.ts';
import { SocksAgent } from '../../../main/core/network/socks-agent.ts';
import { StorageClient } from '../../../main/core/storage/put.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { closedPort } from '../../support/odd-server.ts';
import { SocksProxyServer } from '../../support/socks-proxy.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { COMPANY_CA_PATH, SERVER } from '../../support/tls/certificates.ts';
import { until } from '../../support/until.ts';
import { sha256Of, uploadAll, writeRandom } from '../../support/uploads.ts';

// Where OpenSSL looks for what the system trusts; read when a connection first fails for want of it.
process.env['SSL_CERT_FILE'] = COMPANY_CA_PATH;

const NAME = 'api.hoist.test';
const secureApi = () => StrictApi.start({ secure: { name: NAME, ...SERVER } });
const networkVia = (url: string) => new Network({ findRoutes: () => [{ kind: 'proxy', url }] });

async function engineVia(url: string, api: StrictApi): Promise<Engine & AsyncDisposable> {
  const engine = new Engine({ store: new MemoryStore(), network: networkVia(url) });
  await engine.connect(api.settings);
  return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.close() });
}

/** The sentence of the banner, once there is one. */
async function heldUp(engine: Engine): Promise<string> {
  await until('it is held up', () => engine.queue.status.kind === 'offline');
  const { status } = engine.queue;
  return status.kind === 'offline' ? inEnglish(status.message) : '';
}

describe.runIf(process.platform === 'linux')('behind a SOCKS proxy', () => {
  it.each([
    ['socks', 5],
    ['socks4a', 4],
  ])('%s:// takes calls and files, and looks the names up', async (scheme, version) => {
    await using folder = await tempFolder();
    await using proxy = await SocksProxyServer.start();
    await using api = await secureApi();
    await using engine = await engineVia(`${scheme}://${proxy.host}`, api);
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
    const { port } = new URL(api.settings.baseUrl);
    expect(proxy.requests[0]).toEqual({ version, to: `${NAME}:${port}`, login: null });
    // Connections are kept: of two clients, and of the test of the connection.
    expect(proxy.requests.length).toBeLessThanOrEqual(5);
    await engine.close();
    await until('every connection is closed', () => proxy.openCount === 0);
  });

  it.each([
    ['socks5', 5, [{ address: '10.1.2.3', family: 4 }], '10.1.2.3'],
    ['socks5', 5, [{ address: 'fd00::1', family: 6 }], '253.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1'],
    [
      'socks4',
      4,
      [
        { address: 'fd00::1', family: 6 },
        { address: '10.1.2.3', family: 4 },
      ],
      '10.1.2.3',
    ],
  ] as const)(
    '%s:// asks the proxy for an address that this computer has looked up',
    async (scheme, version, found, to) => {
      await using proxy = await SocksProxyServer.start();
      proxy.refusal = version === 4 ? 91 : 4;
      const lookup: LookupFunction = (_name, _options, answered) => answered(null, [...found]);
      const agent = new SocksAgent(`${scheme}://${proxy.host}`, {}, { ms: 5000, code: 'SLOW' });
      const { promise, resolve } = Promise.withResolvers<unknown>();
      agent.createConnection({ host: NAME, port: 443, lookup }, resolve);
      expect(await promise).toMatchObject({ code: 'ERR_PROXY_TUNNEL' });
      expect(proxy.requests).toEqual([{ version, to: `${to}:443`, login: null }]);
    },
  );

  it('a name that this computer cannot look up is said to be unknown, and not the proxy’s fault', async () => {
    await using proxy = await SocksProxyServer.start();
    await using api = await secureApi();
    await using engine = await engineVia(`socks5://${proxy.host}`, api);
    const { message } = (await engine.testConnection(api.settings)) as {
      message: Parameters<typeof inEnglish>[0];
    };
    expect(inEnglish(message)).toContain('its name is not known');
    expect(proxy.requests).toEqual([]);
  });

  it('the name and password of the address are given to the proxy, and to nobody else', async () => {
    await using proxy = await SocksProxyServer.start();
    await using api = await secureApi();
    proxy.login = 'me:se/cret';
    await using engine = await engineVia(`socks5h://me:se%2Fcret@${proxy.host}`, api);
    expect(await engine.testConnection(api.settings)).toMatchObject({ ok: true });
    expect(proxy.requests).toMatchObject([{ login: 'me:se/cret' }]);
    expect(api.violations).toEqual([]);
  });

  it.each([
    ['without a login', 'socks5h://'],
    ['with a wrong one', 'socks5h://me:wr0ng-secret@'],
  ])(
    'a proxy that asks for a login is said in words %s, and a login that is given later counts at once',
    async (_what, start) => {
      await using folder = await tempFolder();
      await using proxy = await SocksProxyServer.start();
      await using api = await secureApi();
      proxy.login = 'me:secret';
      await using engine = await engineVia(`${start}${proxy.host}`, api);
      const upload = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 2000)]);
      expect(await heldUp(engine)).toBe(
        `The server cannot be reached: the proxy ${proxy.host} asks for a user name and password.`,
      );
      const { logins } = engine.network;
      expect(logins.question).toEqual({ proxy: proxy.host, wasRefused: start.includes('@') });
      engine.network.signIn(proxy.host, { user: 'me', password: 'secret' });
      engine.queue.tryNow();
      expect((await upload)[0]?.state.stage).toBe('ready');
      expect(logins.question).toBeNull();
    },
  );

  it.each([
    [2, 'does not allow it'],
    [4, 'finds no way to it (4)'],
  ])(
    'a proxy that replies %i is said in words, and the queue goes on once it lets through',
    async (reply, words) => {
      await using folder = await tempFolder();
      await using proxy = await SocksProxyServer.start();
      await using api = await secureApi();
      await using engine = await engineVia(`socks5h://${proxy.host}`, api);
      proxy.refusal = reply;
      const upload = uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 2000)]);
      expect(await heldUp(engine)).toBe(`The server cannot be reached: the proxy ${proxy.host} ${words}.`);
      proxy.refusal = null;
      engine.queue.tryNow();
      expect((await upload)[0]?.state.stage).toBe('ready');
    },
  );

  it.each([
    ['its greeting', 'greeting'],
    ['its request', 'request'],
  ] as const)(
    'a proxy that does not answer %s is given up, and nothing is left open',
    async (_what, silentAt) => {
      await using proxy = await SocksProxyServer.start();
      proxy.silentAt = silentAt;
      const agent = new SocksAgent(`socks5h://me:secret@${proxy.host}`, {}, { ms: 100, code: 'SLOW' });
      const { promise, resolve } = Promise.withResolvers<unknown>();
      agent.createConnection({ host: NAME, port: 443 }, resolve);
      const error = await promise;
      expect(error).toMatchObject({ code: 'ERR_PROXY_TUNNEL' });
      expect(error).not.toHaveProperty('statusCode');
      expect(JSON.stringify(error) + String(error)).not.toContain('secret');
      await until('the connection is closed', () => proxy.openCount === 0);
    },
  );

  it('nothing is left open of a connection that is being made when the client closes', async () => {
    await using proxy = await SocksProxyServer.start();
    proxy.silentAt = 'request';
    const agent = new SocksAgent(`socks5h://${proxy.host}`, {}, { ms: 60_000, code: 'SLOW' });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    agent.createConnection({ host: NAME, port: 443 }, resolve);
    await until('the proxy was asked', () => proxy.requests.length === 1);
    agent.destroy();
    expect(await promise).toBeInstanceOf(Error);
    await until('the connection is closed', () => proxy.openCount === 0);
  });

  it('a proxy that is down is said in words', async () => {
    await using folder = await tempFolder();
    await using api = await secureApi();
    const down = `127.0.0.1:${await closedPort()}`;
    await using engine = await engineVia(`socks5h://${down}`, api);
    void uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 2000)]).catch(() => {});
    expect(await heldUp(engine)).toBe(`The server cannot be reached: the proxy ${down} does not answer.`);
  });

  it('a kept connection that the proxy has given up costs a new one and nothing else', async () => {
    await using folder = await tempFolder();
    await using proxy = await SocksProxyServer.start();
    await using api = await secureApi();
    const network = networkVia(`socks5h://${proxy.host}`);
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
    const before = proxy.requests.length;
    expect(await put('second.pdf')).toEqual({ kind: 'stored' });
    expect([proxy.cutNext, proxy.requests.length]).toEqual([false, before + 1]);
    expect(api.storedByName().get('second.pdf')).toHaveLength(1);
    calls.close();
    storage.close();
  });
});
