/**
 * What becomes of many desks that share one key: `node fleet.ts [--quota] [desks,…] [files of each] [seeds]`, as in
 * `node fleet.ts 1,10,50 20 3`. Each desk is the real queue on a virtual clock. It knows nothing of the others, or with
 * `--quota` what the model of the quota server grants and says.
 */
import { Queue } from '../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import type { Clock } from '../../../main/core/util/clock.ts';
import { MemoryStore } from '../memory-store.ts';
import { Chance } from '../model/chance.ts';
import { ModelQuotaServer } from '../quota/model-server.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { PROCESSING } from './processing.ts';
import { requestCounter } from './request-counter.ts';
import { SimulatedServer } from './simulated-server.ts';

/** Everybody drops within this time, in ms. */
const DROPS_WITHIN_MS = 10_000;
const LONGEST_MS = 6 * 3_600_000;

export interface FleetOptions {
  /** Whether they share their limits through the model of the quota server. */
  readonly quota?: boolean;
  /** Whether each desk's clock shows another time, up to an hour off. */
  readonly hasOddClocks?: boolean;
  /** Everybody drops within so long, in ms; 10 s by default. */
  readonly dropsWithinMs?: number;
  /** How long after the first drop one more desk drops a single file, in ms. */
  readonly newcomerAtMs?: number;
  /** How long after the first drop the quota server goes away for good, in ms. */
  readonly quotaEndsAtMs?: number;
  /** Hears of the quota server and of the time since the first drop, every 250 ms. */
  readonly watch?: (quota: ModelQuotaServer, sinceMs: number) => void;
}

export interface FleetOutcome {
  readonly makespanMs: number;
  /** When the first and the last desk had all its files, in ms since the first drop. */
  readonly firstDeskMs: number;
  readonly ready: number;
  readonly requests: number;
  readonly refused429: number;
  /** Processing time that 95 % of the files stay within, in ms. */
  readonly p95ProcessingMs: number;
  /** The places that each desk had been granted when the first one was done. */
  readonly grantedByFirstEnd: readonly number[];
  /** From the newcomer's drop to its file known to be ready, beyond its processing, in ms; null where none came. */
  readonly newcomerMs: number | null;
  /** Requests to the quota server. */
  readonly quotaRequests: number;
}

/** Runs until all files of all desks are ready, or six hours are over. */
export async function simulateFleet(
  desks: number,
  files: number,
  seed: number,
  options: FleetOptions = {},
): Promise<FleetOutcome> {
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
  const quota = new ModelQuotaServer(clock, () => chance.between(0, 2));
  const startMs = clock.now();
  const endedAtMs: number[] = [];
  const readyAt = new Array<number>(desks).fill(0);
  let grantedByFirstEnd: readonly number[] = [];
  let ready = 0;
  const open = async (desk: number, onReady: (fileId: string) => void) => {
    const offMs = options.hasOddClocks === true ? chance.between(-3_600_000, 3_600_000) : 0;
    const ownClock: Clock = {
      now: () => clock.now() + offMs,
      elapsed: () => clock.elapsed() + offMs,
      after: (ms, call) => clock.after(ms, call),
    };
    const queue = new Queue({
      store: new MemoryStore(),
      clock: ownClock,
      limits: DOCUMENTED_LIMITS,
      random,
      files: {
        fingerprint: async () => ({ inode: '1', sizeBytes: 1000, mtimeNs: '1', ctimeNs: null }),
        sha256: async (path) => `${seed} ${path}`,
      },
      ...(options.quota === true && { quota: quota.connect() }),
    });
    queue.uploads.subscribe((event) => {
      if (event.type === 'upload' && event.upload.state.stage === 'ready') onReady(event.upload.state.fileId);
    });
    const target = { api: server, put: server.put, destination: `d${desk}`, budget: 'b', quotaTag: 't' };
    await queue.connect(target);
    return queue;
  };
  const queues = await Promise.all(
    Array.from({ length: desks }, async (_, desk) => {
      const queue = await open(desk, () => {
        ready += 1;
        readyAt[desk] = (readyAt[desk] ?? 0) + 1;
        if (readyAt[desk] !== files) return;
        if (endedAtMs.length === 0) grantedByFirstEnd = [...quota.granted.values()];
        endedAtMs.push(clock.now() - startMs);
      });
      clock.after(chance.between(0, options.dropsWithinMs ?? DROPS_WITHIN_MS), () =>
        queue.add(documents(desk, files), 'keep'),
      );
      return queue;
    }),
  );
  let newcomerMs: number | null = null;
  const { newcomerAtMs, quotaEndsAtMs } = options;
  if (newcomerAtMs !== undefined)
    clock.after(newcomerAtMs, async () => {
      const queue = await open(desks, (fileId) => {
        newcomerMs = clock.now() - startMs - newcomerAtMs - server.file(fileId).processingMs;
      });
      queues.push(queue);
      queue.add(documents(desks, 1), 'keep');
    });
  if (quotaEndsAtMs !== undefined)
    clock.after(quotaEndsAtMs, () => {
      quota.problem = 'unreachable';
    });
  while (endedAtMs.length < desks && clock.now() - startMs < LONGEST_MS) {
    await clock.advance(250);
    options.watch?.(quota, clock.now() - startMs);
  }
  const closing = Promise.all(queues.map((queue) => queue.close()));
  await clock.advance(1000);
  await closing;
  const processing = Array.from(server.files.values(), ({ processingMs }) => processingMs).sort(
    (a, b) => a - b,
  );
  return {
    ready,
    requests: server.requests,
    refused429: server.refused,
    makespanMs: endedAtMs.at(-1) ?? 0,
    firstDeskMs: endedAtMs[0] ?? 0,
    p95ProcessingMs: processing[Math.ceil(processing.length * 0.95) - 1] ?? 0,
    grantedByFirstEnd,
    newcomerMs,
    quotaRequests: quota.requests,
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

/** The least time for so many files, in ms, at two calls for each: see `ceilingMs` of a batch. */
export function fleetCeilingMs(
  files: number,
  { p95ProcessingMs }: Pick<FleetOutcome, 'p95ProcessingMs'>,
): number {
  return 60_000 * (Math.ceil((2 * files) / DOCUMENTED_LIMITS.perMinute) - 1) + p95ProcessingMs;
}

if (import.meta.main) {
  const quota = process.argv.includes('--quota');
  const [desks = '1,5,10,50', files = '20', seeds = '1'] = process.argv
    .slice(2)
    .filter((argument) => argument !== '--quota');
  for (const count of desks.split(',').map(Number)) {
    for (let seed = 1; seed <= Number(seeds); seed += 1) {
      const run = await simulateFleet(count, Number(files), seed, { quota });
      const minutes = (ms: number) => (ms / 60_000).toFixed(1);
      const all = count * Number(files);
      const columns = [
        count,
        `${run.ready} of ${all}`,
        minutes(run.firstDeskMs),
        minutes(run.makespanMs),
        (run.makespanMs / fleetCeilingMs(all, run)).toFixed(2),
        (run.requests / run.ready).toFixed(2),
        `${((100 * run.refused429) / run.requests).toFixed(1)} %`,
        `${Math.min(...run.grantedByFirstEnd)} to ${Math.max(...run.grantedByFirstEnd)}`,
        run.quotaRequests,
      ];
      console.log(`| ${columns.join(' | ')} |`);
    }
  }
}
