/**
 * The model bites: a bug planted in a copy of the core is found by the same scenarios that the core passes.
 * A bug that does not fit the source any more fails its test by saying so.
 */
import { describe, expect, it, vi } from 'vitest';
import { realCore } from '../support/model/core.ts';
import { PLANTED_BUGS, plant, SEED } from '../support/model/planted-bugs.ts';
import { findsBreach } from '../support/model/run-model.ts';

vi.mock('got', () => import('../support/model/fake-got.ts'));
vi.mock('node:fs/promises', () => import('../support/model/fake-fs.ts'));

const RUNS = 600;
/** `queue.test.ts` plays many more on the core itself. */
const RUNS_WITHOUT_BUG = 100;

it('the model finds nothing in the core itself', async () => {
  expect(await findsBreach(realCore, RUNS_WITHOUT_BUG, SEED)).toBeNull();
});

describe('the model finds it where', () => {
  it.each(PLANTED_BUGS)('$bug', async (planted) => {
    using core = await plant(planted);
    const found = await findsBreach(core, RUNS, planted.seed ?? SEED);
    expect(found).toMatch(/^invariant \d/);
    console.log(`${planted.bug}: ${found}`);
  });
});
