import fc from 'fast-check';
import type { Core } from './core.ts';
import { Breach, play } from './play.ts';
import { type Scenario, scenarios } from './scenario.ts';
import { Tally } from './tally.ts';

interface ModelRuns {
  readonly core: Core;
  readonly store: Scenario['store'];
  readonly runs: number;
  readonly seed: number;
  readonly tally: Tally;
}

/** Plays `runs` scenarios; rejects with the smallest that breaks an invariant, its seed and its trace. */
export async function runModel({ core, store, runs, seed, tally }: ModelRuns): Promise<void> {
  const property = fc.asyncProperty(scenarios(store), async (scenario) => {
    await play(core, scenario, tally);
  });
  await fc.assert(property, { numRuns: runs, seed });
}

export interface FirstBreach {
  /** In a line. */
  readonly breach: string;
  /** The scenario that shows it, counted from 1 in those of the seed. */
  readonly run: number;
}

/**
 * @param from the run that comes first; those before it are not played
 * @param runs how many are played at most
 * @returns the first breach, or null
 */
export async function findBreach(
  core: Core,
  { seed, from, runs }: { readonly seed: number; readonly from: number; readonly runs: number },
): Promise<FirstBreach | null> {
  const property = fc.asyncProperty(scenarios('journal'), async (scenario) => {
    await play(core, scenario, new Tally());
  });
  const { errorInstance, numRuns } = await fc.check(property, {
    numRuns: runs,
    seed,
    path: String(from - 1),
    endOnFailure: true,
  });
  if (errorInstance === null) return null;
  if (!(errorInstance instanceof Breach)) throw errorInstance;
  return { breach: errorInstance.message.split('\n', 1)[0] ?? '', run: from + numRuns - 1 };
}

/** The traces of this many scenarios. */
export async function sampleTraces(core: Core, runs: number): Promise<(readonly string[])[]> {
  const traces: (readonly string[])[] = [];
  for (const scenario of fc.sample(scenarios('journal'), { numRuns: runs, seed: 8 })) {
    traces.push(await play(core, scenario, new Tally()));
  }
  return traces;
}
