import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { BegunRequests } from '../../support/begun-requests.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { OddServer } from '../../support/odd-server.ts';
import { until } from '../../support/until.ts';

const EMPTY_LIST = JSON.stringify({ files: [], limit: 1, page: 1, total: 0 });
const USER_ID = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
/** Calls that have a connection at once. */
const CONNECTIONS = 16;

/** An API whose connections can be forgotten, as a NAT does that lost them: the next request on one is cut off. */
async function forgetful() {
  const open = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let areNewOnesCut = false;
  /** Held back until as many wait. */
  const together = { count: 1, waiting: [] as (() => void)[] };
  const answerAll = () => {
    for (const answer of together.waiting.splice(0)) answer();
  };
  const server = await OddServer.start(({ socket }, response) => {
    if (!open.has(socket)) socket.once('close', () => open.delete(socket));
    open.add(socket);
    if (areNewOnesCut) forgotten.add(socket);
    if (forgotten.has(socket)) {
      socket.resetAndDestroy();
      return;
    }
    together.waiting.push(() => response.setHeader('content-type', 'application/json').end(EMPTY_LIST));
    if (together.waiting.length >= together.count) answerAll();
  });
  const engine = new Engine({ store: new MemoryStore() });
  await engine.connect({ baseUrl: server.url, apiKey: 'key', userId: USER_ID });
  const list = () =>
    engine.session?.call(new AbortController().signal, (stored, signal) => stored.list(1, 1, signal));
  const text = () =>
    engine.session?.call(new AbortController().signal, (stored, signal) => stored.text('id', 1000, signal));
  /** As many connections are open and idle. */
  const openIdle = async (count: number) => {
    together.count = count;
    await Promise.all(Array.from({ length: count }, list));
    together.count = 1;
    expect(open.size).toBe(count);
  };
  /**
   * One call more than connections, so that it waits for one of theirs.
   * @param call makes it
   * @param meanwhile what becomes of the connections before the calls that have them are answered
   */
  const oneTooMany = async <T>(call: () => T, meanwhile: () => void) => {
    using begun = new BegunRequests();
    together.count = Number.POSITIVE_INFINITY;
    const first = Array.from({ length: CONNECTIONS }, list);
    await until('all connections have a call', () => together.waiting.length === CONNECTIONS);
    const last = call();
    await until('one more waits', () => begun.count === CONNECTIONS + 1);
    meanwhile();
    together.count = 1;
    answerAll();
    await Promise.all(first);
    return last;
  };
  const forget = () => {
    for (const socket of open) forgotten.add(socket);
  };
  const cutNewOnes = () => {
    areNewOnesCut = true;
  };
  const close = async () => {
    await engine.close();
    await server[Symbol.asyncDispose]();
  };
  const api = { server, engine, open, list, text, openIdle, oneTooMany, forget, cutNewOnes };
  return { ...api, [Symbol.asyncDispose]: close };
}

it('a call on a forgotten connection is made once more, and the other idle connections are closed', async () => {
  await using api = await forgetful();
  await api.openIdle(5);
  api.forget();
  const before = api.server.requests.length;
  expect(await api.list()).toMatchObject({ total: 0 });
  expect(api.server.requests.length).toBe(before + 2);
  await until('only the new connection is open', () => api.open.size === 1);
  expect(api.engine.queue.status.kind).toBe('open');
});

it.each([
  ['list', { total: 0 }],
  ['text', { isCut: false }],
] as const)(
  'a call (%s) that waited for a connection which is forgotten by then is made once more as well',
  async (kind, answer) => {
    await using api = await forgetful();
    const before = api.server.requests.length;
    expect(await api.oneTooMany<Promise<unknown> | undefined>(api[kind], api.forget)).toMatchObject(answer);
    expect(api.server.requests.length).toBe(before + CONNECTIONS + 2);
    expect(api.engine.queue.status.kind).toBe('open');
  },
);

it('a call that waited, and is cut off on a new connection as well, fails', async () => {
  await using api = await forgetful();
  const before = api.server.requests.length;
  const cutAll = () => {
    api.forget();
    api.cutNewOnes();
  };
  await expect(api.oneTooMany(api.list, cutAll)).rejects.toMatchObject({
    code: 'ECONNRESET',
    wasStale: false,
  });
  expect(api.server.requests.length).toBe(before + CONNECTIONS + 2);
});

it('a call that is cut off on a new connection as well fails', async () => {
  await using api = await forgetful();
  await api.openIdle(1);
  api.forget();
  api.cutNewOnes();
  await expect(api.list()).rejects.toMatchObject({ code: 'ECONNRESET', wasStale: false });
  expect(api.server.requests).toHaveLength(3);
});

it('an idle connection to the API is closed after some seconds, before a network forgets it', async () => {
  await using api = await forgetful();
  await api.openIdle(3);
  await until('no connection is open', () => api.open.size === 0);
});
