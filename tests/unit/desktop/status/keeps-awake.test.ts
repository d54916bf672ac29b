import { expect, test } from 'vitest';
import { type Activity, keepsAwake } from '../../../../main/desktop/status/keeps-awake.ts';

const busy: Activity = { isWanted: true, isIdle: false, sending: 0, quietMs: 5000 };

test.each<[string, Partial<Activity>, boolean]>([
  ['files that move on', {}, true],
  ['a file on the wire, however long it takes', { sending: 1, quietMs: 3_600_000 }, true],
  ['files that wait for the next minute of the request limit', { quietMs: 70_000 }, true],
  ['files that nothing has happened to for long', { quietMs: 130_000 }, false],
  ['an empty queue', { isIdle: true }, false],
  ['a person who does not want it', { isWanted: false, sending: 1 }, false],
])('%s', (_name, change, expected) => {
  expect(keepsAwake({ ...busy, ...change })).toBe(expected);
});
