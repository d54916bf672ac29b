import { describe, expect, it } from 'vitest';
import { simulateFleet } from '../../../support/simulation/fleet.ts';

const MINUTE_MS = 60_000;

describe('desks that share one key and know nothing of each other', () => {
  it.each([
    // A single run of two desks differs by chance, from 3 to 12 %, so that it takes many to tell.
    [2, 0.08, 2, 16],
    [5, 0.2, 4, 3],
    [10, 0.27, 5, 3],
  ])(
    '%i of them: all files become ready, a part of %d of the calls is refused at most, all within %d min',
    async (desks, refusedPart, minutes, runs) => {
      let [requests, refused] = [0, 0];
      for (let seed = 1; seed <= runs; seed += 1) {
        const fleet = await simulateFleet(desks, 20, seed);
        expect(fleet.ready).toBe(20 * desks);
        expect(fleet.makespanMs).toBeLessThanOrEqual(minutes * MINUTE_MS);
        requests += fleet.requests;
        refused += fleet.refused429;
      }
      expect(refused / requests).toBeLessThanOrEqual(refusedPart);
    },
  );
});
