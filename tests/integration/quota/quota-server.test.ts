import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { quotaTagOf } from '../../../main/core/model/connection-settings.ts';
import { groupKeys } from '../../../main/core/quota-server/grant-script.ts';
import { openQuotaServer } from '../../../main/core/quota-server/quota-server.ts';
import { EMPTY_REQUEST, testQuota } from '../../../main/core/quota-server/quota-test.ts';
import { QuotaError, type QuotaRequest } from '../../../main/core/rate-limit/shared-quota.ts';
import { freePort, RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { Terminal } from '../../support/terminal.ts';
import { COMPANY_CA_PATH, SERVER } from '../../support/tls/certificates.ts';
import { writeRandom } from '../../support/uploads.ts';

/** What a desk's user needs, and no more. */
const RIGHTS = ['on', '>right', '~hoist:*', '-@all', '+@connection', '+@scripting', '+@sortedset', '+@hash'];
const MORE_RIGHTS = ['+time', '+del', '+pexpire', '-script', '-function'];

describe('testing the server of a shared quota', () => {
  it('says what is wrong with the address, the login and the rights', async () => {
    await using redis = await RedisProcess.start();
    await redis.command('ACL', 'SETUSER', 'desk', ...RIGHTS, ...MORE_RIGHTS);
    await redis.command('ACL', 'SETUSER', 'nobody', 'on', '>right', '-@all', '+hello', '+auth');
    const code = async (url: string) => {
      const result = await testQuota({ url }, null);
      return result.ok ? 'ok' : result.code;
    };
    expect(await code(redis.url())).toBe('ok');
    expect(await code(redis.url('desk:right@'))).toBe('ok');
    expect(await code(redis.url('desk:wrong@'))).toBe('login_refused');
    expect(await code(redis.url('nobody:right@'))).toBe('not_allowed');
    expect(await code(redis.url().replace('redis:', 'rediss:'))).toBe('no_tls');
    expect(await code(`redis://127.0.0.1:${await freePort()}`)).toBe('unreachable');
    redis.signal('SIGSTOP');
    expect(await code(redis.url())).toBe('unreachable');
    redis.signal('SIGCONT');
  });

  it('says that nobody vouches for its certificate, and shares by TLS where the system does', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('key.pem'), SERVER.key);
    await writeFile(folder.at('cert.pem'), SERVER.cert);
    const port = await freePort();
    const files = ['--tls-cert-file', folder.at('cert.pem'), '--tls-key-file', folder.at('key.pem')];
    const options = ['--tls-port', `${port}`, ...files, '--tls-auth-clients', 'no'];
    await using redis = await RedisProcess.start(options);
    const url = `rediss://127.0.0.1:${port}`;
    // On a busy machine the first answers come too late.
    await expect.poll(() => testQuota({ url }, null)).toMatchObject({ ok: false, code: 'certificate' });
    await using api = await StrictApi.start({ processingMs: 50 });
    const path = await writeRandom(folder.at('file.txt'), 100);
    const env = { HOIST_QUOTA_URL: url, NODE_EXTRA_CA_CERTS: COMPANY_CA_PATH };
    await using terminal = new Terminal(['upload', path], { settings: api.settings, env });
    expect(await terminal.ended()).toBe(0);
    const [calls = ''] = groupKeys(quotaTagOf(api.settings));
    expect(await redis.command('ZCARD', calls)).toBe(api.calls.filter(({ step }) => step !== 'put').length);
  });

  it('never says a password', async () => {
    await using redis = await RedisProcess.start(['--requirepass', 'Sesame-1']);
    const server = openQuotaServer({ url: redis.url(':Sesame-2@') });
    const error = await server.ask('g', ASKING).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(QuotaError);
    expect(JSON.stringify([String(error), error, error instanceof Error ? error.stack : ''])).not.toMatch(
      /Sesame/,
    );
    await server.close();
  });
});

describe('a cluster', () => {
  it('grants places, all keys of a group in one of its parts', async () => {
    await using redis = await RedisProcess.start(['--cluster-enabled', 'yes']);
    await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    while (!String(await redis.command('CLUSTER', 'INFO')).includes('cluster_state:ok')) await sleep(50);
    const server = openQuotaServer({ url: `redis+cluster://127.0.0.1:${redis.port}` });
    const first = await server.ask('g', ASKING);
    expect(first.kind).toBe('resync');
    const epoch = first.kind === 'resync' ? first.epoch : '';
    expect(await server.ask('g', { ...ASKING, number: 2, epoch, isWhole: true })).toMatchObject({
      kind: 'granted',
      granted: [1, 1, 0, 0],
    });
    await server.close();
  });
});

const ASKING: QuotaRequest = {
  ...EMPTY_REQUEST,
  desk: 'desk',
  limits: { perSecond: 10, perMinute: 60 },
  wants: [1, 1, 0, 0],
  work: { unsigned: 1, sending: 0, processing: 1 },
};
