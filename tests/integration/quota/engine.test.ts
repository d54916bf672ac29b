import { describe, expect, it } from 'vitest';
import { quotaTagOf } from '../../../main/core/model/connection-settings.ts';
import { groupKeys } from '../../../main/core/quota-server/grant-script.ts';
import { testQuota } from '../../../main/core/quota-server/quota-test.ts';
import { QuotaDesk } from '../../support/quota/quota-desks.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const LIMITS = { perSecond: 60, perMinute: 180 };

describe('an engine', () => {
  it('begins and ends to share its limits while it runs', async () => {
    await using folder = await tempFolder();
    await using redis = await RedisProcess.start();
    await using api = await StrictApi.start({ processingMs: 100, limits: LIMITS });
    await using desk = await QuotaDesk.open(api, null, LIMITS);
    const { engine } = desk;
    expect(engine.quota).toEqual({ kind: 'off' });
    await desk.add(folder.at('alone'), 2);
    await until('the files are ready', () => desk.isDone);
    await engine.shareLimits({ url: redis.url() });
    await desk.isShared();
    await desk.add(folder.at('shared'), 2);
    await until('the files are ready', () => desk.isDone);
    await engine.shareLimits(null);
    expect(engine.quota).toEqual({ kind: 'off' });
    const [calls = '', , , , , meta = ''] = groupKeys(quotaTagOf(api.settings));
    // What it did alone is reported, too.
    const all = api.calls.filter(({ step }) => step !== 'put').length;
    expect(await redis.command('ZCARD', calls)).toBe(all);
    expect(await redis.command('HMGET', meta, 'live', 'busy')).toEqual(['0', '0']);
    await desk.add(folder.at('alone again'), 1);
    await until('the files are ready', () => desk.isDone);
    expect(await redis.command('ZCARD', calls)).toBe(all);
    await expect(engine.shareLimits({ url: 'nowhere' })).rejects.toThrow('expected an address');
  });

  it('counts the other desks with its key when a server is tested, not itself', async () => {
    await using folder = await tempFolder();
    await using redis = await RedisProcess.start();
    await using api = await StrictApi.start({ processingMs: 20_000 });
    await using busy = await QuotaDesk.open(api, redis.url(), LIMITS);
    await using idle = await QuotaDesk.open(api, redis.url(), LIMITS);
    await using stranger = await QuotaDesk.open(api, null, LIMITS);
    await stranger.engine.connect(null);
    await Promise.all([busy.isShared(), idle.isShared()]);
    await busy.add(folder.at('a'), 1);
    await until('the file is signed', () => api.calls.length > 0);
    const test = ({ engine }: QuotaDesk) => testQuota({ url: redis.url() }, engine.queue.schedule.places);
    expect(await test(busy)).toEqual({ ok: true, otherDesks: 0 });
    expect(await test(idle)).toEqual({ ok: true, otherDesks: 1 });
    expect(await test(stranger)).toEqual({ ok: true, otherDesks: null });
  });

  it('keeps the API key from the server', async () => {
    await using folder = await tempFolder();
    await using redis = await RedisProcess.start();
    await using api = await StrictApi.start({ processingMs: 100 });
    await using desk = await QuotaDesk.open(api, redis.url(), LIMITS);
    await desk.add(folder.at('a'), 1);
    await until('the file is ready', () => desk.isDone);
    const keys = (await redis.command('KEYS', '*')) as string[];
    const dumps = await Promise.all(keys.map((key) => redis.command('DUMP', key)));
    expect(keys.length).toBeGreaterThan(0);
    expect(JSON.stringify([keys, dumps])).not.toContain(api.apiKey);
    expect(JSON.stringify([keys, dumps])).not.toContain(api.settings.baseUrl);
  });

  it('tests a connection within the limits of its group', async () => {
    await using redis = await RedisProcess.start();
    await using api = await StrictApi.start({});
    await using desk = await QuotaDesk.open(api, redis.url(), LIMITS);
    await desk.isShared();
    expect(await desk.engine.testConnection(api.settings)).toMatchObject({ ok: true });
    await desk.engine.close();
    const [calls = ''] = groupKeys(quotaTagOf(api.settings));
    expect(await redis.command('ZCARD', calls)).toBe(api.calls.length);
  });
});
