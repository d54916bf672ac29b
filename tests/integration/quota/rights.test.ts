import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openQuotaServer, testQuota } from '../../../main/core/quota-server/quota-server.ts';
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

it('the rights in docs/scaling.md let desks share and claim, and nothing else', {
  timeout: 60_000,
}, async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start({ processingMs: 100 });
  const rights = await documentedRights();
  await writeFile(folder.at('users.acl'), `${rights}\nuser default on nopass ~* &* +@all\n`);
  await using redis = await RedisProcess.start(['--aclfile', folder.at('users.acl')]);
  const url = redis.url('hoist:right@');
  expect(await testQuota({ url })).toMatchObject({ ok: true });
  for (const missing of [' +evalsha', ' +time', ' +hset', ' +zadd', ' +zrangebyscore']) {
    const less = rights.slice(rights.indexOf(' on ') + 1).replace(missing, '');
    await redis.command('ACL', 'SETUSER', 'less', 'reset', ...less.split(' '));
    const result = await testQuota({ url: redis.url('less:right@') });
    expect({ missing, result }).toEqual({ missing, result: { ok: false, code: 'not_allowed' } });
  }
  await redis.command('CONFIG', 'RESETSTAT');

  await using one = await QuotaDesk.open(api, url, { perSecond: 20, perMinute: 400 });
  await using two = await QuotaDesk.open(api, url, { perSecond: 20, perMinute: 400 });
  await Promise.all([one.add(folder.at('one'), 10), two.add(folder.at('two'), 10)]);
  await until('all is ready', () => one.isDone && two.isDone, 40_000);
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
