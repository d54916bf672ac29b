/**
 * The model bites: a bug planted in a copy of the core is found by a scenario that the core passes.
 * A bug that does not fit the source any more fails its test by saying so.
 */
import { describe, expect, it, vi } from 'vitest';
import { realCore } from '../support/model/core.ts';
import { PLANTED_BUGS, plant, SEED } from '../support/model/planted-bugs.ts';
import { findBreach } from '../support/model/run-model.ts';

vi.mock('got', () => import('../support/model/fake-got.ts'));
vi.mock('node:fs/promises', () => import('../support/model/fake-fs.ts'));

/** So many may be played until the bug is found, from the one on that found it last. */
const RUNS = 600;

describe('the model finds it where', () => {
  it.each(PLANTED_BUGS)('$bug', async (planted) => {
    const { bug, seed = SEED, foundIn } = planted;
    using core = await plant(planted);
    const found = await findBreach(core, { seed, from: foundIn, runs: RUNS });
    expect(found?.breach).toMatch(/^invariant \d/);
    const run = found?.run ?? foundIn;
    console.log(`${bug}: ${found?.breach} (run ${run})`);
    // The bug is to blame: without it, nothing is found there.
    expect(await findBreach(realCore, { seed, from: run, runs: 1 })).toBeNull();
  });
});
