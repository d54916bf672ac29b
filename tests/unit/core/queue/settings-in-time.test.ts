import { describe, expect, it } from 'vitest';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { RequestScheduler } from '../../../../main/core/rate-limit/request-scheduler.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { requestCounter } from '../../../support/simulation/request-counter.ts';
import { simulateBatch } from '../../../support/simulation/simulate-batch.ts';
import { SimulatedServer } from '../../../support/simulation/simulated-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const LOW = { perSecond: 4, perMinute: 40 };
const HIGH = { perSecond: 100, perMinute: 600 };

describe('limits that a person changes while files are on their way', () => {
  it.each([1, 2, 3])('lowered and raised, no call is refused (seed %i)', async (seed) => {
    const { refused429, makespanMs } = await simulateBatch({
      files: 400,
      seed,
      limitChanges: [
        { atMs: 3000, limits: LOW },
        { atMs: 3 * MINUTE_MS, limits: DOCUMENTED_LIMITS },
        { atMs: 4.5 * MINUTE_MS, limits: LOW },
        { atMs: 6 * MINUTE_MS, limits: HIGH },
      ],
    });
    expect(refused429).toBe(0);
    // With the low limits alone, 800 calls take 20 minutes.
    expect(makespanMs).toBeLessThan(8 * MINUTE_MS);
  });

  it('raised, they start calls that wait, at once', async () => {
    const clock = new VirtualClock();
    const schedule = new RequestScheduler({
      store: new MemoryStore(),
      clock,
      limits: { perSecond: 1, perMinute: 1 },
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
    const started: number[] = [];
    for (const call of [1, 2, 3])
      void schedule.requestQueue.run('person', new AbortController().signal, async () => started.push(call));
    await clock.advance(5000);
    expect(started).toEqual([1]);
    schedule.changeLimits(HIGH);
    await clock.advance(0);
    expect(started).toEqual([1, 2, 3]);
    expect(schedule.lastMinute).toEqual({ calls: 3, limit: 600 });
  });
});

describe('patience that a person changes while a file is processed', () => {
  async function processing() {
    const clock = new VirtualClock();
    const server = new SimulatedServer({
      clock,
      chance: new Chance(1),
      counter: requestCounter('rolling', DOCUMENTED_LIMITS),
      processingMs: () => 60 * MINUTE_MS,
      delayMs: () => 20,
      putMs: () => 50,
    });
    const fingerprint = { inode: '1', sizeBytes: 9, mtimeNs: '1', ctimeNs: null };
    const queue = new Queue({
      store: new MemoryStore(),
      clock,
      files: { fingerprint: async () => fingerprint, sha256: async (path) => path },
    });
    await queue.connect({ api: server, put: server.put, destination: 'd', budget: 'b' });
    const item = { path: '/a.txt', name: 'a.txt', contentType: 'text/plain', fingerprint };
    const [upload] = queue.add([{ kind: 'accepted', ...item }], 'keep');
    await clock.advance(5 * MINUTE_MS);
    return { clock, server, queue, isStuck: () => queue.uploads.live(upload?.id ?? '').stuck };
  }

  it('counts at once, before the server is asked again', async () => {
    const { queue, server, isStuck } = await processing();
    const asked = server.requests;
    expect(isStuck()).toBe(false);
    queue.changePatience(2 * MINUTE_MS);
    expect([isStuck(), queue.schedule.polls.stuck]).toEqual([true, 1]);
    queue.changePatience(30 * MINUTE_MS);
    expect([isStuck(), queue.schedule.polls.stuck]).toEqual([false, 0]);
    expect(server.requests).toBe(asked);
    await queue.close();
  });

  it('a file that is stuck no longer is asked about as often as the others', async () => {
    const { queue, server, clock } = await processing();
    queue.changePatience(2 * MINUTE_MS);
    await clock.advance(10 * MINUTE_MS);
    const whileStuck = server.requests;
    queue.changePatience(59 * MINUTE_MS);
    await clock.advance(5 * MINUTE_MS);
    expect(server.requests - whileStuck).toBeGreaterThan(8);
    await queue.close();
  });
});
