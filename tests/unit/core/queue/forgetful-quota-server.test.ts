import { describe, expect, it } from 'vitest';
import { type FleetOutcome, fleetCeilingMs, simulateFleet } from '../../../support/simulation/fleet.ts';

const DESKS = 10;
const FILES = 20;
const ALL = DESKS * FILES;
/** A pause of some seconds after a loss, and what is lost by it at the end of a minute. */
const MOST_OF_CEILING = 1.1;

/** Moments at which the server forgets, in ms, and runs in which calls were refused for it before. */
const LOSSES: readonly { readonly atMs: readonly number[]; readonly seeds: readonly number[] }[] = [
  { atMs: [300], seeds: [2] },
  { atMs: [2000], seeds: [2] },
  { atMs: [5000], seeds: [2, 8, 18, 20] },
  { atMs: [45_000], seeds: [17] },
  { atMs: [60_000, 61_000], seeds: [1, 2, 6, 7, 8, 15, 17, 18] },
  { atMs: [20_000, 21_000, 22_000, 23_000], seeds: [5, 7, 10, 17] },
];

describe('a quota server that loses what it knew of ten busy desks', () => {
  it.each(LOSSES)('lets no call be refused where it forgets at $atMs', async ({ atMs, seeds }) => {
    for (const seed of seeds) {
      const left = [...atMs];
      const fleet = await simulateFleet(DESKS, FILES, seed, {
        quota: true,
        watch: (quota, sinceMs) => {
          if (sinceMs < (left[0] ?? Number.POSITIVE_INFINITY)) return;
          left.shift();
          quota.forget();
        },
      });
      expect(left).toEqual([]);
      expectNothingLost(fleet);
    }
  });

  it.each([
    { atMs: 9000, seed: 28 },
    { atMs: 18_000, seed: 55 },
    { atMs: 63_000, seed: 190 },
  ])('lets no call be refused where it goes back to what it knew two seconds before $atMs', async (run) => {
    let restore: (() => void) | null = null;
    let isRestored = false;
    const fleet = await simulateFleet(DESKS, FILES, run.seed, {
      quota: true,
      watch: (quota, sinceMs) => {
        if (sinceMs >= run.atMs - 2000) restore ??= quota.snapshot();
        if (sinceMs < run.atMs || isRestored) return;
        restore?.();
        isRestored = true;
      },
    });
    expect(isRestored).toBe(true);
    expectNothingLost(fleet);
  });
});

function expectNothingLost(fleet: FleetOutcome): void {
  expect([fleet.ready, fleet.refused429]).toEqual([ALL, 0]);
  expect(fleet.makespanMs / fleetCeilingMs(ALL, fleet)).toBeLessThanOrEqual(MOST_OF_CEILING);
}
