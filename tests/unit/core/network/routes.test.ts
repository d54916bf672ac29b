import { describe, expect, it } from 'vitest';
import {
  environmentRoutes,
  unusableProxy,
  withCredentials,
} from '../../../../main/core/network/environment-proxy.ts';
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
    ['SOCKS5 socks.example:1080; DIRECT', [proxy('socks5h://socks.example:1080'), DIRECT]],
    // Chromium writes SOCKS for version 4.
    ['SOCKS [::1]:1080', [proxy('socks4://[::1]:1080')]],
    ['QUIC q.example:443', [{ kind: 'unsupported', name: 'QUIC q.example:443' }]],
    ['PROXY', [{ kind: 'unsupported', name: 'PROXY' }]],
    [' ; ', []],
    ['', []],
  ])('%j', (answer, routes) => {
    expect(routesFromPac(answer)).toEqual(routes);
  });
});

describe('environmentRoutes', () => {
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
    [{ ALL_PROXY: 'socks5://me:se@cret@s.example:1080' }, proxy('socks5://me:se%40cret@s.example:1080')],
    [{ HTTPS_PROXY: 'SOCKS5H://s.example' }, proxy('socks5h://s.example')],
    [{ ALL_PROXY: 'ftp://me:secret@f.example:21' }, { kind: 'unsupported', name: 'ftp://f.example:21' }],
    [{ HTTPS_PROXY: 'http://proxy.example:8080/' }, proxy('http://proxy.example:8080')],
    [{ HTTPS_PROXY: 'http://[2001:db8::1]:8080' }, proxy('http://[2001:db8::1]:8080')],
    [{ HTTPS_PROXY: '"http://proxy.example:8080"' }, proxy('http://proxy.example:8080')],
    [{ HTTPS_PROXY: "'proxy.example:8080'" }, proxy('http://proxy.example:8080')],
    [{ https_proxy: '', HTTPS_PROXY: 'http://b.example:2' }, proxy('http://b.example:2')],
  ])('%j', async (environment, route) => {
    expect(await routeTo('https://api.example.com', environment)).toEqual([route]);
  });

  it.each<[string, string]>([
    ['me:secret', 'me:secret'],
    ['me', 'me'],
    ['COMPANY\\me:secret', 'COMPANY%5Cme:secret'],
    ['me:50%', 'me:50%25'],
    ['me:%zz', 'me:%25zz'],
    ['me:a%23b', 'me:a%23b'],
    ['me:a@b', 'me:a%40b'],
    ['me:a:b', 'me:a%3Ab'],
    ['me:a b', 'me:a%20b'],
    ['me:"x"', 'me:%22x%22'],
    ['me:passwört', 'me:passw%C3%B6rt'],
  ])('has the user and password %s, as curl reads them', async (login, encoded) => {
    expect(await routeTo('https://api.example.com', { HTTPS_PROXY: `http://${login}@p.example:1` })).toEqual([
      proxy(`http://${encoded}@p.example:1`),
    ]);
  });

  it.each([
    'http://',
    'http://:8080',
    'http://proxy.example:port',
    'http://proxy.example:99999',
    'http://me:a#b@proxy.example:8080',
    'http://me:a/b@proxy.example:8080',
    'http://me:a?b@proxy.example:8080',
    'http://me:%E9@proxy.example:8080',
    '"http://proxy.example:8080',
    'http:proxy.example:8080',
    'my proxy:8080',
  ])('names the variable, and not its value, where %s is no address', async (value) => {
    const environment = { ALL_PROXY: value };
    const server = new URL('https://api.example.com');
    expect(await routeTo(server.origin, environment)).toEqual([{ kind: 'unsupported', name: 'ALL_PROXY' }]);
    expect(unusableProxy(environment, server)).toEqual({ variable: 'ALL_PROXY', name: null });
    expect(unusableProxy({ ...environment, no_proxy: 'example.com' }, server)).toBeNull();
  });

  it('names the variable of a proxy that Hoist does not speak to', () => {
    const server = new URL('https://api.example.com');
    const ftp = { https_proxy: 'ftp://me:secret@f.example:21' };
    expect(unusableProxy(ftp, server)).toEqual({ variable: 'https_proxy', name: 'ftp://f.example:21' });
    expect(unusableProxy({ https_proxy: 'socks5://s.example:1080' }, server)).toBeNull();
    expect(unusableProxy({ HTTPS_PROXY: 'http://p.example:1' }, server)).toBeNull();
    expect(unusableProxy({}, server)).toBeNull();
  });

  it.each<[string, string, boolean]>([
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['192.168.0.0/16,10.0.0.0/8', 'https://10.1.2.3:8443', true],
    ['10.0.0.0/8', 'https://10.example.com', false],
    ['10.0.0.0/33', 'https://10.0.0.1', false],
    ['10.0.0.0/', 'https://10.0.0.0', false],
    ['10.0.0.0/x', 'https://10.0.0.0', false],
    ['0.0.1', 'https://10.0.0.1', false],
    ['fd00:1::3', 'https://[fd00:1::3]', true],
    ['fd00:1:0:0::3', 'https://[fd00:1::3]:8443', true],
    ['[fd00:1::3]', 'https://[fd00:1::3]', true],
    ['[fd00:1::3]:8443', 'https://[fd00:1::3]:8443', true],
    ['[fd00:1::3]:8443', 'https://[fd00:1::3]', false],
    ['fd00:1::4', 'https://[fd00:1::3]', false],
    ['fd00:1::/32', 'https://[fd00:1:2::9]', true],
    ['[fd00:1::]/32', 'https://[fd00:1:2::9]', true],
    ['fd00:1::/32', 'https://[fd00:2::9]', false],
    ['example.com.', 'https://api.example.com', true],
    ['example.com', 'https://api.example.com.', true],
    ['bücher.example', 'https://api.bücher.example', true],
    ['"example.com"', 'https://api.example.com', true],
    ['other.org example.com', 'https://api.example.com', true],
    ['127.0.0.1:8443', 'https://127.0.0.1:8443', true],
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
