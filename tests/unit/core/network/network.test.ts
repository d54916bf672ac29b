import { describe, expect, it } from 'vitest';
import { Network } from '../../../../main/core/network/network.ts';
import { ProxyError } from '../../../../main/core/network/proxy-error.ts';
import { DIRECT, type Route } from '../../../../main/core/network/route.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const A: Route = { kind: 'proxy', url: 'http://a.example:1' };
const B: Route = { kind: 'proxy', url: 'http://b.example:2' };
const QUIC: Route = { kind: 'unsupported', name: 'QUIC s.example:1080' };
const api = new URL('https://api.example.com/agents/v1/files');

function network(answers: () => readonly Route[] | Promise<readonly Route[]>) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const findRoutes = (origin: string) => {
    asked.push(origin);
    return answers();
  };
  return { clock, asked, net: new Network({ clock, findRoutes }) };
}

it('Network asks once a minute for each server, by nothing but its origin', async () => {
  const { clock, asked, net } = network(() => [A]);
  expect(await net.routeTo(api)).toEqual(A);
  expect(net.routeTo(new URL('https://api.example.com/other?x=1'))).toEqual(A);
  expect(asked).toEqual(['https://api.example.com']);
  await clock.advance(61_000);
  await net.routeTo(api);
  expect(asked).toHaveLength(2);
});

it('Network does not ask about connections to this computer', () => {
  const { asked, net } = network(() => [A]);
  for (const url of [
    'http://127.0.0.1:8080/x',
    'https://127.0.0.1/x',
    'https://localhost:1/',
    'https://[::1]/',
  ]) {
    expect(net.routeTo(new URL(url))).toBe(DIRECT);
  }
  expect(asked).toEqual([]);
});

it('Network takes the first route that it can use', async () => {
  expect(await network(() => [QUIC, B]).net.routeTo(api)).toBe(B);
  expect(await network(() => [QUIC, DIRECT]).net.routeTo(api)).toBe(DIRECT);
  expect(await network(() => [QUIC]).net.routeTo(api)).toBe(QUIC);
  expect(await network(() => []).net.routeTo(api)).toBe(DIRECT);
});

it('Network avoids an unreachable proxy for five minutes if there is another route', async () => {
  const { clock, net } = network(() => [A, B]);
  net.failed(await net.routeTo(api));
  expect(await net.routeTo(api)).toBe(B);
  net.failed(B);
  expect(await net.routeTo(api)).toBe(A);
  await clock.advance(301_000);
  expect(await net.routeTo(api)).toBe(A);
  const only = network(() => [A]).net;
  only.failed(A);
  expect(await only.routeTo(api)).toBe(A);
});

it('Network forgets everything when the network changes', async () => {
  const { asked, net } = network(() => [A, B]);
  net.failed(await net.routeTo(api));
  net.changed();
  expect(await net.routeTo(api)).toBe(A);
  expect(asked).toHaveLength(2);
});

it('Network connects directly if the system names no route', async () => {
  expect(await network(() => Promise.reject(new Error('no'))).net.routeTo(api)).toBe(DIRECT);
  const { clock, net } = network(() => new Promise(() => {}));
  const route = Promise.resolve(net.routeTo(api));
  await clock.advance(10_000);
  expect(await route).toBe(DIRECT);
});

it('Network has all connections tried again that began before it trusted the system’s certificates', () => {
  let asked = 0;
  const net = new Network({ trustSystem: () => ++asked === 1 });
  const before = net.trust;
  expect([net.untrusted(before), net.untrusted(before)]).toEqual([true, true]);
  expect(net.untrusted(net.trust)).toBe(false);
  expect(asked).toBe(2);
});

it('Network tries no connection again if the system has no further certificates', () => {
  const net = new Network({ trustSystem: () => false });
  expect([net.untrusted(net.trust), net.untrusted(net.trust)]).toEqual([false, false]);
});

it('Network keeps its times when the clock is set', async () => {
  const { clock, net, asked } = network(() => [A, B]);
  net.failed(await net.routeTo(api));
  clock.set(-3_600_000);
  await clock.advance(301_000);
  expect(await net.routeTo(api)).toBe(A);
  expect(asked).toHaveLength(2);
});

describe('a login for a proxy', () => {
  const asks = new ProxyError({ code: 'proxy_wants_login', proxy: 'a.example:1' });

  it('is given to that proxy alone, in place of what its address has', async () => {
    const routes: Route[] = [{ kind: 'proxy', url: 'http://old:login@a.example:1' }, B];
    const { net } = network(() => routes);
    net.signIn('a.example:1', { user: 'me', password: 'se/c:r@t' });
    expect(await net.routeTo(api)).toEqual({ kind: 'proxy', url: 'http://me:se%2Fc%3Ar%40t@a.example:1' });
    net.failed(await net.routeTo(api));
    expect(await net.routeTo(api)).toBe(B);
  });

  it('is given to a SOCKS proxy, too', async () => {
    const { net } = network(() => [{ kind: 'proxy', url: 'socks5h://s.example:1080' }]);
    net.signIn('s.example:1080', { user: 'me', password: 'x' });
    expect(await net.routeTo(api)).toEqual({ kind: 'proxy', url: 'socks5h://me:x@s.example:1080' });
  });

  it('is asked for by the proxy that wants it, until it is given or the network changes', async () => {
    const { net } = network(() => [A]);
    const questions: unknown[] = [];
    net.logins.onQuestion(() => questions.push(net.logins.question));
    const fail = async () => net.failed(await net.routeTo(api), asks);
    await fail();
    await fail();
    net.signIn('a.example:1', { user: 'me', password: 'x' });
    await fail();
    net.changed();
    expect(questions).toEqual([
      { proxy: 'a.example:1', wasRefused: false },
      null,
      { proxy: 'a.example:1', wasRefused: true },
      null,
    ]);
  });

  it('is not asked for by other failures', async () => {
    const { net } = network(() => [A]);
    net.failed(A, new ProxyError({ code: 'proxy_silent', proxy: 'a.example:1' }));
    net.failed(A);
    expect(net.logins.question).toBeNull();
  });
});
