import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../../support/model/chance.ts';
import type { Outcomes } from './breaches.ts';
import type { Arrived, Documents } from './documents.ts';

/** Half of what the limits allow with the troubles that there are. */
const FILES_PER_MINUTE = 30;
const ROUND_MS = 30_000;
/** How many may wait when a sample is taken, and how long it is put off for more. */
const MOST_WAITING = 5;
const PUT_OFF_MS = 2 * 60_000;
/** How long the last ones may take: a failed file waits a quarter of an hour for its next try. */
const END_MS = 20 * 60_000;

interface Bringing {
  readonly lengthMs: number;
  readonly seed: number;
  /** Enters the outcomes of files that have to be asked for. */
  readonly hear?: () => Promise<void>;
  readonly sample: () => Promise<void>;
}

/** Brings documents in bursts for so long, takes a sample in each pause, and waits until all have come to an end. @returns them */
export async function bring(
  documents: Documents,
  outcomes: Outcomes,
  { lengthMs, seed, hear = async () => {}, sample }: Bringing,
): Promise<readonly Arrived[]> {
  const arrived: Arrived[] = [];
  const chance = new Chance(seed);
  const endMs = performance.now() + lengthMs;
  while (performance.now() < endMs) {
    const nextMs = performance.now() + ROUND_MS;
    const burst = chance.between(1, FILES_PER_MINUTE * (ROUND_MS / 60_000) * 2 - 1);
    for (let n = 0; n < burst; n += 1) {
      arrived.push(await documents.next());
      if (chance.hits(0.2)) await sleep(chance.between(10, 500));
    }
    await sleep(Math.max(0, nextMs - performance.now()));
    await hear();
    // What waits takes memory, which is no leak.
    const latestMs = performance.now() + PUT_OFF_MS;
    for (; arrived.length - outcomes.size > MOST_WAITING && performance.now() < latestMs; await hear())
      await sleep(500);
    await sample();
  }
  const lastMs = performance.now() + END_MS;
  for (; !outcomes.areAllOf(arrived) && performance.now() < lastMs; await hear()) await sleep(500);
  await sample();
  return arrived;
}
