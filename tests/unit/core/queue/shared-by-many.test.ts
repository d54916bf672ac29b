import { describe, expect, it } from 'vitest';
import { simulateFleet } from '../../../support/simulation/fleet.ts';

const MINUTE_MS = 60_000;

describe('desks that share one key and know nothing of each other', () => {
  it.each([
    [2, 0.08, 2],
    [5, 0.2, 4],
    [10, 0.27, 5],
  ])(
    '%i of them: all files become ready, a part of %d of the calls is refused at most, all within %d min',
    async (desks, refusedPart, minutes) => {
      let [requests, refused] = [0, 0];
      for (const seed of [1, 2, 3]) {
        const fleet = await simulateFleet(desks, 20, seed);
        expect(fleet.ready).toBe(20 * desks);
        expect(fleet.makespanMs).toBeLessThanOrEqual(minutes * MINUTE_MS);
        requests += fleet.requests;
        refused += fleet.refused429;
      }
      // A single run of two desks differs by chance, from 3 to 12 %.
      expect(refused / requests).toBeLessThanOrEqual(refusedPart);
    },
  );
});
