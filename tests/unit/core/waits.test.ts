import { describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../../main/core/model/store-error.ts';
import { StoreHealth } from '../../../main/core/queue/store-health.ts';
import type { CallJournal } from '../../../main/core/rate-limit/rate-limit-store.ts';
import { RateLimits } from '../../../main/core/rate-limit/rate-limits.ts';
import { Wake } from '../../../main/core/util/interruptible-sleep.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const never = new AbortController().signal;

describe('a pause that can be cut short', () => {
  function paused(delayMs: number, signal: AbortSignal = never) {
    const clock = new VirtualClock();
    const wake = new Wake(clock);
    const ends: unknown[] = [];
    const pause = () =>
      wake.pause(delayMs, signal).then(
        () => ends.push('over'),
        (error: unknown) => ends.push(error),
      );
    pause();
    return { clock, wake, ends, pause };
  }

  it('lasts its time where nobody cuts it', async () => {
    const { clock, ends } = paused(1000);
    await clock.advance(999);
    expect(ends).toEqual([]);
    await clock.advance(1);
    expect(ends).toEqual(['over']);
  });

  it('is over at once for all that are in one, and not for those that come later', async () => {
    const { clock, wake, ends, pause } = paused(1000);
    pause();
    wake.now();
    await clock.advance(0);
    expect(ends).toEqual(['over', 'over']);
    pause();
    await clock.advance(999);
    expect(ends).toHaveLength(2);
    await clock.advance(1);
    expect(ends).toHaveLength(3);
  });

  it('rejects with the reason of an abort, also where both happen together', async () => {
    for (const both of [false, true]) {
      const abort = new AbortController();
      const { clock, wake, ends } = paused(1000, abort.signal);
      const reason = new Error('cancelled');
      if (both) wake.now();
      abort.abort(reason);
      await clock.advance(0);
      expect(ends).toEqual([reason]);
    }
  });
});

describe('the request budgets', () => {
  function journal() {
    const told: string[] = [];
    const calls: CallJournal = {
      recent: (budget, sinceMs) => {
        told.push(`recent ${budget} ${sinceMs}`);
        return budget === 'spent' ? [{ answeredAtMs: 99_000 }] : [];
      },
      start: (budget, nowMs) => {
        told.push(`started ${budget} ${nowMs}`);
        return told.length;
      },
      end: (call, nowMs) => told.push(`answered ${call} ${nowMs}`),
    };
    return {
      told,
      budgets: new RateLimits(calls, { perSecond: 9, perMinute: 1 }, new VirtualClock(100_000)),
    };
  }

  it('are one for each key, which outlives a change to another and back', () => {
    const { budgets, told } = journal();
    const first = budgets.of('a');
    first.start(100_000);
    expect(budgets.of('b').freeAtMs(100_000)).toBeLessThanOrEqual(100_000);
    expect(budgets.of('a')).toBe(first);
    expect(budgets.of('a').freeAtMs(100_000)).toBe(Number.POSITIVE_INFINITY);
    expect(told).toEqual(['recent a 40000', 'started a 100000', 'recent b 40000']);
  });

  it('begin with what was spent before the start, and keep what is spent under their own name', () => {
    const { budgets, told } = journal();
    expect(budgets.of('spent').freeAtMs(100_000)).toBe(159_001);
    budgets.of('b').start(100_001).end(100_002);
    expect(told.slice(-2)).toEqual(['started b 100001', 'answered 3 100002']);
  });
});

describe('the health of the store', () => {
  function watched() {
    const clock = new VirtualClock();
    const store = new MemoryStore();
    const probe = vi.spyOn(store, 'probe');
    const changes: (string | null)[] = [];
    const health = new StoreHealth(store, clock);
    health.onChange(() => changes.push(health.problem));
    return { clock, probe, changes, health };
  }
  const full = () => {
    throw new StoreError('disk_full');
  };

  it('tells a trouble once, probes every 5 s, and tells when it is over', async () => {
    const { clock, probe, changes, health } = watched();
    expect(health.problem).toBeNull();
    probe.mockImplementation(full);
    health.markFailed(new StoreError('disk_full'));
    health.markFailed(new StoreError('io'));
    expect(changes).toEqual(['disk_full']);
    await clock.advance(4999);
    expect(probe).not.toHaveBeenCalled();
    await clock.advance(10_001);
    expect(probe).toHaveBeenCalledTimes(3);
    expect(changes).toHaveLength(1);
    probe.mockImplementation(() => {});
    await clock.advance(5000);
    expect([changes.length, health.problem]).toEqual([2, null]);
    await clock.advance(60_000);
    expect(probe).toHaveBeenCalledTimes(4);
  });

  it('tells a second trouble after the first is over', async () => {
    const { clock, changes, health } = watched();
    health.markFailed(new StoreError('disk_full'));
    await clock.advance(5000);
    health.markFailed(new StoreError('not_writable'));
    expect(changes).toEqual(['disk_full', null, 'not_writable']);
  });

  it('probes no more once it is closed', async () => {
    const { clock, probe, health } = watched();
    health.markFailed(new StoreError('io'));
    health.close();
    await clock.advance(60_000);
    expect(probe).not.toHaveBeenCalled();
  });
});
