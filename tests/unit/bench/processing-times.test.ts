import { expect, it } from 'vitest';
import { percentile } from '../../bench/harness/statistics.ts';
import { processingMsOf } from '../../bench/servers/processing-times.ts';

it('draws 2 to 20 s with a median of 5 s, the same for the same name', () => {
  const draw = (seed: number) =>
    Array.from({ length: 2000 }, (_, number) => processingMsOf({ kind: 'drawn', seed }, `file-${number}`));
  const times = draw(1);
  expect(draw(1)).toEqual(times);
  expect(draw(2)).not.toEqual(times);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(2_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(20_000);
  expect(percentile(times, 50)).toBeGreaterThan(4_500);
  expect(percentile(times, 50)).toBeLessThan(5_500);
  expect(percentile(times, 95)).toBeGreaterThan(12_000);
  expect(percentile(times, 95)).toBeLessThan(15_000);
});
