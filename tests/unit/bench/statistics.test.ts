import { describe, expect, it } from 'vitest';
import { logSpaced, median, percentile, ratios, seeded, slope } from '../../bench/harness/statistics.ts';

describe('median and percentile', () => {
  it('take the middle run, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('lie between the two nearest, and on the ends', () => {
    expect(percentile([10, 20, 30, 40, 50], 95)).toBeCloseTo(48);
    expect(percentile([10, 20], 0)).toBe(10);
    expect(percentile([10, 20], 100)).toBe(20);
  });

  it('sort by number', () => expect(median([100, 20, 3])).toBe(20));

  it('have nothing to say of no values', () => expect(() => median([])).toThrow(RangeError));
});

describe('ratios', () => {
  it('pair each run with the one beside it', () => {
    expect(ratios([2, 9], [4, 3])).toEqual([0.5, 3]);
    expect(() => ratios([1], [1, 2])).toThrow(RangeError);
  });
});

describe('slope', () => {
  it('is that of the line that comes nearest', () => {
    expect(
      slope([
        [0, 5],
        [10, 25],
        [20, 45],
      ]),
    ).toBeCloseTo(2);
    expect(
      slope([
        [0, 1],
        [1, 0],
        [2, 0],
        [3, 1],
      ]),
    ).toBeCloseTo(0);
  });

  it('is 0 where nothing went on, and unknown for one point', () => {
    expect(
      slope([
        [7, 1],
        [7, 9],
      ]),
    ).toBe(0);
    expect(() => slope([[1, 1]])).toThrow(RangeError);
  });
});

describe('logSpaced', () => {
  it('keeps points that a scale of powers can show apart, and the last one', () => {
    const points = [0, 100, 110, 150, 990, 1000].map((x) => [x, x] as const);
    expect(logSpaced(points).map(([x]) => x)).toEqual([100, 150, 1000]);
    expect(logSpaced([])).toEqual([]);
  });
});

describe('seeded', () => {
  it('gives the same numbers in [0, 1) again, and others for another seed', () => {
    const draw = (seed: number) => Array.from({ length: 50 }, seeded(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(3).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
