import { describe, expect, it, vi } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { Network } from '../../../main/core/network/network.ts';
import { ProxyLoginControl } from '../../../main/desktop/connection/proxy-login-control.ts';
import { ConnectProxy } from '../../support/connect-proxy.ts';
import { memorySettings } from '../../support/memory-settings.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { COMPANY_CA_PATH, SERVER } from '../../support/tls/certificates.ts';
import { until } from '../../support/until.ts';
import { uploadAll, writeRandom } from '../../support/uploads.ts';

vi.mock('electron', () => import('../../support/fake-keyring.ts'));
process.env['SSL_CERT_FILE'] = COMPANY_CA_PATH;

const PASSWORD = 'hidden word:1';

function desk(proxyUrl: string, kept: Record<string, unknown>) {
  const network = new Network({ findRoutes: () => [{ kind: 'proxy', url: proxyUrl }] });
  const engine = new Engine({ store: new MemoryStore(), network });
  const file = memorySettings(kept, { encryptedProxyLogin: '' });
  const login = new ProxyLoginControl({ engine, file });
  return { engine, login, [Symbol.asyncDispose]: () => engine.close() };
}

async function company() {
  const stack = new AsyncDisposableStack();
  const proxy = stack.use(await ConnectProxy.start());
  const api = stack.use(await StrictApi.start({ secure: { name: 'api.hoist.test', ...SERVER } }));
  const folder = stack.use(await tempFolder());
  proxy.login = `me:${PASSWORD}`;
  return {
    proxy,
    api,
    folder,
    host: new URL(proxy.url).host,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

describe.runIf(process.platform === 'linux')('the login for a proxy', () => {
  it('is asked for, counts at once, and is kept for the next start', async () => {
    await using office = await company();
    const { proxy, api, folder, host } = office;
    const kept: Record<string, unknown> = {};
    await using first = desk(proxy.url, kept);
    const views: unknown[] = [];
    first.login.on('changed', ({ question }) => views.push(question));
    await first.login.start();
    await first.engine.connect(api.settings);
    const upload = uploadAll(first.engine, [await writeRandom(folder.at('a.pdf'), 2000)]);
    await until('the proxy asks', () => first.login.view().question !== null);
    expect(await first.login.answer('elsewhere.example:8080', { user: 'me', password: PASSWORD })).toBe(
      'nobody_asks',
    );
    expect(kept).toEqual({});
    expect(await first.login.answer(host, { user: 'me', password: PASSWORD })).toBe('kept');
    expect((await upload)[0]?.state.stage).toBe('ready');
    expect(views).toEqual([{ proxy: host, wasRefused: false }, null]);
    expect(JSON.stringify([kept, views])).not.toContain(PASSWORD);
    expect(first.login.withoutPassword(`x ${PASSWORD} ${encodeURIComponent(PASSWORD)}`)).toBe('x … …');

    await using second = desk(proxy.url, kept);
    await second.login.start();
    proxy.tunnels.length = 0;
    expect(await second.engine.testConnection(api.settings)).toMatchObject({ ok: true });
    expect(proxy.tunnels.map(({ credentials }) => credentials)).toEqual([`me:${PASSWORD}`]);

    await second.login.forget();
    expect(kept).not.toHaveProperty('encryptedProxyLogin');
    expect(await second.engine.testConnection(api.settings)).toMatchObject({ ok: false });
  });

  it('that the keyring gives late ends the wait for it', async () => {
    await using office = await company();
    const { proxy, api, folder, host } = office;
    const kept: Record<string, unknown> = {};
    await using first = desk(proxy.url, kept);
    await first.engine.testConnection(api.settings);
    await first.login.answer(host, { user: 'me', password: PASSWORD });
    await using second = desk(proxy.url, kept);
    await second.engine.connect(api.settings);
    const upload = uploadAll(second.engine, [await writeRandom(folder.at('a.pdf'), 2000)]);
    await until('the proxy asks', () => second.login.view().question !== null);
    const tried = vi.spyOn(second.engine.queue, 'tryNow');
    await second.login.start();
    expect(tried).toHaveBeenCalledOnce();
    expect(second.login.view().question).toBeNull();
    expect((await upload)[0]?.state.stage).toBe('ready');
  });

  it('is given to no other proxy', async () => {
    await using office = await company();
    const { proxy, api, host } = office;
    await using other = await ConnectProxy.start();
    const kept: Record<string, unknown> = {};
    await using first = desk(proxy.url, kept);
    await first.engine.testConnection(api.settings);
    await first.login.answer(host, { user: 'me', password: PASSWORD });
    await using second = desk(other.url, kept);
    await second.login.start();
    expect(await second.engine.testConnection(api.settings)).toMatchObject({ ok: true });
    expect(other.tunnels.map(({ credentials }) => credentials)).toEqual([null]);
  });
});
