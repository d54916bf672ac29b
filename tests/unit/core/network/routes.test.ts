import { describe, expect, it } from 'vitest';
import { environmentRoutes, withCredentials } from '../../../../main/core/network/environment-proxy.ts';
import { routesFromPac } from '../../../../main/core/network/pac-answer.ts';
import { DIRECT, type Route } from '../../../../main/core/network/route.ts';

const proxy = (url: string): Route => ({ kind: 'proxy', url });

describe('the answer of a PAC file', () => {
  it.each<[string, Route[]]>([
    ['DIRECT', [DIRECT]],
    ['PROXY proxy.example:8080; DIRECT', [proxy('http://proxy.example:8080'), DIRECT]],
    [
      'HTTPS secure.example:443;PROXY 10.0.0.1:3128',
      [proxy('https://secure.example:443'), proxy('http://10.0.0.1:3128')],
    ],
    ['proxy [2001:db8::1]:8080', [proxy('http://[2001:db8::1]:8080')]],
    [
      'SOCKS5 socks.example:1080; DIRECT',
      [{ kind: 'unsupported', name: 'SOCKS5 socks.example:1080' }, DIRECT],
    ],
    ['PROXY', [{ kind: 'unsupported', name: 'PROXY' }]],
    [' ; ', []],
    ['', []],
  ])('%j', (answer, routes) => {
    expect(routesFromPac(answer)).toEqual(routes);
  });
});

describe('the environment', () => {
  const routeTo = (origin: string, environment: Record<string, string>) =>
    environmentRoutes(environment)(origin);

  it.each<[Record<string, string>, Route]>([
    [{}, DIRECT],
    [{ HTTPS_PROXY: '  ' }, DIRECT],
    [{ HTTP_PROXY: 'http://proxy.example:8080' }, DIRECT],
    [{ HTTPS_PROXY: 'http://proxy.example:8080' }, proxy('http://proxy.example:8080')],
    [{ HTTPS_PROXY: 'proxy.example:8080' }, proxy('http://proxy.example:8080')],
    [{ HTTPS_PROXY: 'http://a.example:1', https_proxy: 'http://b.example:2' }, proxy('http://b.example:2')],
    [{ ALL_PROXY: 'https://proxy.example' }, proxy('https://proxy.example')],
    [
      { ALL_PROXY: 'socks5://me:secret@s.example:1080' },
      { kind: 'unsupported', name: 'socks5://s.example:1080' },
    ],
    [{ HTTPS_PROXY: 'http://' }, { kind: 'unsupported', name: 'http://' }],
  ])('%j', async (environment, route) => {
    expect(await routeTo('https://api.example.com', environment)).toEqual([route]);
  });

  it.each<[string, string, boolean]>([
    ['api.example.com', 'https://api.example.com', true],
    ['example.com', 'https://api.example.com', true],
    ['.example.com', 'https://api.example.com', true],
    ['*.example.com', 'https://api.example.com', true],
    ['EXAMPLE.com', 'https://api.example.com', true],
    ['other.org, example.com:443', 'https://api.example.com', true],
    ['example.com:8443', 'https://api.example.com', false],
    ['example.com:8443', 'https://api.example.com:8443', true],
    ['ample.com', 'https://api.example.com', false],
    ['example.com.evil.org', 'https://api.example.com', false],
    ['*', 'https://anything.org', true],
    ['10.0.0.1', 'https://10.0.0.1:9000', true],
  ])('NO_PROXY=%s for %s', async (noProxy, origin, isDirect) => {
    const environment = { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: noProxy };
    expect(await routeTo(origin, environment)).toEqual([isDirect ? DIRECT : proxy('http://p.example:1')]);
  });

  it('has the password for the proxy that the system names, and for no other', () => {
    const environment = { HTTPS_PROXY: 'http://me:secret@proxy.example:8080' };
    const same = withCredentials(environment, proxy('http://proxy.example:8080'));
    expect(same).toEqual(proxy('http://me:secret@proxy.example:8080'));
    const other = proxy('http://other.example:8080');
    expect(withCredentials(environment, other)).toBe(other);
    expect(withCredentials(environment, DIRECT)).toBe(DIRECT);
    expect(withCredentials({}, other)).toBe(other);
  });
});
