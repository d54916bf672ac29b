import { describe, expect, it } from 'vitest';
import { SharedKey } from '../../../main/core/shared-key.ts';

const MINUTE_MS = 60_000;
const key = () => new SharedKey({ perSecond: 60, perMinute: 180 });

describe('a refusal', () => {
  it('when the budget was used up says nothing of others', () => {
    const ours = key();
    ours.refused(175, 1000);
    expect([ours.perMinute(1000), ours.spread(1000)]).toEqual([180, null]);
  });

  it('below that first gives up bursts, then a tenth each time, down to 6', () => {
    const ours = key();
    ours.refused(90, 0);
    expect([ours.perMinute(0), ours.spread(0)]).toEqual([180, { limit: 30, windowMs: 10_000 }]);
    ours.refused(90, 1000);
    expect([ours.perMinute(1000), ours.spread(1000)]).toEqual([162, { limit: 27, windowMs: 10_000 }]);
    for (let times = 0; times < 60; times += 1) ours.refused(5, 2000);
    expect(ours.perMinute(2000)).toBe(6);
  });

  it('is forgotten slowly: a twentieth of the limit each minute, and bursts long after the last', () => {
    const ours = key();
    for (const atMs of [0, 0, 0]) ours.refused(50, atMs);
    expect(ours.perMinute(MINUTE_MS - 1)).toBe(145);
    expect(ours.perMinute(MINUTE_MS)).toBe(154);
    expect(ours.perMinute(4 * MINUTE_MS)).toBe(180);
    expect(ours.spread(14 * MINUTE_MS)).not.toBeNull();
    expect(ours.perMinute(15 * MINUTE_MS)).toBe(180);
    expect(ours.spread(15 * MINUTE_MS)).toBeNull();
  });

  it('of a limit below 6 does not raise it', () => {
    const ours = new SharedKey({ perSecond: 1, perMinute: 3 });
    for (let times = 0; times < 9; times += 1) ours.refused(0, 0);
    expect(ours.perMinute(0)).toBe(3);
  });
});

describe('what the server says is left', () => {
  it('shows what others have used, until it begins to count anew', () => {
    const ours = key();
    ours.reported({ limit: 180, remaining: 50, resetMs: 20_000 }, 30, 1000);
    expect(ours.perMinute(1000)).toBe(80);
    expect(ours.perMinute(21_000)).toBe(180);
  });

  it('makes a lower limit ours, and a higher one not', () => {
    const ours = key();
    ours.reported({ limit: 100, remaining: 90, resetMs: 20_000 }, 10, 0);
    expect(ours.perMinute(0)).toBe(100);
    ours.reported({ limit: 600, remaining: 590, resetMs: 20_000 }, 10, 0);
    expect(ours.perMinute(0)).toBe(180);
  });

  it('never leaves less than one call', () => {
    const ours = key();
    ours.reported({ limit: 180, remaining: 0, resetMs: 20_000 }, 0, 0);
    expect(ours.perMinute(0)).toBe(1);
  });
});
