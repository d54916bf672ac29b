import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AdaptiveConcurrency,
  afterFailure,
  afterQuick,
  afterSample,
  afterSlow,
  type ConcurrencyState,
  FIRST_CONCURRENCY,
  fixedConcurrency,
  MAX_CONCURRENT_PUTS,
  MAX_QUICK_PUTS,
  MIN_CONCURRENT_PUTS,
} from '../../../../main/core/queue/put-concurrency.ts';
import type { PutOutcome, PutRequest } from '../../../../main/core/storage/put.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

/** The limits over time on a line that takes so much from one connection and so much from all together. */
function limitsOn(line: { one: number; all: number }, samples: number, from = FIRST_CONCURRENCY): number[] {
  const limits: number[] = [];
  let state = from;
  for (let sample = 0; sample < samples; sample += 1) {
    state = afterSample(state, Math.min(state.limit * line.one, line.all));
    limits.push(state.limit);
  }
  return limits;
}

function mostOftenAtEnd(limits: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const limit of limits.slice(-100)) counts.set(limit, (counts.get(limit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

describe('PUT slots by the speed of the connection', () => {
  it.each([
    ['each connection brings its own', { one: 1, all: 100 }, 8],
    ['six fill it', { one: 1, all: 6 }, 6],
    ['two would fill it', { one: 1, all: 2 }, 4],
  ])('%s', (_, line, settlesAt) => {
    const most = { ...FIRST_CONCURRENCY, limit: MAX_CONCURRENT_PUTS };
    expect(mostOftenAtEnd(limitsOn(line, 400))).toBe(settlesAt);
    expect(mostOftenAtEnd(limitsOn(line, 400, most))).toBe(settlesAt);
  });

  it('grow one by one while each brings more', () => {
    expect(limitsOn({ one: 1, all: 100 }, 4)).toEqual([5, 6, 7, 8]);
  });

  it('shrink if one more brings nothing', () => {
    expect(limitsOn({ one: 1, all: 4 }, 3)).toEqual([5, 4, 4]);
  });

  it('never leave their bounds, whatever happens', () => {
    const happening = fc.oneof(
      fc.nat(1000).map((speed) => (state: ConcurrencyState) => afterSample(state, speed)),
      fc.constantFrom(afterQuick, afterSlow, afterFailure),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 200 }), (happenings) => {
        let state = FIRST_CONCURRENCY;
        for (const happen of happenings) {
          const before = state.limit;
          state = happen(state);
          // What goes beyond the connections goes all at once.
          const fromLimit = Math.min(before, Math.max(state.limit, MAX_CONCURRENT_PUTS));
          expect(Math.abs(state.limit - fromLimit)).toBeLessThanOrEqual(1);
          expect(state.limit).toBeGreaterThanOrEqual(MIN_CONCURRENT_PUTS);
          expect(state.limit).toBeLessThanOrEqual(
            happen === afterQuick ? MAX_QUICK_PUTS : Math.max(before, MAX_CONCURRENT_PUTS),
          );
        }
      }),
    );
  });
});

/** PUTs over a line on the virtual clock, each of which ends as `outcome` after `ms` with a report every 100 ms. */
function wire(clock: VirtualClock, concurrency: AdaptiveConcurrency) {
  const request = { onProgress: () => {} } as unknown as PutRequest;
  return (outcome: PutOutcome, ms: number, bytesPerTick: () => number = () => 0): Promise<PutOutcome> =>
    concurrency.put(async ({ onProgress }) => {
      let sentBytes = 0;
      for (let passedMs = 0; passedMs < ms; passedMs += 100) {
        await new Promise<void>((tick) => clock.after(Math.min(100, ms - passedMs), tick));
        sentBytes += bytesPerTick();
        onProgress(sentBytes);
      }
      return outcome;
    }, request);
}

const STORED: PutOutcome = { kind: 'stored' };

describe('PUT slots that follow the PUTs', () => {
  it('are eight after four quick PUTs', async () => {
    const clock = new VirtualClock();
    const concurrency = new AdaptiveConcurrency(clock);
    const put = wire(clock, concurrency);
    expect(concurrency.limit).toBe(4);
    for (let count = 0; count < 4; count += 1) {
      const done = put(STORED, 30);
      await clock.advance(30);
      await done;
    }
    expect(concurrency.limit).toBe(8);
  });

  it('are two more than connections while PUTs are quick, so that the next files are open, and eight after a slow one', async () => {
    const clock = new VirtualClock();
    const concurrency = new AdaptiveConcurrency(clock);
    const put = wire(clock, concurrency);
    const stored = async (ms: number) => {
      const done = put(STORED, ms);
      await clock.advance(ms);
      await done;
    };
    for (let count = 0; count < 10; count += 1) await stored(30);
    expect(concurrency.limit).toBe(10);
    await stored(600);
    expect(concurrency.limit).toBe(8);
    await stored(600);
    expect(concurrency.limit).toBe(8);
  });

  it('grow where more at once bring more', async () => {
    const clock = new VirtualClock();
    const concurrency = new AdaptiveConcurrency(clock);
    const put = wire(clock, concurrency);
    for (let second = 0, running = 0; second < 40; second += 1) {
      for (; running < concurrency.limit; running += 1) void put(STORED, 3_600_000, () => 10_000);
      await clock.advance(1000);
    }
    expect(concurrency.limit).toBe(8);
  });

  it('ignore time in which one of them is not sending', async () => {
    const clock = new VirtualClock();
    const concurrency = new AdaptiveConcurrency(clock);
    const put = wire(clock, concurrency);
    for (let running = 0; running < 3; running += 1) void put(STORED, 3_600_000, () => 10_000);
    await clock.advance(60_000);
    expect(concurrency.limit).toBe(4);
  });

  it('shrink after a broken PUT, but not after one that found no route', async () => {
    const clock = new VirtualClock();
    const concurrency = new AdaptiveConcurrency(clock);
    const put = wire(clock, concurrency);
    const ended = async (outcome: PutOutcome) => {
      const done = put(outcome, 100);
      await clock.advance(100);
      await done;
    };
    for (let count = 0; count < 4; count += 1) await ended(STORED);
    await ended({ kind: 'not-stored', detail: 'offline', unreachable: true });
    expect(concurrency.limit).toBe(8);
    await ended({ kind: 'not-stored', detail: 'cut', unreachable: false });
    await ended({ kind: 'unknown', detail: 'cut' });
    expect(concurrency.limit).toBe(6);
  });
});

it('a fixed number of PUT slots stays as it is', async () => {
  const concurrency = fixedConcurrency(2);
  await concurrency.put(async () => STORED, {} as PutRequest);
  expect(concurrency.limit).toBe(2);
});
