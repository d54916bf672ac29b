/**
 * What becomes of many desks that share one key: `node fleet.ts [desks,…] [files of each] [seeds]`, as in
 * `node fleet.ts 1,10,50 20 3`. Each desk is the real queue on a virtual clock, and knows nothing of the others.
 */
import { Queue } from '../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import { MemoryStore } from '../memory-store.ts';
import { Chance } from '../model/chance.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { PROCESSING } from './processing.ts';
import { requestCounter } from './request-counter.ts';
import { SimulatedServer } from './simulated-server.ts';

/** Everybody drops within this time, in ms. */
const DROPS_WITHIN_MS = 10_000;
const LONGEST_MS = 6 * 3_600_000;

export interface FleetOutcome {
  readonly makespanMs: number;
  /** When the first and the last desk had all its files, in ms since the first drop. */
  readonly firstDeskMs: number;
  readonly ready: number;
  readonly requests: number;
  readonly refused429: number;
}

/** Runs until all files of all desks are ready, or six hours are over. */
export async function simulateFleet(desks: number, files: number, seed: number): Promise<FleetOutcome> {
  const clock = new VirtualClock();
  const chance = new Chance(seed);
  const random = () => chance.next();
  const server = new SimulatedServer({
    clock,
    chance,
    counter: requestCounter('rolling', DOCUMENTED_LIMITS),
    processingMs: () => PROCESSING.typical(random),
    delayMs: () => chance.between(5, 40),
    putMs: () => chance.between(20, 120),
  });
  const startMs = clock.now();
  const endedAtMs: number[] = [];
  let ready = 0;
  const queues = await Promise.all(
    Array.from({ length: desks }, async (_, desk) => {
      const queue = new Queue({
        store: new MemoryStore(),
        clock,
        limits: DOCUMENTED_LIMITS,
        random,
        files: {
          fingerprint: async () => ({ inode: '1', sizeBytes: 1000, mtimeNs: '1', ctimeNs: null }),
          sha256: async (path) => `${seed} ${path}`,
        },
      });
      let left = files;
      queue.uploads.subscribe((event) => {
        if (event.type !== 'upload' || event.upload.state.stage !== 'ready') return;
        ready += 1;
        left -= 1;
        if (left === 0) endedAtMs.push(clock.now() - startMs);
      });
      await queue.connect({ api: server, put: server.put, destination: `d${desk}`, budget: 'b' });
      clock.after(chance.between(0, DROPS_WITHIN_MS), () => queue.add(documents(desk, files), 'keep'));
      return queue;
    }),
  );
  while (endedAtMs.length < desks && clock.now() - startMs < LONGEST_MS) await clock.advance(250);
  for (const queue of queues) await queue.close();
  return {
    ready,
    requests: server.requests,
    refused429: server.refused,
    makespanMs: endedAtMs.at(-1) ?? 0,
    firstDeskMs: endedAtMs[0] ?? 0,
  };
}

function documents(desk: number, files: number) {
  return Array.from({ length: files }, (_, index) => ({
    kind: 'accepted' as const,
    path: `/${desk}/${index}.txt`,
    name: `${index}.txt`,
    contentType: 'text/plain',
    fingerprint: { inode: '1', sizeBytes: 1000, mtimeNs: '1', ctimeNs: null },
  }));
}

if (import.meta.main) {
  const [desks = '1,5,10,50', files = '20', seeds = '1'] = process.argv.slice(2);
  for (const count of desks.split(',').map(Number)) {
    for (let seed = 1; seed <= Number(seeds); seed += 1) {
      const run = await simulateFleet(count, Number(files), seed);
      const minutes = (ms: number) => (ms / 60_000).toFixed(1);
      console.log(
        `| ${count} | ${run.ready} of ${count * Number(files)} | ${minutes(run.firstDeskMs)} | ${minutes(run.makespanMs)} | ${(run.requests / run.ready).toFixed(2)} | ${((100 * run.refused429) / run.requests).toFixed(1)} % |`,
      );
    }
  }
}
