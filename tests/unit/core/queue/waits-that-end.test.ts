import { describe, expect, it } from 'vitest';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { RequestScheduler } from '../../../../main/core/rate-limit/request-scheduler.ts';
import { sleep } from '../../../../main/core/util/clock.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { limited } from '../../../support/paced-calls.ts';
import { requestCounter } from '../../../support/simulation/request-counter.ts';
import { simulateBatch } from '../../../support/simulation/simulate-batch.ts';
import { SimulatedServer } from '../../../support/simulation/simulated-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const never = new AbortController().signal;

describe('a batch', () => {
  it.each([1, 2, 3])('ends with %i calls a minute', async (perMinute) => {
    const { refused429 } = await simulateBatch({ files: 3, seed: 1, limits: { perSecond: 60, perMinute } });
    expect(refused429).toBe(0);
  });

  it('ends although the clock is set back an hour', async () => {
    const { makespanMs, refused429 } = await simulateBatch({ files: 200, seed: 1, clockSetByMs: -HOUR_MS });
    expect(makespanMs).toBeLessThan(6 * MINUTE_MS);
    expect(refused429).toBe(0);
  });

  it.each([30_000, HOUR_MS])(
    'although the clock is set on by %i ms, without a burst',
    async (clockSetByMs) => {
      const { makespanMs, refused429 } = await simulateBatch({ files: 200, seed: 1, clockSetByMs });
      expect(makespanMs).toBeLessThan(15 * MINUTE_MS);
      expect(refused429).toBe(0);
    },
  );

  it.each([
    ['on', 1, undefined],
    ['on and right again', 1, 5000],
    ['back', -1, undefined],
    ['back and right again', -1, 5000],
  ] as const)(
    'is known to be ready within half a minute although the clock is set a year %s',
    async (_how, sign, clockIsWrongForMs) => {
      const { lagsMs } = await simulateBatch({
        files: 1,
        seed: 1,
        processingMs: () => 50_000,
        clockSetByMs: sign * 365 * 24 * HOUR_MS,
        ...(clockIsWrongForMs !== undefined && { clockIsWrongForMs }),
      });
      expect(lagsMs.at(-1)).toBeLessThanOrEqual(MINUTE_MS / 2);
    },
  );
});

it('the queue calls no file stuck, nor sends it again, because the clock is set an hour ahead', async () => {
  const stuck: string[] = [];
  const watch = (queue: Queue) =>
    queue.uploads.subscribe((event) => {
      if (event.type === 'live' && event.live.stuck) stuck.push(event.id);
    });
  await simulateBatch({ files: 200, seed: 1, clockSetByMs: HOUR_MS, watch });
  expect(stuck).toEqual([]);
});

describe('a person’s own call', () => {
  it('that is under way when a block ends does not keep the others waiting', async () => {
    const clock = new VirtualClock();
    const schedule = new RequestScheduler({
      store: new MemoryStore(),
      clock,
      limits: DOCUMENTED_LIMITS,
      random: () => 0,
      onStatus() {},
      queueCounts: () => ({
        beginning: 0,
        forPeople: 0,
        cameInAtMs: 0,
        waiting: 0,
        sending: 0,
        processing: 0,
      }),
    });
    schedule.requestQueue.reopen(schedule.rateLimits.of('key'));
    const answers = [() => Promise.reject(limited(5000)), () => Promise.resolve('answered')];
    const blocked = schedule.requestQueue.run(
      'status',
      never,
      () => answers.shift()?.() ?? Promise.reject(never),
    );
    await clock.advance(4900);
    const own = schedule.countedCall('key', never, () => sleep(clock, 3000, never));
    await clock.advance(MINUTE_MS);
    await own;
    expect(await Promise.race([blocked, 'still waiting'])).toBe('answered');
  });
});

describe('hundreds of files that the server never finishes', () => {
  it('keep no other file from its turn', async () => {
    const clock = new VirtualClock();
    const chance = new Chance(1);
    const server: SimulatedServer = new SimulatedServer({
      clock,
      chance,
      counter: requestCounter('rolling', DOCUMENTED_LIMITS),
      processingMs: () => (server.files.size < 400 ? Number.POSITIVE_INFINITY : 5000),
      delayMs: () => 20,
      putMs: () => 50,
    });
    const fingerprint = { inode: '1', sizeBytes: 9, mtimeNs: '1', ctimeNs: null };
    const queue = new Queue({
      store: new MemoryStore(),
      clock,
      limits: DOCUMENTED_LIMITS,
      random: () => chance.next(),
      files: { fingerprint: async () => fingerprint, sha256: async (path) => path },
    });
    await queue.connect({ api: server, put: server.put, destination: 'd', budget: 'b' });
    const item = (name: string) => ({
      kind: 'accepted' as const,
      path: `/${name}`,
      name: `${name}.txt`,
      contentType: 'text/plain',
      fingerprint,
    });
    queue.add(
      Array.from({ length: 400 }, (_, index) => item(`${index}`)),
      'keep',
    );
    await clock.advance(40 * MINUTE_MS);
    const [last] = queue.add([item('last')], 'keep');
    await clock.advance(2 * MINUTE_MS);
    expect(queue.uploads.find(last?.id ?? '')?.state.stage).toBe('ready');
    await queue.close();
  });
});
