import { realCore } from './core.ts';
import { runModel } from './run-model.ts';
import type { Scenario } from './scenario.ts';
import { Tally } from './tally.ts';

const { HOIST_MODEL_RUNS: runsWanted, HOIST_MODEL_SEED: seedWanted } = process.env;

/** In all; the shares of several test files make them up. A soak asks for more, and has other seeds each time. */
const RUNS = Number(runsWanted ?? 2400);
const SEED = Number(seedWanted ?? (runsWanted === undefined ? 20_261_123 : Date.now() % 1_000_000_000));

/** Plays a share of the runs and prints what happened in them. @param turn names the share: each has its own seed */
export async function playShare(turn: number, share: number, store: Scenario['store']): Promise<Tally> {
  const tally = new Tally();
  const startedAtMs = performance.now();
  const runs = Math.ceil(RUNS * share);
  const seed = SEED + turn;
  try {
    await runModel({ core: realCore, store, runs, seed, tally });
  } finally {
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    console.log(`model with the ${store} store, seed ${seed}, ${seconds} s: ${tally}`);
  }
  return tally;
}
