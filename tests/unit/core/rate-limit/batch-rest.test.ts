import { describe, expect, it } from 'vitest';
import { keepsTooMuch, mustSign, type Rest } from '../../../../main/core/rate-limit/batch-rest.ts';

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

describe('the planner’s check that reserved polls cost too much', () => {
  it('holds if the last window is full, so that each slot kept now is missing at the end', () => {
    // 270 files, of which 90 are signed: 120 s if the other 90 places are used now, 137 s if not.
    expect(keepsTooMuch(rest({ 60: 90 }, 180, 90))).toBe(true);
  });

  it('fails if the last window has free slots', () => {
    expect(keepsTooMuch(rest({ 60: 90 }, 135, 90))).toBe(false);
  });

  it('holds only for as many slots as the last window needs at its start', () => {
    // 250 files: 140 calls are left for the last window.
    expect(keepsTooMuch(rest({ 60: 139 }, 111, 139))).toBe(true);
    expect(keepsTooMuch(rest({ 60: 140 }, 110, 140))).toBe(false);
  });

  it('fails in a long batch, where the first results matter more than a few seconds', () => {
    expect(keepsTooMuch(rest({ 60: 90 }, 990, 90))).toBe(false);
  });

  it('fails if nothing is left to sign, or no slot is free', () => {
    expect(keepsTooMuch(rest({ 60: 90 }, 0, 90))).toBe(false);
    expect(keepsTooMuch(rest({ 60: 180 }, 90, 180))).toBe(false);
  });
});

describe('the planner’s check that signing goes before polling', () => {
  it('holds once the calls before the last window just suffice for it', () => {
    // 225 files, of which 180 are signed. One call too many before the last window, and it has a place for a signature, too.
    expect(mustSign(rest({ 30: 90 }, 45, 90))).toBe(false);
    expect(mustSign(rest({ 30: 90, 60: 44 }, 45, 46))).toBe(false);
    expect(mustSign(rest({ 30: 90, 60: 45 }, 45, 45))).toBe(true);
  });

  it('fails if it is too late for that, or nothing is left to sign', () => {
    expect(mustSign(rest({}, 90, 0))).toBe(false);
    expect(mustSign(rest({ 30: 90, 60: 40 }, 0, 50))).toBe(false);
  });
});
