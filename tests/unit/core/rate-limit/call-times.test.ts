import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allFit, type CallsSoFar, nthCallAtMs } from '../../../../main/core/rate-limit/call-times.ts';

const callsSoFar: fc.Arbitrary<CallsSoFar> = fc
  .record({
    limit: fc.integer({ min: 1, max: 12 }),
    agesMs: fc.array(fc.nat(999), { maxLength: 12 }),
  })
  .map(({ limit, agesMs }) => ({
    limit,
    windowMs: 1000,
    nowMs: 5000,
    countedAtMs: agesMs
      .slice(0, limit)
      .map((ageMs) => 5000 - ageMs)
      .sort((a, b) => a - b),
  }));

/** The same by trying: each call at the first ms at which fewer than `limit` are younger than the window. */
function tried({ limit, windowMs, nowMs, countedAtMs }: CallsSoFar, n: number): number {
  const calls = [...countedAtMs];
  let atMs = nowMs;
  for (let call = 0; call < n; call += 1) {
    while (calls.filter((otherMs) => otherMs > atMs - windowMs).length >= limit) atMs += 1;
    calls.push(atMs);
  }
  return atMs;
}

describe('nthCallAtMs', () => {
  it('returns the time at which the call starts if each starts as soon as the window allows', () => {
    fc.assert(
      fc.property(callsSoFar, fc.integer({ min: 1, max: 40 }), (calls, n) => {
        expect(nthCallAtMs(calls, n)).toBe(tried(calls, n));
      }),
    );
  });
});

describe('allFit', () => {
  it('returns whether no window holds more planned and past calls than the limit', () => {
    const planned = fc.array(fc.nat(3000), { maxLength: 15 });
    fc.assert(
      fc.property(callsSoFar, planned, (calls, inMs) => {
        const plannedAtMs = inMs.map((ms) => calls.nowMs + ms).sort((a, b) => a - b);
        const all = [...calls.countedAtMs, ...plannedAtMs];
        const inWindow = (atMs: number) =>
          all.filter((otherMs) => otherMs > atMs - calls.windowMs && otherMs <= atMs).length;
        const overfull = plannedAtMs.some((atMs) => inWindow(atMs) > calls.limit);
        expect(allFit(calls, plannedAtMs)).toBe(!overfull);
      }),
    );
  });
});
