import { describe, expect, it } from 'vitest';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { SocksProxyServer } from '../../support/socks-proxy.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal } from '../../support/terminal.ts';
import { COMPANY_CA_PATH, SERVER } from '../../support/tls/certificates.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

describe.runIf(process.platform === 'linux')('hoist upload in a company', () => {
  const start = async () => {
    const stack = new AsyncDisposableStack();
    const folder = stack.use(await tempFolder());
    const proxy = stack.use(await ConnectProxy.start());
    const api = stack.use(await StrictApi.start({ secure: { name: 'api.hoist.test', ...SERVER } }));
    const path = await writeRandom(folder.at('a.pdf'), 100_000);
    const others = await Promise.all([1, 2, 3].map((n) => writeRandom(folder.at(`${n}.pdf`), 1000 + n)));
    return { folder, proxy, api, path, others, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  };

  it.each([
    ['the system has', { SSL_CERT_FILE: COMPANY_CA_PATH }],
    ['NODE_EXTRA_CA_CERTS names', { NODE_EXTRA_CA_CERTS: COMPANY_CA_PATH }],
  ])('goes by HTTPS_PROXY, with the certificate that %s', async (_what, certificates) => {
    await using company = await start();
    const { api, proxy, path, others } = company;
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//me:secret@'), ...certificates };
    // Their connections begin together.
    const run = await hoist(['upload', path, ...others], { settings: api.settings, env });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(api.files.size).toBe(4);
    expect(api.violations).toEqual([]);
    expect(proxy.tunnels[0]).toEqual({ to: new URL(api.settings.baseUrl).host, credentials: 'me:secret' });
    expect(run.stdout).not.toContain('secret@');
  });

  it('goes by ALL_PROXY to a SOCKS proxy, with the name and password of its address', async () => {
    await using company = await start();
    await using socks = await SocksProxyServer.start();
    socks.login = 'me:secret';
    const { api, path } = company;
    const env = { ALL_PROXY: `socks5h://me:secret@${socks.host}`, SSL_CERT_FILE: COMPANY_CA_PATH };
    const run = await hoist(['upload', path], { settings: api.settings, env });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(api.files.size).toBe(1);
    expect(socks.requests[0]).toMatchObject({ to: new URL(api.settings.baseUrl).host, login: 'me:secret' });
  });

  it('goes by none where NO_PROXY covers the server', async () => {
    await using company = await start();
    const { api, proxy, path } = company;
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: 'hoist.test' };
    const run = await hoist(['upload', path], { settings: api.settings, env });
    expect([run.exit, proxy.tunnels]).toEqual([2, []]);
    expect(run.stderr).toContain('its name is not known');
  });

  it('says that the proxy asks for a password, without the one it was given', async () => {
    await using company = await start();
    const { api, proxy, path } = company;
    proxy.refusal = 407;
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//me:secret@') };
    const run = await hoist(['upload', path], { settings: api.settings, env });
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain('asks for a user name and password');
    expect(run.stdout + run.stderr).not.toContain('secret@');
  });

  it('ends although the proxy keeps a connection that it refused', async () => {
    await using company = await start();
    const { api, proxy, path } = company;
    Object.assign(proxy, { refusal: 407, keepsRefused: true });
    const run = await hoist(['upload', path], { settings: api.settings, env: { HTTPS_PROXY: proxy.url } });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('asks for a user name and password')]);
  });

  it('names the variable that is no address of a proxy, and does not tell its password', async () => {
    await using company = await start();
    const env = { HTTPS_PROXY: 'http://me:se#cret@proxy.hoist.test:8080' };
    const run = await hoist(['upload', company.path], { settings: company.api.settings, env });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringMatching(/^HTTPS_PROXY: /)]);
    expect(run.stdout + run.stderr).not.toContain('cret');
    expect(company.api.calls).toEqual([]);
  });
});

describe('a storage whose certificate nobody trusts', () => {
  it('gets no bytes, whatever a variable of Node’s says', async () => {
    await using folder = await tempFolder();
    await using storage = await StrictApi.start({ secure: { name: 'localhost', ...SERVER } });
    const { origin } = new URL(storage.settings.baseUrl);
    await using api = await StrictApi.start({
      fileUrl: (url) => url.replace(new URL(url).origin, origin),
    });
    const path = await writeRandom(folder.at('a.pdf'), 1000);
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    await using terminal = new Terminal(['upload', path, '--json'], { settings: api.settings, env });
    await until('it waits', () => terminal.stdout.includes('"waiting"') || storage.calls.length > 0);
    expect(storage.calls).toEqual([]);
    expect(terminal.stderr).toBe('');
  });
});
