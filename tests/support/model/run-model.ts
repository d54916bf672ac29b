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

/** The first breach within this many scenarios, in a line, or null. */
export async function findsBreach(core: Core, runs: number, seed: number): Promise<string | null> {
  const property = fc.asyncProperty(scenarios('journal'), async (scenario) => {
    await play(core, scenario, new Tally());
  });
  const { errorInstance, numRuns } = await fc.check(property, { numRuns: runs, seed, endOnFailure: true });
  if (errorInstance === null) return null;
  if (!(errorInstance instanceof Breach)) throw errorInstance;
  return `${errorInstance.message.split('\n', 1)[0]} (run ${numRuns})`;
}

/** The traces of this many scenarios. */
export async function sampleTraces(core: Core, runs: number): Promise<(readonly string[])[]> {
  const traces: (readonly string[])[] = [];
  for (const scenario of fc.sample(scenarios('journal'), { numRuns: runs, seed: 8 })) {
    traces.push(await play(core, scenario, new Tally()));
  }
  return traces;
}
