import { expect, it } from 'vitest';
import { RollingWindows } from '../../support/strict-api/rolling-windows.ts';

const LIMITS = { perSecond: 3, perMinute: 5 };

it('refuses what is too much for any second or any minute, and counts only what it admits', () => {
  const windows = new RollingWindows(LIMITS);
  const admitted = [0, 0, 0, 0, 999, 1_000, 1_001, 2_000, 59_999, 60_000].map((atMs) => windows.admit(atMs));
  expect(admitted).toEqual([true, true, true, false, false, true, true, false, false, true]);
});
