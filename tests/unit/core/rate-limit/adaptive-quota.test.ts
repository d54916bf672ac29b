import { describe, expect, it } from 'vitest';
import { AdaptiveQuota } from '../../../../main/core/rate-limit/adaptive-quota.ts';

const MINUTE_MS = 60_000;
const key = () => new AdaptiveQuota({ perSecond: 60, perMinute: 180 });

describe('a refusal', () => {
  it('says nothing of other clients if Hoist itself used up the limit', () => {
    const ours = key();
    ours.noteRefusal(175, 1000);
    expect([ours.perMinute(1000), ours.spread(1000)]).toEqual([180, null]);
  });

  it('gives up bursts at first; another one soon after speaks of the same clients', () => {
    const ours = key();
    for (const atMs of [0, 5000, 19_000]) {
      ours.noteRefusal(90, atMs);
      expect([ours.perMinute(atMs), ours.spread(atMs)]).toEqual([180, { limit: 30, windowMs: 10_000 }]);
    }
  });

  it('later halves the quota, and again, down to 2', () => {
    const ours = key();
    for (const atMs of [0, 20_000]) ours.noteRefusal(90, atMs);
    expect([ours.perMinute(20_000), ours.spread(20_000)]).toEqual([45, { limit: 8, windowMs: 10_000 }]);
    for (let second = 40; second < 600; second += 20) ours.noteRefusal(0, second * 1000);
    expect(ours.perMinute(580_000)).toBe(2);
  });

  it('is forgotten: the quota grows by half every 20 s, and bursts return long after the last', () => {
    const ours = key();
    for (const atMs of [0, MINUTE_MS]) ours.noteRefusal(80, atMs);
    expect([79_999, 80_000, 100_000].map((atMs) => ours.perMinute(atMs))).toEqual([40, 60, 90]);
    expect(ours.perMinute(4 * MINUTE_MS)).toBe(180);
    expect(ours.perMinute(14 * MINUTE_MS)).toBe(180);
    expect(ours.spread(14 * MINUTE_MS)).not.toBeNull();
    expect(ours.perMinute(15 * MINUTE_MS)).toBe(180);
    expect(ours.spread(15 * MINUTE_MS)).toBeNull();
  });

  it('does not raise a limit below 2', () => {
    const ours = new AdaptiveQuota({ perSecond: 1, perMinute: 1 });
    for (let second = 0; second < 200; second += 20) ours.noteRefusal(0, second * 1000);
    expect(ours.perMinute(180_000)).toBe(1);
  });
});

describe('the server’s count of calls left', () => {
  it('shows what others have used, until it starts again', () => {
    const ours = key();
    ours.noteReport({ limit: 180, remaining: 50, resetMs: 20_000 }, 30, 1000);
    expect(ours.perMinute(1000)).toBe(80);
    expect(ours.perMinute(21_000)).toBe(180);
  });

  it('lowers the limit, and never raises it', () => {
    const ours = key();
    ours.noteReport({ limit: 100, remaining: 90, resetMs: 20_000 }, 10, 0);
    expect(ours.perMinute(0)).toBe(100);
    ours.noteReport({ limit: 600, remaining: 590, resetMs: 20_000 }, 10, 0);
    expect(ours.perMinute(0)).toBe(180);
  });

  it('never leaves less than one call', () => {
    const ours = key();
    ours.noteReport({ limit: 180, remaining: 0, resetMs: 20_000 }, 0, 0);
    expect(ours.perMinute(0)).toBe(1);
  });
});
