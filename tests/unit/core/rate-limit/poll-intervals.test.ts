import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  earlyAskAgeMs,
  latePauseMs,
  leftoverPauseMs,
  PROCESSING_BUDGET_MS,
  stuckPauseMs,
} from '../../../../main/core/rate-limit/poll-intervals.ts';
import { ProcessingTimes } from '../../../../main/core/rate-limit/processing-times.ts';
import { retryPauseMs } from '../../../../main/core/util/retry-pauses.ts';

describe('the poll age while calls are to spare', () => {
  const times = new ProcessingTimes();

  it('is a second or so later each time for a single file, and more after five minutes', () => {
    expect(earlyAskAgeMs(0, 170, times)).toBe(1000);
    expect(earlyAskAgeMs(20_000, 170, times)).toBe(21_200);
    expect(earlyAskAgeMs(200_000, 170, times)).toBe(201_300);
    expect(earlyAskAgeMs(400_000, 170, times)).toBe(406_000);
  });

  it('lets the calls last until the slowest of many files', () => {
    times.begin(Array.from({ length: 100 }, (_, index) => (index + 1) * 100));
    expect(earlyAskAgeMs(0, 2, times)).toBe(5000);
    expect(earlyAskAgeMs(5000, 2, times)).toBe(7500);
    expect(earlyAskAgeMs(0, 4, times)).toBe(2500);
  });

  it('is not sooner than a second after the last, and goes on past what was ever seen', () => {
    fc.assert(
      fc.property(fc.nat(900_000), fc.double({ min: 1.01, max: 180, noNaN: true }), (ageMs, callsForEach) => {
        const atMs = earlyAskAgeMs(ageMs, callsForEach, times);
        expect(atMs).toBeGreaterThanOrEqual(ageMs + 1000);
        expect(atMs).toBeLessThanOrEqual(Math.max(ageMs + 36_000, 0.06 * ageMs + ageMs, 10_000));
      }),
    );
  });
});

describe('the pause after a miss', () => {
  it('grows with its age and with each miss, from 2 to 30 s', () => {
    expect(latePauseMs(1000, 1, 1, false, 180)).toBe(2000);
    expect([1, 2, 3].map((misses) => latePauseMs(20_000, misses, 1, false, 180))).toEqual([
      6000, 9000, 13_500,
    ]);
    expect(latePauseMs(600_000, 1, 1, false, 180)).toBe(30_000);
  });

  it('leaves half of the calls to files that wait to be sent', () => {
    expect(latePauseMs(20_000, 1, 60, true, 180)).toBe(40_000);
    expect(latePauseMs(20_000, 1, 60, false, 180)).toBe(6000);
  });
});

describe('the poll pause for bytes that an earlier process may have sent', () => {
  it('is that of others for a small file, and longer for a large one, up to 5 s', () => {
    expect(leftoverPauseMs(40_000)).toBe(700);
    expect(leftoverPauseMs(3_000_000)).toBe(1500);
    expect(leftoverPauseMs(10_485_760)).toBe(5000);
    expect(leftoverPauseMs(2 ** 40)).toBe(5000);
  });
});

describe('the poll pause of a stuck file', () => {
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

  it('varies at random by half', () => {
    expect([retryPauseMs(3, 0), retryPauseMs(3, 0.5)]).toEqual([1000, 1500]);
  });
});
