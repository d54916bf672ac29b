/** Scenarios that once broke an invariant, cut down by fast-check to what it takes. */
import { it, vi } from 'vitest';
import { realCore } from '../support/model/core.ts';
import { play } from '../support/model/play.ts';
import type { Operation, Scenario } from '../support/model/scenario.ts';
import { Tally } from '../support/model/tally.ts';

vi.mock('got', () => import('../support/model/fake-got.ts'));
vi.mock('node:fs/promises', () => import('../support/model/fake-fs.ts'));

const QUIET: Omit<Scenario, 'operations'> = {
  seed: 0,
  limits: { perSecond: 60, perMinute: 180 },
  concurrentPuts: 8,
  noise: 0,
  store: 'journal',
  contents: [0, 0, 0, 0, 0, 0],
};
const add = (file: number, temporary = false): Operation => ({ type: 'add', file, temporary });
const pass = (ms: number): Operation => ({ type: 'pass', ms });

interface Regression extends Partial<Scenario> {
  readonly what: string;
  readonly operations: readonly Operation[];
}

const REGRESSIONS: readonly Regression[] = [
  {
    what: 'a file that is swapped between its hash and the look at it afterwards is sent anew, unasked',
    seed: 1194681480,
    contents: [0, 1, 0, 0, 0, 0],
    operations: [add(0), { type: 'swap', file: 1, with: 0 }, { type: 'try one', pick: 0 }],
  },
  {
    what: 'a file that is edited under its PUT while Hoist dies is sent anew',
    seed: 442474309,
    operations: [
      { type: 'put fault', fault: 'slow', times: 1 },
      add(0),
      add(1),
      pass(500),
      { type: 'edit', file: 0, content: 0, replaced: false },
      { type: 'crash', at: 'now', nth: 0, downMs: 0, edits: 0 },
    ],
  },
  {
    what: 'two files that swap their contents do not wait for each other',
    contents: [3, 4, 0, 0, 0, 0],
    operations: [
      { type: 'put fault', fault: 'slow', times: 9 },
      add(0),
      add(1),
      pass(2000),
      { type: 'swap', file: 0, with: 1 },
      pass(1),
      { type: 'edit', file: 2, content: 1, replaced: true },
    ],
  },
  {
    what: 'two changes of connection at once do not mix the users',
    operations: [add(0), { type: 'connect twice', first: 'B', second: 'A' }, add(0)],
  },
  {
    what: 'the 25th repetition of a content is not sent either',
    store: 'sqlite',
    operations: [
      add(0),
      pass(60_000),
      { type: 'add copies', content: 0, count: 24 },
      pass(60_000),
      { type: 'add copies', content: 0, count: 2 },
    ],
  },
  {
    what: 'a large file waits out a long time offline',
    contents: [5, 0, 0, 0, 0, 0],
    operations: [
      add(0),
      { type: 'call fault', step: 'count', fault: '503', times: 1 },
      pass(120),
      { type: 'offline' },
      pass(3_600_000),
      { type: 'online' },
    ],
  },
  {
    what: 'an id that the storage has a part for is not asked about again',
    seed: 5,
    contents: [5, 0, 0, 0, 0, 0],
    operations: [
      { type: 'put fault', fault: 'early-200', times: 1 },
      { type: 'put fault', fault: 'cut', times: 1 },
      add(0),
      pass(20_000),
    ],
  },
  {
    what: 'quitting during a change of connection fails no file',
    operations: [
      { type: 'add copies', content: 0, count: 2 },
      { type: 'connect twice', first: 'A', second: 'B' },
      add(0),
      { type: 'quit' },
    ],
  },
  {
    what: 'a second cancel resolves no sooner than the first',
    seed: 24,
    operations: [add(0), { type: 'cancel', pick: 0 }, { type: 'cancel', pick: 0 }],
  },
  {
    what: 'a retried file that is being processed holds its content',
    operations: [{ type: 'call fault', step: 'status', fault: '503', times: 9 }, add(0), pass(660_000)],
  },
  {
    what: 'a refused key is believed while offline too',
    operations: [
      { type: 'add copies', content: 0, count: 2 },
      { type: 'revoke key' },
      add(0, true),
      { type: 'offline' },
      pass(20_000),
    ],
  },
  {
    what: 'a full disk during a change of connection mixes no users',
    operations: [
      add(0),
      { type: 'connect', user: 'B' },
      add(0),
      { type: 'disk full' },
      pass(20_000),
      { type: 'disk room' },
      { type: 'add copies', content: 0, count: 2 },
      pass(20_000),
    ],
  },
  {
    what: 'a call is counted on the key that it is made with',
    limits: { perSecond: 2, perMinute: 8 },
    contents: [0, 0, 0, 0, 1, 0],
    operations: [
      add(0),
      add(4),
      add(0, true),
      { type: 'connect', user: null },
      { type: 'connect twice', first: 'A', second: 'A' },
    ],
  },
  {
    what: 'a temporary id that was confirmed late is not given out near its end',
    operations: [add(0, true), pass(20_000), add(0, true), { type: 'offline' }, pass(21 * 3_600_000)],
  },
  {
    what: 'one change of a file after many expired URLs is not told as a file that keeps changing',
    seed: 60446241,
    noise: 0.4,
    contents: [0, 0, 3, 5, 0, 0],
    operations: [
      add(3),
      pass(2000),
      { type: 'put fault', fault: 'expired', times: 9 },
      add(2),
      pass(5000),
      { type: 'swap', file: 2, with: 0 },
      { type: 'add copies', content: 0, count: 2 },
    ],
  },
  {
    what: 'two parts of one original that are retried do not wait for each other',
    contents: [0, 0, 0, 0, 0, 1],
    operations: [
      { type: 'put fault', fault: 'refused', times: 3 },
      { type: 'add original', file: 5, temporary: false },
      pass(20_000),
    ],
  },
  {
    what: 'a file that is edited right after it was hashed does not get the id of what it was',
    seed: 576378465,
    limits: { perSecond: 2, perMinute: 8 },
    noise: 0.2,
    contents: [5, 0, 0, 0, 0, 3],
    operations: [
      { type: 'add original', file: 0, temporary: false },
      pass(500),
      pass(250),
      add(5),
      { type: 'edit', file: 5, content: 4, replaced: false },
      { type: 'disk full' },
    ],
  },
  {
    what: 'an id that another file gave up after a restart is not taken',
    seed: 1234332440,
    contents: [5, 3, 1, 0, 0, 0],
    operations: [
      add(1),
      { type: 'repeat ids', times: 9 },
      add(2),
      { type: 'call fault', step: 'sign', fault: '429', times: 1 },
      { type: 'crash', at: 'sign', nth: 2, downMs: 0, edits: 0 },
      pass(250),
      { type: 'connect', user: 'A' },
      pass(20_000),
      pass(0),
    ],
  },
];

it.each(REGRESSIONS)('$what', async ({ what, ...scenario }) => {
  await play(realCore, { ...QUIET, ...scenario }, new Tally());
});
