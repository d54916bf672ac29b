import { describe, expect, it } from 'vitest';
import { Chance } from '../../../support/model/chance.ts';
import { type FleetOutcome, fleetCeilingMs, simulateFleet } from '../../../support/simulation/fleet.ts';

const AT_ONCE_MS = 100;

describe('desks that share one key through the quota server', () => {
  it.each([5, 10, 20])(
    '%i of them: no call is refused, all end as early as the key allows, and all get their share',
    async (desks) => {
      for (const seed of [1, 2]) {
        const fleet = await simulateFleet(desks, 20, seed, {
          quota: true,
          dropsWithinMs: AT_ONCE_MS,
          hasOddClocks: true,
        });
        expect(fleet.ready).toBe(20 * desks);
        expect(fleet.refused429).toBe(0);
        expect(fleet.makespanMs / fleetCeilingMs(20 * desks, fleet)).toBeLessThanOrEqual(1.05);
        expect(fleet.requests / fleet.ready).toBeLessThanOrEqual(2.4);
      }
    },
  );

  it('50 of them get even shares, and a 51st with a single file is served at once', async () => {
    const fleet = await simulateFleet(50, 20, 1, {
      quota: true,
      dropsWithinMs: AT_ONCE_MS,
      newcomerAtMs: 100_000,
    });
    expect([fleet.ready, fleet.refused429]).toEqual([1000, 0]);
    expect(fleet.makespanMs / fleetCeilingMs(1000, fleet)).toBeLessThanOrEqual(1.05);
    const shares = fleet.grantedByFirstEnd.filter((places) => places > 10);
    expect(shares).toHaveLength(50);
    expect(Math.min(...shares) / Math.max(...shares)).toBeGreaterThanOrEqual(0.9);
    expect(fleet.newcomerMs).toBeLessThanOrEqual(5000);
  });

  it('a desk with a single file is served at once, whenever it comes', async () => {
    for (const [seed, newcomerAtMs] of [20_000, 40_000, 61_000, 80_000].entries()) {
      const fleet = await simulateFleet(20, 12, seed, { quota: true, newcomerAtMs });
      expect(fleet.newcomerMs).toBeLessThanOrEqual(5000);
      expect(fleet.refused429).toBe(0);
    }
  });

  it.each([5, 20])(
    '%i of them go on when the server is gone half-way: few calls are refused, and no file is lost',
    async (desks) => {
      const quotaEndsAtMs = fleetCeilingMs(20 * desks, { p95ProcessingMs: 0 }) / 2 + 10_000;
      const fleet = await simulateFleet(desks, 20, 1, { quota: true, quotaEndsAtMs });
      expect(fleet.ready).toBe(20 * desks);
      expect(fleet.refused429 / fleet.requests).toBeLessThanOrEqual(0.05);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'no call is refused though the server’s clock is set and it forgets everything: seed %i',
    async (seed) => {
      const fleet = await throughTroubles(seed, () => false);
      expect(fleet.ready).toBe(200);
      expect(fleet.refused429).toBe(0);
    },
  );

  it('hardly any call is refused if answers get lost besides, since a desk without an answer goes on by itself', async () => {
    const fleets = await Promise.all(
      [1, 4, 5, 8, 10, 15].map((seed) => {
        const chance = new Chance(7);
        return throughTroubles(seed, () => chance.next() < 0.02);
      }),
    );
    const sum = (of: (fleet: FleetOutcome) => number) => fleets.reduce((all, fleet) => all + of(fleet), 0);
    expect(fleets.map(({ ready }) => ready)).toEqual(fleets.map(() => 200));
    expect(sum(({ refused429 }) => refused429) / sum(({ requests }) => requests)).toBeLessThanOrEqual(0.002);
  });
});

/** Ten desks whose quota server forgets three times, and whose clock is set three times. */
async function throughTroubles(seed: number, losesAnswer: () => boolean): Promise<FleetOutcome> {
  const forgetsAtMs = [20_000, 75_000, 110_000];
  const jumps = [
    { atMs: 45_000, byMs: 600_000 },
    { atMs: 90_000, byMs: 30_000 },
    { atMs: 100_000, byMs: -40_000 },
  ];
  const fleet = await simulateFleet(10, 20, seed, {
    quota: true,
    watch: (quota, sinceMs) => {
      quota.losesAnswer = losesAnswer;
      if (sinceMs >= (jumps[0]?.atMs ?? Number.POSITIVE_INFINITY)) quota.aheadMs += jumps.shift()?.byMs ?? 0;
      if (sinceMs < (forgetsAtMs[0] ?? Number.POSITIVE_INFINITY)) return;
      forgetsAtMs.shift();
      quota.forget();
    },
  });
  expect([...forgetsAtMs, ...jumps]).toEqual([]);
  return fleet;
}
