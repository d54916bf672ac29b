import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { quotaTagOf } from '../../../main/core/model/connection-settings.ts';
import { groupKeys } from '../../../main/core/quota-server/grant-script.ts';
import { QuotaDesk } from '../../support/quota/quota-desks.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

const UNDER_WAY = 30;
const LIMITS = { perSecond: 60, perMinute: 150 };
const LEASE_MS = 15_000;

it('a desk killed with 30 calls under way holds nobody up, and its places come back by a lease', async () => {
  await using folder = await tempFolder();
  await using redis = await RedisProcess.start();
  await using api = await StrictApi.start({ processingMs: 100, limits: LIMITS });
  api.faults.status.push(...new Array(UNDER_WAY).fill({ kind: 'delay', ms: 40_000 }));
  const path = folder.at('killed');
  await mkdir(path);
  for (let n = 0; n < UNDER_WAY; n += 1) await writeRandom(`${path}/${n}.txt`, 200);
  const env = {
    HOIST_RATE_RPS: `${LIMITS.perSecond}`,
    HOIST_RATE_RPM: `${LIMITS.perMinute}`,
    HOIST_QUOTA_URL: redis.url(),
  };
  await using terminal = new Terminal(['upload', '--json', path], { settings: api.settings, env });
  const meta = groupKeys(quotaTagOf(api.settings)).at(-1) ?? '';
  const live = async () => Number(await redis.command('HGET', meta, 'live'));
  // The connection takes some of them at a time, and all have their places.
  for (let count = 0; count < UNDER_WAY; await sleep(100)) count = await live();
  terminal.child.kill('SIGKILL');
  api.faults.status.length = 0;
  await terminal.ended();
  const killedMs = performance.now();

  await using desk = await QuotaDesk.open(api, redis.url(), LIMITS);
  await desk.add(folder.at('other'), 10);
  await until('the other desk is done', () => desk.isDone);
  expect([desk.count('ready'), api.refusedCalls]).toEqual([10, 0]);

  // The next request after the lease gives the places back.
  const leftMs = () => LEASE_MS - (performance.now() - killedMs);
  await until('the lease is over', () => leftMs() < 0, LEASE_MS + 5000);
  await desk.add(folder.at('one more'), 1);
  await until('the other desk is done', () => desk.isDone);
  await desk.engine.close();
  expect(await live()).toBe(0);
  expect(api.refusedCalls).toBe(0);
});
