import { expect, it } from 'vitest';
import { RollingWindows } from '../../support/strict-api/rolling-windows.ts';

const LIMITS = { perSecond: 3, perMinute: 5 };

it('the strict API’s windows refuse calls above the limit of any second or minute, and count only admitted ones', () => {
  const windows = new RollingWindows(LIMITS);
  const admitted = [0, 0, 0, 0, 999, 1_000, 1_001, 2_000, 59_999, 60_000].map((atMs) => windows.admit(atMs));
  expect(admitted).toEqual([true, true, true, false, false, true, true, false, false, true]);
});
