import { describe, expect, it } from 'vitest';
import { keepsTooMuch, mustSign, type Rest } from '../../../../main/core/rate-limit/request-planner.ts';

const SECOND = 1000;

/** 180 calls a minute, of which some were made at these seconds; it is second 60 now. */
const rest = (made: Readonly<Record<number, number>>, unsigned: number, questions: number): Rest => ({
  unsigned,
  questions,
  dueAgeMs: 17 * SECOND,
  minute: {
    limit: 180,
    windowMs: 60 * SECOND,
    nowMs: 60 * SECOND,
    countedAtMs: Object.entries(made).flatMap(([second, calls]) =>
      Array<number>(calls).fill(Number(second) * SECOND),
    ),
  },
});

describe('whether places are kept for questions at too high a price', () => {
  it('is so where the last window is full, and each place kept now is missed at the end', () => {
    // 270 files, of which 90 are signed: 120 s if the other 90 places are used now, 137 s if not.
    expect(keepsTooMuch(rest({ 60: 90 }, 180, 90))).toBe(true);
  });

  it('is not so where the last window has room enough', () => {
    expect(keepsTooMuch(rest({ 60: 90 }, 135, 90))).toBe(false);
  });

  it('is so for as many places only as the last window needs at its begin', () => {
    // 250 files: 140 calls are left for the last window.
    expect(keepsTooMuch(rest({ 60: 139 }, 111, 139))).toBe(true);
    expect(keepsTooMuch(rest({ 60: 140 }, 110, 140))).toBe(false);
  });

  it('is not so in a long batch, where the first answers matter more than a few seconds', () => {
    expect(keepsTooMuch(rest({ 60: 90 }, 990, 90))).toBe(false);
  });

  it('is not so where nothing is left to be signed, or no place is free', () => {
    expect(keepsTooMuch(rest({ 60: 90 }, 0, 90))).toBe(false);
    expect(keepsTooMuch(rest({ 60: 180 }, 90, 180))).toBe(false);
  });
});

describe('whether what is new has to go before questions', () => {
  it('is so once the calls before the last window just suffice for it', () => {
    // 225 files, of which 180 are signed and 90 known: the last 90 calls come at second 120.
    expect(mustSign(rest({ 30: 90 }, 45, 90))).toBe(false);
    expect(mustSign(rest({ 30: 90, 60: 40 }, 45, 50))).toBe(true);
  });

  it('is not so where it is too late for that, or nothing is left to be signed', () => {
    expect(mustSign(rest({}, 90, 0))).toBe(false);
    expect(mustSign(rest({ 30: 90, 60: 40 }, 0, 50))).toBe(false);
  });
});
