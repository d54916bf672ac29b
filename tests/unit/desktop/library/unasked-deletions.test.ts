import { expect, it } from 'vitest';
import { UnaskedDeletions } from '../../../../main/desktop/library/unasked-deletions.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

it('UnaskedDeletions allows 20 files an hour, at once or one by one', async () => {
  const clock = new VirtualClock();
  const unasked = new UnaskedDeletions(clock);
  expect(unasked.allow(21, true)).toBe(false);
  expect(unasked.allow(15, true)).toBe(true);
  expect(unasked.allow(6, true)).toBe(false);
  await clock.advance(1_800_000);
  expect(unasked.allow(5, true)).toBe(true);
  expect(unasked.allow(1, true)).toBe(false);
  // A clock that is set makes no hour pass.
  clock.set(7_200_000);
  expect(unasked.allow(1, true)).toBe(false);
  await clock.advance(1_800_000);
  expect(unasked.allow(15, true)).toBe(true);
  expect(unasked.allow(1, true)).toBe(false);
});

it('UnaskedDeletions allows none while nobody looks at the window', () => {
  expect(new UnaskedDeletions(new VirtualClock()).allow(1, false)).toBe(false);
});
