import { describe, expect, it } from 'vitest';
import { QuotaDesk, writeFiles } from '../../support/quota/quota-desks.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const LIMITS = { perSecond: 30, perMinute: 600 };

interface Failure {
  readonly name: string;
  readonly code: string;
  begin(redis: RedisProcess): Promise<unknown>;
  end(redis: RedisProcess): Promise<unknown>;
}

const FAILURES: readonly Failure[] = [
  {
    name: 'is killed and started again',
    code: 'unreachable',
    begin: (redis) => redis.kill(),
    end: (redis) => redis.restart(),
  },
  {
    name: 'stands still',
    code: 'slow',
    begin: async (redis) => redis.signal('SIGSTOP'),
    end: async (redis) => redis.signal('SIGCONT'),
  },
  {
    name: 'has no memory left',
    code: 'full',
    begin: (redis) => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
    end: (redis) => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
  {
    name: 'gets another password',
    code: 'login_refused',
    begin: async (redis) => {
      await redis.command('CONFIG', 'SET', 'requirepass', 'another');
      redis.password = 'another';
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    },
    end: async (redis) => {
      await redis.command('CONFIG', 'SET', 'requirepass', '');
      redis.password = '';
    },
  },
  {
    name: 'becomes a replica that may not be written to',
    code: 'read_only',
    begin: (redis) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    end: (redis) => redis.command('REPLICAOF', 'NO', 'ONE'),
  },
];

describe.concurrent('while the server of the shared quota', () => {
  it.for(FAILURES)(
    '$name, desks go on by themselves, lose nothing, and share again afterwards',
    async ({ code, begin, end }, { expect }) => {
      await using folder = await tempFolder();
      await using redis = await RedisProcess.start();
      await using api = await StrictApi.start({ processingMs: 200, limits: LIMITS });
      await using first = await QuotaDesk.open(api, redis.url(), LIMITS);
      await using second = await QuotaDesk.open(api, redis.url(), LIMITS);
      const desks = [first, second];
      await Promise.all(desks.map((desk, n) => desk.add(folder.at(`a${n}`), 12)));
      await Promise.all(desks.map((desk) => desk.isShared()));
      await until('some calls are made', () => api.calls.length >= 20);
      const later = await Promise.all(desks.map((_, n) => writeFiles(folder.at(`b${n}`), 6)));
      await begin(redis);
      const isKnown = (desk: QuotaDesk) => desk.engine.quota.kind === 'unavailable';
      // A desk notices when it asks next, which it does at once where it has something to do. That takes it half a second;
      // five servers and ten desks at once may have to wait for a processor.
      await Promise.all(desks.map((desk, n) => desk.addWritten(later[n] ?? [])));
      await until('both go on by themselves', () => desks.every(isKnown));
      // What is reported first may be that the connection broke.
      await until('both know why', () => desks.every(({ problems }) => problems.includes(code)));
      const before = api.calls.length;
      await until('calls are made without it', () => api.calls.length > before);
      await end(redis);
      await Promise.all(desks.map((desk) => desk.isShared()));
      await until('all files are ready', () => desks.every((desk) => desk.isDone));
      expect(desks.map((desk) => [desk.count('ready'), desk.count('failed')])).toEqual([
        [18, 0],
        [18, 0],
      ]);
      expect(api.refusedCalls / api.calls.length).toBeLessThanOrEqual(0.05);
      expect(api.violations).toEqual([]);
    },
  );
});

describe('a server that lost all it had', () => {
  it('gets the calls of the last minute from the desks', async () => {
    await using folder = await tempFolder();
    await using redis = await RedisProcess.start();
    await using api = await StrictApi.start({ processingMs: 200, limits: LIMITS });
    await using first = await QuotaDesk.open(api, redis.url(), LIMITS);
    await using second = await QuotaDesk.open(api, redis.url(), LIMITS);
    await Promise.all([first.add(folder.at('a'), 10), second.add(folder.at('b'), 10)]);
    await until('all files are ready', () => first.isDone && second.isDone);
    await until('the calls are reported', () => first.engine.quota.kind === 'shared');
    await redis.command('FLUSHALL');
    await Promise.all([first.add(folder.at('c'), 1), second.add(folder.at('d'), 1)]);
    await until('all files are ready', () => first.isDone && second.isDone);
    await expect.poll(() => callsOf(redis)).toBeGreaterThanOrEqual(limitedCalls(api));
    expect(api.refusedCalls).toBe(0);
  });

  it('counts all of them from the first answer on, also where it was started from an older snapshot', async () => {
    await using folder = await tempFolder();
    await using redis = await RedisProcess.start();
    await using api = await StrictApi.start({ processingMs: 200, limits: LIMITS });
    await using first = await QuotaDesk.open(api, redis.url(), LIMITS);
    await using second = await QuotaDesk.open(api, redis.url(), LIMITS);
    const finish = async (desk: QuotaDesk, name: string, files: number) => {
      await desk.add(folder.at(name), files);
      await until(`${name} is ready`, () => desk.isDone);
    };
    await finish(first, 'a', 3);
    await redis.command('SAVE');
    await finish(second, 'b', 5);
    // It hears of what the other has done.
    await finish(first, 'c', 1);
    await redis.kill();
    await redis.restart();
    const [made, restored] = [limitedCalls(api), await callsOf(redis)];
    expect(restored).toBeLessThan(made);
    // The other has nothing to say now. While the server is slow to answer, this one goes on by itself.
    await finish(first, 'd', 1);
    const answered = async () => ![0, restored].includes(await callsOf(redis));
    await expect.poll(answered).toBe(true);
    expect(await callsOf(redis)).toBeGreaterThanOrEqual(made);
    await expect.poll(() => callsOf(redis)).toBeGreaterThanOrEqual(limitedCalls(api));
    expect(api.refusedCalls).toBe(0);
  });
});

const limitedCalls = (api: StrictApi): number => api.calls.filter(({ step }) => step !== 'put').length;

async function callsOf(redis: RedisProcess): Promise<number> {
  const [key] = (await redis.command('KEYS', 'hoist:*:calls')) as string[];
  return key === undefined ? 0 : Number(await redis.command('ZCARD', key));
}
