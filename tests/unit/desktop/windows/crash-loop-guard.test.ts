import { expect, it } from 'vitest';
import { CrashLoopGuard } from '../../../../main/desktop/windows/crash-loop-guard.ts';

it('CrashLoopGuard lets a window reopen three times in a minute', () => {
  const crashLoopGuard = new CrashLoopGuard();
  expect([0, 1000, 2000, 3000, 59_999].map((nowMs) => crashLoopGuard.mayComeBack(nowMs))).toEqual([
    ...[true, true, true],
    ...[false, false],
  ]);
});

it('CrashLoopGuard lets a window reopen again after a quiet minute', () => {
  const crashLoopGuard = new CrashLoopGuard();
  for (const nowMs of [0, 1000, 2000]) crashLoopGuard.mayComeBack(nowMs);
  expect(crashLoopGuard.mayComeBack(60_000)).toBe(true);
  expect(crashLoopGuard.mayComeBack(60_500)).toBe(false);
});
