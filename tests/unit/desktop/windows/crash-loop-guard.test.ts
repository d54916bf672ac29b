import { expect, it } from 'vitest';
import { Comebacks } from '../../../../main/desktop/windows/crash-loop-guard.ts';

it('a broken window comes back three times in a minute, and no more', () => {
  const comebacks = new Comebacks();
  expect([0, 1000, 2000, 3000, 59_999].map((nowMs) => comebacks.mayComeBack(nowMs))).toEqual([
    ...[true, true, true],
    ...[false, false],
  ]);
});

it('after a quiet minute it may again', () => {
  const comebacks = new Comebacks();
  for (const nowMs of [0, 1000, 2000]) comebacks.mayComeBack(nowMs);
  expect(comebacks.mayComeBack(60_000)).toBe(true);
  expect(comebacks.mayComeBack(60_500)).toBe(false);
});
