import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROCESSING_BUDGET_MS, pollPauseMs, stuckPauseMs } from '../../../main/core/polling.ts';
import { retryPauseMs } from '../../../main/core/retry.ts';

describe('the pause before a status is asked again', () => {
  it('is a second for one young file, and grows with its age', () => {
    expect(pollPauseMs(0, 1, 0, 180)).toBe(1000);
    expect(pollPauseMs(10_000, 1, 0, 180)).toBe(1000);
    expect(pollPauseMs(100_000, 1, 0, 180)).toBe(6000);
  });

  it('leaves half of the budget to files that wait for their URL, and a tenth to spare without them', () => {
    expect(pollPauseMs(0, 30, 0, 180)).toBeCloseTo(11_111, 0);
    expect(pollPauseMs(0, 30, 1, 180)).toBe(20_000);
  });

  it('keeps all files together within the budget', () => {
    fc.assert(
      fc.property(
        fc.nat(900_000),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(5000),
        fc.integer({ min: 1, max: 600 }),
        (ageMs, processing, backlog, perMinute) => {
          const perMinuteAsked = (processing * 60_000) / pollPauseMs(ageMs, processing, backlog, perMinute);
          expect(perMinuteAsked).toBeLessThanOrEqual(perMinute * (backlog > 0 ? 0.5 : 0.9) + 1e-6);
        },
      ),
    );
  });
});

describe('the pause before a stuck file is asked about again', () => {
  it('grows from more than a minute to a quarter of an hour', () => {
    expect(stuckPauseMs(PROCESSING_BUDGET_MS)).toBe(90_000);
    expect(stuckPauseMs(3_600_000)).toBe(360_000);
    expect(stuckPauseMs(24 * 3_600_000)).toBe(900_000);
    expect(stuckPauseMs(0)).toBe(60_000);
  });
});

describe('the pause after failures in a row', () => {
  it('doubles from half a second to half a minute', () => {
    const almostOne = 1 - 2 ** -52;
    expect(
      [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => Math.round(retryPauseMs(failures, almostOne))),
    ).toEqual([...[500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]]);
  });

  it('is spread by half', () => {
    expect([retryPauseMs(3, 0), retryPauseMs(3, 0.5)]).toEqual([1000, 1500]);
  });
});
