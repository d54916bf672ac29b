import { expect, it, vi } from 'vitest';
import { CALL_FAULTS, PUT_FAULTS } from '../support/model/faults.ts';
import { playShare } from '../support/model/model-suite.ts';
import { CRASH_POINTS } from '../support/model/scenario.ts';

vi.mock('got', () => import('../support/model/fake-got.ts'));
vi.mock('node:fs/promises', () => import('../support/model/fake-fs.ts'));

/** For a soak; by default it takes half a minute. */
const LIMIT_MS = 12 * 60 * 60_000;

it('the queue keeps its invariants, whatever the person, the server and the machine do', {
  timeout: LIMIT_MS,
}, async () => {
  const tally = await playShare(1, 0.5, 'journal');
  // Of fewer runs it cannot be asked that everything happens.
  if (tally.runs < 1000) return;
  const crashes = CRASH_POINTS.filter((point) => point !== 'now').map((point) => `crash: ${point}`);
  const calls = CALL_FAULTS.flatMap((fault) => [`sign ${fault}`, `status ${fault}`]);
  const faults = [...crashes, ...calls, ...PUT_FAULTS.map((fault) => `put ${fault}`)];
  expect(faults.filter((fault) => tally.of('fault', fault) === 0)).toEqual([]);
});
