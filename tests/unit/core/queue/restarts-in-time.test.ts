import { describe, expect, it } from 'vitest';
import { Queue } from '../../../../main/core/queue/queue.ts';
import type { CallJournal } from '../../../../main/core/rate-limit/rate-limit-store.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { requestCounter } from '../../../support/simulation/request-counter.ts';
import { SimulatedServer } from '../../../support/simulation/simulated-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const FINGERPRINT = { inode: '1', sizeBytes: 9, mtimeNs: '1', ctimeNs: null };

/** Keeps calls as well, so that another queue on it knows of them. */
class RememberingStore extends MemoryStore {
  readonly #calls: { answeredAtMs: number | null }[] = [];
  override readonly calls: CallJournal = {
    recent: (_budget, sinceMs) =>
      this.#calls.filter(({ answeredAtMs }) => answeredAtMs === null || answeredAtMs > sinceMs),
    start: () => this.#calls.push({ answeredAtMs: null }) - 1,
    end: (call, nowMs) => {
      this.#calls[call] = { answeredAtMs: nowMs };
    },
  };
}

/** One server and one store, and queues on them, one after the other. */
class World {
  readonly clock = new VirtualClock();
  readonly store = new RememberingStore();
  readonly server: SimulatedServer;
  readonly #chance = new Chance(1);

  constructor(processingMs: number) {
    this.server = new SimulatedServer({
      clock: this.clock,
      chance: this.#chance,
      processingMs: () => processingMs,
      counter: requestCounter('rolling', DOCUMENTED_LIMITS),
      delayMs: () => 20,
      putMs: () => 50,
    });
  }

  async start(): Promise<Queue> {
    const queue = new Queue({
      store: this.store,
      clock: this.clock,
      limits: DOCUMENTED_LIMITS,
      random: () => this.#chance.next(),
      files: { fingerprint: async () => FINGERPRINT, sha256: async (path) => path },
    });
    await queue.connect({ api: this.server, put: this.server.put, destination: 'd', budget: 'b' });
    return queue;
  }
}

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'accepted' as const,
    path: `/${index}.txt`,
    name: `${index}.txt`,
    contentType: 'text/plain',
    fingerprint: FINGERPRINT,
  }));

const stages = (queue: Queue): Record<string, number> => {
  const count: Record<string, number> = {};
  for (const { state } of queue.uploads.all()) count[state.stage] = (count[state.stage] ?? 0) + 1;
  return count;
};

describe('after a restart with 400 files in processing', () => {
  it('all files are known to be ready within the windows, and no call is refused', async () => {
    const world = new World(8 * MINUTE_MS);
    const before = await world.start();
    before.add(items(400), 'keep');
    while ((stages(before).processing ?? 0) < 400) await world.clock.advance(1000);
    await before.close();
    const readyAtMs = Math.max(...[...world.server.files.values()].map((file) => file.readyAtMs ?? 0));
    const after = await world.start();
    while ((stages(after).ready ?? 0) < 400) await world.clock.advance(1000);
    // 400 questions are three windows of calls.
    expect(world.clock.now() - readyAtMs).toBeLessThanOrEqual(3 * MINUTE_MS);
    expect(world.server.refused).toBe(0);
    await after.close();
  });
});

describe('a file whose bytes never arrived, which the server says it is processing', () => {
  it('is never said to be ready, is said to be stuck, and can be sent again', async () => {
    const world = new World(5000);
    const before = await world.start();
    const [upload] = before.add(items(1), 'keep');
    while (stages(before).uploading !== 1) await world.clock.advance(5);
    // Killed in the middle of the PUT.
    await before.close();
    const after = await world.start();
    await world.clock.advance(20 * MINUTE_MS);
    const id = upload?.id ?? '';
    expect(after.uploads.find(id)?.state.stage).toBe('processing');
    expect(after.uploads.live(id).stuck).toBe(true);
    expect(after.uploadAgain([id])).toBe(1);
    await world.clock.advance(MINUTE_MS);
    expect(stages(after)).toEqual({ processing: 1, ready: 1 });
    await after.close();
  });
});
