import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { OddServer } from '../../support/odd-server.ts';
import { until } from '../../support/until.ts';

const EMPTY_LIST = JSON.stringify({ files: [], limit: 1, page: 1, total: 0 });
const USER_ID = '497f6eca-6276-4993-bfeb-53cbbbba6f08';

/** An API whose connections can be forgotten, as a NAT does that lost them: the next request on one is cut off. */
async function forgetful() {
  const open = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let areNewOnesCut = false;
  /** Held back until as many wait. */
  const together = { count: 1, waiting: [] as (() => void)[] };
  const server = await OddServer.start(({ socket }, response) => {
    if (!open.has(socket)) socket.once('close', () => open.delete(socket));
    open.add(socket);
    if (areNewOnesCut) forgotten.add(socket);
    if (forgotten.has(socket)) {
      socket.resetAndDestroy();
      return;
    }
    together.waiting.push(() => response.setHeader('content-type', 'application/json').end(EMPTY_LIST));
    if (together.waiting.length < together.count) return;
    for (const answer of together.waiting.splice(0)) answer();
  });
  const engine = new Engine({ store: new MemoryStore() });
  await engine.connect({ baseUrl: server.url, apiKey: 'key', userId: USER_ID });
  const list = () =>
    engine.session?.call(new AbortController().signal, (stored, signal) => stored.list(1, 1, signal));
  /** As many connections are open and idle. */
  const openIdle = async (count: number) => {
    together.count = count;
    await Promise.all(Array.from({ length: count }, list));
    together.count = 1;
    expect(open.size).toBe(count);
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
  return { server, engine, open, list, openIdle, forget, cutNewOnes, [Symbol.asyncDispose]: close };
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
