import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { QuotaDesk } from '../../support/quota/quota-desks.ts';
import { freePort, RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const LIMITS = { perSecond: 60, perMinute: 600 };

it('desks follow from a server that is killed to its replica, and no call is refused for it', async () => {
  await using folder = await tempFolder();
  await using first = await RedisProcess.start();
  await using second = await RedisProcess.start(['--replicaof', '127.0.0.1', `${first.port}`]);
  const port = await freePort();
  const conf = [
    `port ${port}`,
    'bind 127.0.0.1',
    `sentinel monitor hoist 127.0.0.1 ${first.port} 1`,
    'sentinel down-after-milliseconds hoist 1000',
    'sentinel failover-timeout hoist 3000',
  ];
  await writeFile(folder.at('sentinel.conf'), conf.join('\n'));
  await using sentinel = await RedisProcess.sentinel(port, folder.at('sentinel.conf'));
  const replicas = async () => String(await sentinel.command('SENTINEL', 'REPLICAS', 'hoist'));
  for (let text = ''; !text.includes(`${second.port}`); ) text = await replicas();
  await using api = await StrictApi.start({ processingMs: 200, limits: LIMITS });
  const url = `redis+sentinel://127.0.0.1:${port}/hoist`;
  await using one = await QuotaDesk.open(api, url, LIMITS);
  await using other = await QuotaDesk.open(api, url, LIMITS);
  const desks = [one, other];
  await Promise.all(desks.map((desk, n) => desk.add(folder.at(`a${n}`), 12)));
  await Promise.all(desks.map((desk) => desk.isShared()));
  await until('some calls are made', () => api.calls.length >= 20);

  await first.kill();
  await Promise.all(desks.map((desk, n) => desk.add(folder.at(`b${n}`), 6)));
  await until('both notice', () => desks.every(({ problems }) => problems.length > 0));
  await Promise.all(desks.map((desk) => desk.isShared()));
  await until('all files are ready', () => desks.every((desk) => desk.isDone));
  expect(desks.map((desk) => [desk.count('ready'), desk.count('failed')])).toEqual([
    [18, 0],
    [18, 0],
  ]);
  expect(String(await second.command('ROLE'))).toMatch(/^master/);
  expect(api.refusedCalls).toBe(0);
  expect(api.violations).toEqual([]);
});
