import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { Network } from '../../../main/core/network/network.ts';
import type { Route } from '../../../main/core/network/route.ts';
import { type PutOutcome, StorageClient } from '../../../main/core/storage/put.ts';
import { BegunRequests } from '../../support/begun-requests.ts';
import { ClosingStorage } from '../../support/closing-storage.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { SocksProxyServer } from '../../support/socks-proxy.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { COMPANY_CA_PATH, SERVER } from '../../support/tls/certificates.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

// Where OpenSSL looks for what the system trusts; read when a connection first fails for want of it.
process.env['SSL_CERT_FILE'] = COMPANY_CA_PATH;

/** Far more than a connection takes in one go: when it breaks, not all can have gone. */
const LARGE_BYTES = 24 * 1024 * 1024;
const SMALL_BYTES = 1000;

/** A client with one connection at a time. */
async function oneConnection(url: string, routes: readonly Route[] = []) {
  const folder = await tempFolder();
  const client = new StorageClient({ maxSockets: 1, network: new Network({ findRoutes: () => routes }) });
  const put = async (path: string): Promise<PutOutcome> => {
    const fingerprint = await fingerprintOf(path);
    const { signal } = new AbortController();
    return client.put({ url, path, fingerprint, contentType: 'application/pdf', signal, onProgress() {} });
  };
  const small = await writeRandom(folder.at('small.pdf'), SMALL_BYTES);
  const large = await writeRandom(folder.at('large.pdf'), LARGE_BYTES);
  const close = async () => {
    client.close();
    await folder[Symbol.asyncDispose]();
  };
  return { put, small, large, [Symbol.asyncDispose]: close };
}

/** Two PUTs at once: the second waits for the first one's connection. */
async function putBoth(
  storage: ClosingStorage,
  { put, small }: Awaited<ReturnType<typeof oneConnection>>,
  second: string,
): Promise<PutOutcome[]> {
  using begun = new BegunRequests();
  const { length } = storage.puts;
  storage.holdAnswers();
  const sent = put(small);
  await until('the first is there', () => storage.puts.length > length);
  const waiting = put(second);
  await until('the second waits', () => begun.count === 2);
  storage.giveAnswers();
  return Promise.all([sent, waiting]);
}

interface Way {
  readonly url: string;
  readonly routes: readonly Route[];
  readonly storage: ClosingStorage;
  readonly close: () => Promise<void>;
}

async function directly(secure?: Parameters<typeof ClosingStorage.start>[0]): Promise<Way> {
  const storage = await ClosingStorage.start(secure);
  return { url: storage.url, routes: [], storage, close: () => storage[Symbol.asyncDispose]() };
}

async function through(proxy: AsyncDisposable, url: string): Promise<Way> {
  const way = await directly({ name: 'storage.hoist.test', ...SERVER });
  const close = async () => {
    await way.close();
    await proxy[Symbol.asyncDispose]();
  };
  return { ...way, routes: [{ kind: 'proxy', url }], close };
}

const WAYS: readonly (readonly [name: string, start: () => Promise<Way>])[] = [
  ['http', () => directly()],
  ['https', () => directly({ name: '127.0.0.1', ...SERVER })],
  [
    'an http proxy',
    async () => {
      const proxy = await ConnectProxy.start();
      return through(proxy, proxy.url);
    },
  ],
  [
    'a SOCKS proxy',
    async () => {
      const proxy = await SocksProxyServer.start();
      return through(proxy, `socks5h://${proxy.host}`);
    },
  ],
];

describe.runIf(process.platform === 'linux').each(WAYS)('over %s', (_name, start) => {
  it('a kept connection that the storage closes as it goes to a waiting PUT costs another connection and nothing else', async () => {
    const { url, routes, storage, close } = await start();
    await using client = await oneConnection(url, routes);
    storage.deeds.push('take', 'take', 'reset');
    expect(await client.put(client.small)).toEqual({ kind: 'stored' });
    expect(await putBoth(storage, client, client.large)).toEqual([{ kind: 'stored' }, { kind: 'stored' }]);
    const [first, second, again, ...more] = storage.puts.slice(1);
    expect(second).toEqual({ connection: first?.connection, deed: 'reset' });
    expect(again?.connection).toBeGreaterThan(second?.connection ?? 0);
    expect(more).toEqual([]);
    await close();
  });

  it('it is forgiven once', async () => {
    const { url, routes, storage, close } = await start();
    await using client = await oneConnection(url, routes);
    storage.deeds.push('take', 'take', 'reset', 'reset');
    await client.put(client.small);
    const [, second] = await putBoth(storage, client, client.large);
    expect(second).toMatchObject({ kind: 'not-stored', unreachable: false });
    expect(storage.puts).toHaveLength(4);
    await close();
  });

  it('a file whose bytes all went is not sent again unasked', async () => {
    const { url, routes, storage, close } = await start();
    await using client = await oneConnection(url, routes);
    storage.deeds.push('take', 'take', 'reset');
    await client.put(client.small);
    const [, second] = await putBoth(storage, client, client.small);
    expect(second?.kind).toBe('unknown');
    expect(storage.puts).toHaveLength(3);
    await close();
  });
});

it('a new connection is no stale one for a PUT that waited for it', async () => {
  await using storage = await ClosingStorage.start();
  await using client = await oneConnection(storage.url);
  using begun = new BegunRequests();
  storage.deeds.push('reset', 'reset');
  const outcomes = Promise.all([client.put(client.large), client.put(client.large)]);
  await until('both have begun', () => begun.count === 2);
  const cut = { kind: 'not-stored', unreachable: false };
  expect(await outcomes).toMatchObject([cut, cut]);
  expect(storage.puts.map(({ connection }) => connection)).toEqual([1, 2]);
});
