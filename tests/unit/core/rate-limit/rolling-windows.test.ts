import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedCall } from '../../../../main/core/rate-limit/call-windows.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { RollingWindows, type WindowJournal } from '../../../../main/core/rate-limit/rolling-windows.ts';
import { freshWindows, neverSet } from '../../../support/paced-calls.ts';

interface Delays {
  /** From the client to the server. */
  readonly goesMs: number;
  /** From the server's count to the client's answer. */
  readonly comesMs: number;
}

/**
 * A client that starts each call as early as the windows let it, and whose clock shows whole ms only. Answers when
 * the server counted each one.
 */
function run(limits: { perSecond: number; perMinute: number }, delays: readonly Delays[]): number[] {
  const windows = freshWindows(limits);
  const arrivals: number[] = [];
  let answers: { readonly atMs: number; readonly call: CountedCall }[] = [];
  let nowMs = 0;
  const clock = () => Math.floor(nowMs);
  for (const { goesMs, comesMs } of delays) {
    for (let freeAtMs = windows.freeAtMs(clock()); freeAtMs > clock(); freeAtMs = windows.freeAtMs(clock())) {
      const next = Math.min(freeAtMs, ...answers.map(({ atMs }) => atMs));
      expect(Number.isFinite(next), 'it can never go on').toBe(true);
      nowMs = next;
      for (const { atMs, call } of answers) if (atMs <= nowMs) call.end(Math.floor(atMs));
      answers = answers.filter(({ atMs }) => atMs > nowMs);
    }
    const call = windows.start(clock());
    arrivals.push(nowMs + goesMs);
    answers = [...answers, { atMs: nowMs + goesMs + comesMs, call }].sort((a, b) => a.atMs - b.atMs);
  }
  return arrivals.sort((a, b) => a - b);
}

/** The most arrivals in any half-open window. */
function mostWithin(arrivals: readonly number[], windowMs: number): number {
  return Math.max(
    0,
    ...arrivals.map((fromMs) => arrivals.filter((atMs) => atMs >= fromMs && atMs < fromMs + windowMs).length),
  );
}

describe('both rolling windows', () => {
  const limits = fc.record({
    perSecond: fc.integer({ min: 1, max: 6 }),
    perMinute: fc.integer({ min: 1, max: 25 }),
  });
  const ms = fc.oneof(
    fc.nat(5000),
    fc.nat(50_000).map((tenths) => tenths / 10),
  );
  const delay = fc.record({ goesMs: ms, comesMs: ms });

  it('hold at the server, whatever the delays on the way and however coarse the clock', () => {
    fc.assert(
      fc.property(limits, fc.array(delay, { maxLength: 80 }), (both, delays) => {
        const arrivals = run(both, delays);
        expect(arrivals).toHaveLength(delays.length);
        expect(mostWithin(arrivals, 1000)).toBeLessThanOrEqual(both.perSecond);
        expect(mostWithin(arrivals, 60_000)).toBeLessThanOrEqual(both.perMinute);
      }),
      { numRuns: 300 },
    );
  });

  it('hold if an answer comes at the end of the millisecond that the clock shows', () => {
    const arrivals = run({ perSecond: 1, perMinute: 100 }, Array(5).fill({ goesMs: 0.9, comesMs: 0 }));
    expect(mostWithin(arrivals, 1000)).toBe(1);
  });

  it('are used up to the last call if there is no delay', () => {
    const arrivals = run(
      DOCUMENTED_LIMITS,
      Array.from({ length: 400 }, () => ({ goesMs: 0, comesMs: 0 })),
    );
    expect(arrivals.filter((atMs) => atMs === 0)).toHaveLength(60);
    expect(arrivals.filter((atMs) => atMs < 60_000)).toHaveLength(180);
    expect(arrivals[180]).toBe(60_001);
    expect(arrivals[360]).toBe(120_002);
  });

  it('count a call in flight for as long as it is', () => {
    const windows = freshWindows({ perSecond: 2, perMinute: 3 });
    const first = windows.start(0);
    const second = windows.start(0);
    expect(windows.inFlight).toBe(2);
    expect(windows.freeAtMs(500_000)).toBe(Number.POSITIVE_INFINITY);
    first.end(500_000);
    expect(windows.freeAtMs(500_000)).toBe(501_001);
    second.end(500_200);
    expect(windows.freeAtMs(500_200)).toBe(501_001);
    expect(windows.freeAtMs(501_001)).toBeLessThanOrEqual(501_001);
  });
});

/** A journal whose calls of before are `recent`. */
function journalOf(recent: (number | null)[], fail: { started?: boolean; answered?: boolean } = {}) {
  const told: string[] = [];
  const journal: WindowJournal = {
    recent: (sinceMs) => {
      told.push(`since ${sinceMs}`);
      return recent.map((answeredAtMs) => ({ answeredAtMs }));
    },
    start: (nowMs) => {
      if (fail.started) throw new Error('disk full');
      told.push(`started ${nowMs}`);
      return 7;
    },
    end: (call, nowMs) => {
      if (fail.answered) throw new Error('disk full');
      told.push(`${call} answered ${nowMs}`);
    },
  };
  return { journal, told };
}

describe('the rolling windows after a restart', () => {
  const nowMs = 1_000_000;

  it('still count the calls of the last minute', () => {
    const { journal, told } = journalOf([nowMs - 10_000, nowMs - 50_000]);
    const windows = new RollingWindows({ perSecond: 9, perMinute: 2 }, journal, nowMs, neverSet);
    expect(told).toEqual([`since ${nowMs - 60_000}`]);
    expect(windows.freeAtMs(nowMs)).toBe(nowMs + 10_001);
    expect(windows.inFlight).toBe(0);
  });

  it('count a call that a crash left without an answer as answered now', () => {
    const { journal } = journalOf([null, nowMs - 59_000]);
    const windows = new RollingWindows({ perSecond: 9, perMinute: 1 }, journal, nowMs, neverSet);
    expect(windows.freeAtMs(nowMs)).toBe(nowMs + 60_001);
  });

  it('count a future time, of a clock that was set back, as now and not for longer', () => {
    const { journal } = journalOf([nowMs + 3_600_000]);
    const windows = new RollingWindows({ perSecond: 9, perMinute: 1 }, journal, nowMs, neverSet);
    expect(windows.freeAtMs(nowMs)).toBe(nowMs + 60_001);
  });

  it('record each call with its start and its answer', () => {
    const { journal, told } = journalOf([]);
    const windows = new RollingWindows(DOCUMENTED_LIMITS, journal, nowMs, neverSet);
    windows.start(nowMs + 1).end(nowMs + 2);
    expect(told.slice(1)).toEqual([`started ${nowMs + 1}`, `7 answered ${nowMs + 2}`]);
  });
});

describe('rolling windows that cannot record a call', () => {
  it('do not count it, and say so', () => {
    const { journal } = journalOf([], { started: true });
    const windows = new RollingWindows({ perSecond: 1, perMinute: 1 }, journal, 0, neverSet);
    expect(() => windows.start(0)).toThrow('disk full');
    expect([windows.inFlight, windows.freeAtMs(0)]).toEqual([0, 0]);
  });

  it('end the call even if its answer could not be recorded', () => {
    const { journal } = journalOf([], { answered: true });
    const windows = new RollingWindows({ perSecond: 1, perMinute: 9 }, journal, 0, neverSet);
    windows.start(0).end(5);
    expect([windows.inFlight, windows.freeAtMs(5)]).toEqual([0, 1006]);
  });
});
