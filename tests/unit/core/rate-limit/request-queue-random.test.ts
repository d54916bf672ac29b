import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallsInFlight } from '../../../../main/core/rate-limit/calls-in-flight.ts';
import type { RequestLimits } from '../../../../main/core/rate-limit/request-limits.ts';
import { RequestQueue } from '../../../../main/core/rate-limit/request-queue.ts';
import { sleep } from '../../../../main/core/util/clock.ts';
import { freshWindows, limited, offline, serverError } from '../../../support/paced-calls.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const never = new AbortController().signal;

/** A server that counts each call, refused ones too, in both rolling windows, when it arrives. */
class CountingServer {
  readonly arrivals: number[] = [];
  refused = 0;
  readonly #limits: RequestLimits;
  readonly #clock: VirtualClock;

  constructor(limits: RequestLimits, clock: VirtualClock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Answers whether this call is within the limits. */
  take(): boolean {
    const nowMs = this.#clock.now();
    this.arrivals.push(nowMs);
    const within = (ms: number) => this.arrivals.filter((atMs) => atMs > nowMs - ms).length;
    const ok = within(1000) <= this.#limits.perSecond && within(60_000) <= this.#limits.perMinute;
    if (!ok) this.refused += 1;
    return ok;
  }
}

type WaitMessage = 'limited' | 'limited for 3 s' | 'offline' | 'failing';

const scenario = fc.record({
  limits: fc.record({
    perSecond: fc.integer({ min: 1, max: 5 }),
    perMinute: fc.integer({ min: 4, max: 20 }),
  }),
  calls: fc.array(
    fc.record({
      priority: fc.constantFrom('status' as const, 'sign' as const),
      askedAtMs: fc.nat(30_000),
      goesMs: fc.nat(3000),
      comesMs: fc.nat(3000),
      faults: fc.array(fc.constantFrom<WaitMessage>('limited', 'limited for 3 s', 'offline', 'failing'), {
        maxLength: 3,
      }),
      abortAfterMs: fc.option(fc.nat(40_000), { freq: 5 }),
    }),
    { minLength: 1, maxLength: 25 },
  ),
  /** Times at which another client spends from the same budget. */
  others: fc.array(fc.nat(120_000), { maxLength: 20 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

async function play({ limits, calls, others }: Scenario) {
  const clock = new VirtualClock(0);
  const server = new CountingServer(limits, clock);
  const requestQueue = new RequestQueue({
    clock,
    calls: new CallsInFlight(freshWindows(limits)),
    onStatus() {},
    random: () => 0.5,
  });
  for (const atMs of others) clock.after(atMs, () => server.take());
  let settled = 0;
  const outcomes = calls.map(async ({ priority, askedAtMs, goesMs, comesMs, faults, abortAfterMs }) => {
    const abort = new AbortController();
    if (abortAfterMs !== null) clock.after(askedAtMs + abortAfterMs, () => abort.abort());
    const left = [...faults];
    let said = 'nothing';
    try {
      await sleep(clock, askedAtMs, never);
      const outcome = await requestQueue.run(priority, abort.signal, async () => {
        const fault = left.shift();
        if (fault === 'offline') throw offline();
        await sleep(clock, goesMs, abort.signal);
        const taken = server.take();
        await sleep(clock, comesMs, abort.signal);
        if (!taken || fault === 'limited') throw limited(null);
        if (fault === 'limited for 3 s') throw limited(3000);
        said = fault === 'failing' ? 'failed' : 'answered';
        if (fault === 'failing') throw serverError();
        return said;
      });
      return { outcome, said };
    } catch {
      return { outcome: abort.signal.aborted ? 'aborted' : 'failed', said };
    } finally {
      settled += 1;
    }
  });
  await clock.advance(4 * 3_600_000);
  expect(settled, 'calls that ended').toBe(calls.length);
  return { server, requestQueue, outcomes: await Promise.all(outcomes) };
}

describe('any run, on a virtual clock', () => {
  it('settles each call once, by its last answer', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (run) => {
        const { outcomes } = await play(run);
        for (const { outcome, said } of outcomes) if (outcome !== 'aborted') expect(outcome).toBe(said);
      }),
      { numRuns: 150 },
    );
  });

  it('never goes over the windows of a server that nobody else uses', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (run) => {
        const calls = run.calls.map((call) => ({ ...call, abortAfterMs: null }));
        const { server } = await play({ ...run, calls, others: [] });
        expect(server.refused).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('repeats itself for the same input', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (run) => {
        const [first, second] = [await play(run), await play(run)];
        expect(second.server.arrivals).toEqual(first.server.arrivals);
        expect(second.outcomes).toEqual(first.outcomes);
      }),
      { numRuns: 10 },
    );
  });
});
