import { expect, it } from 'vitest';
import { CrashLoopGuard } from '../../../../main/desktop/windows/crash-loop-guard.ts';

it('a broken window comes back three times in a minute, and no more', () => {
  const crashLoopGuard = new CrashLoopGuard();
  expect([0, 1000, 2000, 3000, 59_999].map((nowMs) => crashLoopGuard.mayComeBack(nowMs))).toEqual([
    ...[true, true, true],
    ...[false, false],
  ]);
});

it('after a quiet minute it may again', () => {
  const crashLoopGuard = new CrashLoopGuard();
  for (const nowMs of [0, 1000, 2000]) crashLoopGuard.mayComeBack(nowMs);
  expect(crashLoopGuard.mayComeBack(60_000)).toBe(true);
  expect(crashLoopGuard.mayComeBack(60_500)).toBe(false);
});
