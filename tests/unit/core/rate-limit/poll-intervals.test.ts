import { describe, expect, it } from 'vitest';
import {
  latePauseMs,
  leftoverPauseMs,
  PROCESSING_BUDGET_MS,
  stuckPauseMs,
} from '../../../../main/core/rate-limit/poll-intervals.ts';
import { retryPauseMs } from '../../../../main/core/util/retry-pauses.ts';

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
