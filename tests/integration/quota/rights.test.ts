import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openQuotaServer } from '../../../main/core/quota-server/quota-server.ts';
import { testQuota } from '../../../main/core/quota-server/quota-test.ts';
import { QuotaDesk } from '../../support/quota/quota-desks.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const DOCUMENT = new URL('../../../docs/scaling.md', import.meta.url);
const COMMANDS = /\+([a-z]+)/g;

/** The line with the rights of desks, as the document gives it, with another password. */
async function documentedRights(): Promise<string> {
  const line = /^user hoist .*$/m.exec(await readFile(DOCUMENT, 'utf8'))?.[0];
  if (line === undefined) throw new Error('docs/scaling.md has no rights of a desk.');
  return line.replace(/>\S+/, '>right');
}

it('the rights in docs/scaling.md let desks share and claim, and nothing else', async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start({ processingMs: 100 });
  const rights = await documentedRights();
  await writeFile(folder.at('users.acl'), `${rights}\nuser default on nopass ~* &* +@all\n`);
  await using redis = await RedisProcess.start(['--aclfile', folder.at('users.acl')]);
  const url = redis.url('hoist:right@');
  expect(await testQuota({ url }, null)).toMatchObject({ ok: true });
  await redis.command('CONFIG', 'RESETSTAT');

  await using one = await QuotaDesk.open(api, url, { perSecond: 20, perMinute: 400 });
  await using two = await QuotaDesk.open(api, url, { perSecond: 20, perMinute: 400 });
  await Promise.all([one.add(folder.at('one'), 10), two.add(folder.at('two'), 10)]);
  await until('all is ready', () => one.isDone && two.isDone);
  const server = openQuotaServer({ url });
  for (const step of ['take', 'ready'] as const)
    await server.claim('group', 'content', {
      step,
      holder: 'one',
      fileId: step === 'ready' ? 'file' : null,
      signedAgoMs: 0,
      leaseMs: 1000,
      usableMs: 1000,
    });
  await server.close();
  expect([...one.problems, ...two.problems]).toEqual([]);
  expect(one.count('ready') + two.count('ready')).toBe(20);

  const stats = String(await redis.command('INFO', 'commandstats'));
  const used = [...stats.matchAll(/^cmdstat_([a-z]+):/gm)].map(([, name]) => String(name));
  const allowed = new Set([...rights.matchAll(COMMANDS)].map(([, name]) => String(name)));
  // The test itself asks for the statistics and sets them back.
  expect(used.filter((name) => !allowed.has(name) && !['info', 'config', 'client'].includes(name))).toEqual(
    [],
  );

  const dryRun = (...words: string[]) => redis.command('ACL', 'DRYRUN', 'hoist', ...words);
  expect(await dryRun('HGET', 'hoist:x', 'y')).toBe('OK');
  for (const words of [
    ['GET', 'hoist:x'],
    ['HGET', 'other', 'y'],
    ['KEYS', '*'],
    ['FLUSHALL'],
    ['CONFIG', 'GET', '*'],
    ['SCRIPT', 'FLUSH'],
    ['PUBLISH', 'x', 'y'],
  ])
    expect(String(await dryRun(...words)), words.join(' ')).toMatch(/no permissions/);
});

it('a test of the server names each right of docs/scaling.md that is left out', async () => {
  await using redis = await RedisProcess.start();
  const [, , ...rights] = (await documentedRights()).split(' ');
  const missingWithout = async (...left: readonly string[]): Promise<readonly string[]> => {
    const less = rights.filter((right) => !left.includes(right));
    await redis.command('ACL', 'SETUSER', 'less', 'reset', ...less);
    // Another database than the first has to be selected.
    const url = redis.url('less:right@').replace(/0$/, '1');
    const result = await testQuota({ url }, null);
    return result.ok ? [] : result.missingRights;
  };
  expect(await missingWithout()).toEqual([]);
  const commands = rights.filter((right) => right.startsWith('+'));
  expect(commands.length).toBeGreaterThan(20);
  for (const right of [...commands, '~hoist:*']) {
    // The server lets everybody log in.
    const missing = ['+hello', '+auth'].includes(right) ? [] : [right];
    expect({ right, missing: await missingWithout(right) }).toEqual({ right, missing });
  }
  expect(await missingWithout('+evalsha', '+hdel', '+pexpire')).toEqual(['+evalsha', '+pexpire', '+hdel']);
});

it('a test of a cluster names the right to ask for its parts, and a refused login', async () => {
  await using redis = await RedisProcess.start(['--cluster-enabled', 'yes']);
  await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  const state = async () => String(await redis.command('CLUSTER', 'INFO'));
  while (!(await state()).includes('cluster_state:ok')) await sleep(50);
  const [, , ...rights] = (await documentedRights()).split(' ');
  await redis.command('ACL', 'SETUSER', 'hoist', 'reset', ...rights);
  const test = (login: string) =>
    testQuota({ url: `redis+cluster://${login}@127.0.0.1:${redis.port}` }, null);
  expect(await test('hoist:right')).toMatchObject({
    code: 'not_allowed',
    missingRights: ['+cluster|slots'],
  });
  expect(await test('hoist:wrong')).toMatchObject({ code: 'login_refused' });
  await redis.command('ACL', 'SETUSER', 'hoist', '+cluster|slots');
  expect(await test('hoist:right')).toMatchObject({ ok: true });
});
