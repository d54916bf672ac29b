import type { IntakeItem } from '../../../main/core/model/intake-item.ts';
import { Queue } from '../../../main/core/queue/queue.ts';
import type { UploadStore } from '../../../main/core/queue/upload-store.ts';
import {
  CurrentLimits,
  DOCUMENTED_LIMITS,
  type RequestLimits,
} from '../../../main/core/rate-limit/request-limits.ts';
import type { Clock } from '../../../main/core/util/clock.ts';
import { MemoryStore } from '../memory-store.ts';
import { Chance } from '../model/chance.ts';
import { VirtualClock } from '../virtual-clock.ts';
import type { KnownTimes } from './aim.ts';
import { PROCESSING, type Processing } from './processing.ts';
import { type Counting, requestCounter } from './request-counter.ts';
import { type Outage, SimulatedServer } from './simulated-server.ts';

export interface BatchOptions {
  readonly files: number;
  readonly seed: number;
  readonly limits?: RequestLimits;
  /** The person sets other limits, at times since the drop, in ms; the server has them as well. */
  readonly limitChanges?: readonly { readonly atMs: number; readonly limits: RequestLimits }[];
  readonly counting?: Counting;
  /** How long a file is processed; by default 2 to 20 s with a median of 5 s. */
  readonly processingMs?: Processing;
  /** The assumed processing time: 400 earlier files took this long. By default nothing is known. */
  readonly learned?: Processing;
  /** Calls a second that another client makes on the same key, at random times. */
  readonly otherCallsPerSecond?: number;
  /** Somebody sets this computer's clock so far on, or back, half a minute after the drop. */
  readonly clockSetByMs?: number;
  /** So much later somebody sets it right. By default nobody does. */
  readonly clockIsWrongForMs?: number;
  /** Files of a watched folder that have been on their way for half a minute when the batch is dropped. */
  readonly watchedBefore?: number;
  /** How long the folder is read, during which files keep arriving. By default all are there at once. */
  readonly intakeMs?: number;
  /** By times since the drop, in ms. */
  readonly outage?: Outage;
  /** Handed the queue right before the drop, to watch it. */
  readonly watch?: (queue: Queue, clock: Clock) => void;
  /** One that is handed from run to run remembers what the runs before have learned. */
  readonly store?: UploadStore;
}

export interface BatchOutcome {
  /** From the drop to the last file known to be ready, in ms. */
  readonly makespanMs: number;
  /** From the drop to the first file known to be ready, in ms. */
  readonly firstReadyMs: number;
  /** When each file was known to be ready, in ms since the drop, sorted. */
  readonly knownMs: readonly number[];
  /** From ready at the server to known here, in ms, sorted. */
  readonly lagsMs: readonly number[];
  readonly requests: number;
  readonly refused429: number;
  /** Processing time that 95 % of the files stay within, in ms. */
  readonly p95ProcessingMs: number;
}

/** One way on the network. */
const DELAY_MS = { least: 5, most: 40 } as const;

/** Runs the real queue on a virtual clock against a simulated server until all files are ready. */
export async function simulateBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { files, seed, limits = DOCUMENTED_LIMITS } = options;
  const clock = new VirtualClock();
  const chance = new Chance(seed);
  const random = () => chance.next();
  const serverLimits = new CurrentLimits(limits);
  const server = new SimulatedServer({
    clock,
    chance,
    counter: requestCounter(options.counting ?? 'rolling', serverLimits, chance.between(0, 59_999)),
    processingMs: () => (options.processingMs ?? PROCESSING.typical)(random),
    delayMs: () => chance.between(DELAY_MS.least, DELAY_MS.most),
    putMs: () => chance.between(20, 120),
    ...(options.outage && {
      outage: {
        ...options.outage,
        fromMs: clock.now() + options.outage.fromMs,
        untilMs: clock.now() + options.outage.untilMs,
      },
    }),
  });
  let setByMs = 0;
  const computer: Clock = {
    now: () => clock.now() + setByMs,
    elapsed: () => clock.elapsed(),
    after: (ms, call) => clock.after(ms, call),
  };
  const store = options.store ?? new MemoryStore();
  const destination = `d${seed}`;
  if (options.learned !== undefined) store.saveProcessingTimes(destination, times(options.learned, seed));
  const queue = new Queue({
    store,
    clock: computer,
    limits,
    random,
    files: {
      fingerprint: async () => FINGERPRINT,
      sha256: async (path) => `${seed} ${path}`,
    },
  });
  const knownAt = new Map<string, number>();
  queue.uploads.subscribe((event) => {
    if (event.type !== 'upload' || event.upload.origin.kind !== 'person') return;
    const { state } = event.upload;
    if (state.stage === 'ready') knownAt.set(state.fileId, clock.now());
  });
  await queue.connect({ api: server, put: server.put, destination, budget: `b${seed}` });
  if (options.watchedBefore !== undefined) {
    const origin = { kind: 'watched-folder', folderId: 'w', root: '/w' } as const;
    const wanted = {
      retention: 'keep',
      conversionRule: 'ask',
      destination: queue.destination,
      origin,
    } as const;
    queue.addWatched(items('watched', options.watchedBefore), wanted);
    await clock.advance(30_000);
  }
  options.watch?.(queue, computer);
  const startMs = clock.now();
  dropOver(clock, options.intakeMs ?? 0, items('dropped', files), (some) => queue.add(some, 'keep'));
  clock.after(30_000, () => {
    setByMs = options.clockSetByMs ?? 0;
  });
  if (options.clockIsWrongForMs !== undefined)
    clock.after(30_000 + options.clockIsWrongForMs, () => {
      setByMs = 0;
    });
  for (const change of options.limitChanges ?? [])
    clock.after(change.atMs, () => {
      const { perSecond, perMinute } = serverLimits;
      serverLimits.change({
        perSecond: Math.max(perSecond, change.limits.perSecond),
        perMinute: Math.max(perMinute, change.limits.perMinute),
      });
      queue.schedule.changeLimits(change.limits);
      // Calls that are on their way belong to the limits before.
      clock.after(DELAY_MS.most + 1, () => serverLimits.change(change.limits));
    });
  const limitMs = startMs + 60_000 * (files + 60);
  let otherAtMs = startMs;
  while (knownAt.size < files && clock.now() < limitMs) {
    const others = options.otherCallsPerSecond ?? 0;
    for (; others > 0 && otherAtMs <= clock.now(); otherAtMs += (2000 * chance.next()) / others)
      server.otherCall();
    await clock.advance(250);
  }
  await queue.close();
  if (knownAt.size < files) throw new Error(`only ${knownAt.size} of ${files} became ready`);
  const knownMs = [...knownAt.values()].map((atMs) => atMs - startMs).sort(ascending);
  const lagsMs = [...knownAt].map(([id, atMs]) => atMs - (server.file(id).readyAtMs ?? 0)).sort(ascending);
  const processing = [...knownAt.keys()].map((id) => server.file(id).processingMs).sort(ascending);
  return {
    knownMs,
    lagsMs,
    requests: server.requests,
    refused429: server.refused,
    makespanMs: knownMs.at(-1) ?? 0,
    firstReadyMs: knownMs[0] ?? 0,
    p95ProcessingMs: processing[Math.ceil(files * 0.95) - 1] ?? 0,
  };
}

/** Hands the items over as intake does: a few every 40 ms. */
function dropOver(
  clock: Clock,
  intakeMs: number,
  found: readonly IntakeItem[],
  add: (some: readonly IntakeItem[]) => void,
): void {
  const batches = Math.max(1, Math.ceil(intakeMs / 40));
  for (let batch = 0; batch < batches; batch += 1) {
    const [from, to] = [batch, batch + 1].map((at) => Math.round((at * found.length) / batches));
    const some = found.slice(from, to);
    if (batch === 0) add(some);
    else clock.after(batch * 40, () => add(some));
  }
}

function times(processingMs: Processing, seed: number): number[] {
  const chance = new Chance(~seed);
  return Array.from({ length: 400 }, () => processingMs(() => chance.next()));
}

/** @returns what the aim of the schedule is about */
export function knownTimes({ knownMs, firstReadyMs, makespanMs }: BatchOutcome): KnownTimes {
  const meanMs = knownMs.reduce((sum, ms) => sum + ms, 0) / knownMs.length;
  return { meanMs, firstMs: firstReadyMs, lastMs: makespanMs };
}

/** No client of two calls a file in rolling windows can end much sooner: 60 s for each further 180, and p95 of the rest. */
export function ceilingMs(files: number, { p95ProcessingMs }: BatchOutcome): number {
  return 60_000 * (Math.ceil((2 * files) / 180) - 1) + p95ProcessingMs;
}

const FINGERPRINT = { inode: '1', sizeBytes: 1000, mtimeNs: '1', ctimeNs: null };

function items(from: string, count: number): IntakeItem[] {
  return Array.from({ length: count }, (_, index) => item(`${from}-${index}.txt`));
}

function item(name: string): IntakeItem {
  return {
    kind: 'accepted',
    path: `/files/${name}`,
    name,
    contentType: 'text/plain',
    fingerprint: FINGERPRINT,
  };
}

function ascending(a: number, b: number): number {
  return a - b;
}
