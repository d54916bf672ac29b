import { describe, expect, it } from 'vitest';
import type { CallJournal } from '../../../../main/core/rate-limit/rate-limit-store.ts';
import { RateLimits } from '../../../../main/core/rate-limit/rate-limits.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

describe('RateLimits', () => {
  function journal() {
    const log: string[] = [];
    const calls: CallJournal = {
      recent: (key, sinceMs) => {
        log.push(`recent ${key} ${sinceMs}`);
        return key === 'spent' ? [{ answeredAtMs: 99_000 }] : [];
      },
      start: (key, nowMs) => {
        log.push(`started ${key} ${nowMs}`);
        return log.length;
      },
      end: (call, nowMs) => log.push(`answered ${call} ${nowMs}`),
    };
    return {
      log,
      limits: new RateLimits({
        journal: calls,
        limits: { perSecond: 9, perMinute: 1 },
        clock: new VirtualClock(100_000),
        random: () => 0,
        plan: () => ({
          work: { unsigned: 0, sending: 0, processing: 0 },
          dueMs: 0,
          signsFirst: false,
        }),
        onChange: () => {},
      }),
    };
  }

  it('keeps the windows of each key over a change to another and back', () => {
    const { limits, log } = journal();
    const first = limits.of('a');
    first.start(100_000, 'sign');
    expect(limits.of('b').freeAtMs(100_000)).toBeLessThanOrEqual(100_000);
    expect(limits.of('a')).toBe(first);
    expect(limits.of('a').freeAtMs(100_000)).toBe(Number.POSITIVE_INFINITY);
    expect(log).toEqual(['recent a 40000', 'started a 100000', 'recent b 40000']);
  });

  it('starts with the calls of the last minute, and records each call under its own key', () => {
    const { limits, log } = journal();
    expect(limits.of('spent').freeAtMs(100_000)).toBe(159_001);
    limits.of('b').start(100_001, 'sign').end(100_002);
    expect(log.slice(-2)).toEqual(['started b 100001', 'answered 3 100002']);
  });
});
