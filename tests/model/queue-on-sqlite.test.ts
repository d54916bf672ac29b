import { expect, it, vi } from 'vitest';
import { realCore } from '../support/model/core.ts';
import { playShare } from '../support/model/model-suite.ts';
import { sampleTraces } from '../support/model/run-model.ts';

vi.mock('got', () => import('../support/model/fake-got.ts'));
vi.mock('node:fs/promises', () => import('../support/model/fake-fs.ts'));

/** For a soak; by default they take half a minute. */
const OPTIONS = { timeout: 12 * 60 * 60_000 };

it('the queue keeps its invariants with a memory for a disk', OPTIONS, () => playShare(2, 0.4, 'journal'));

it('the queue keeps its invariants on its real database', OPTIONS, () => playShare(3, 0.1, 'sqlite'));

it('the same seed gives the same trace', async () => {
  const traces = await sampleTraces(realCore, 60);
  expect(await sampleTraces(realCore, 60)).toEqual(traces);
  expect(traces.flat().length).toBeGreaterThan(1000);
});
