import { describe, expect, it } from 'vitest';
import { ProcessingTimes } from '../../../../main/core/rate-limit/processing-times.ts';
import { Chance } from '../../../support/model/chance.ts';

/** All took from 1 to 5 s. */
const known = () => {
  const times = new ProcessingTimes();
  times.begin(Array.from({ length: 400 }, (_, index) => 1000 + 10 * index));
  return times;
};

describe('a server that has become slower', () => {
  it('is noticed by answers of “not yet” alone', () => {
    const times = known();
    const [beforeMs, longestMs] = [times.dueAgeMs(null), times.longestMs];
    for (let file = 0; file < 12; file += 1) times.note(0, 3000, false);
    expect(times.readyBy(3000)).toBeLessThan(0.3);
    expect(times.dueAgeMs(null)).toBeGreaterThan(1.2 * beforeMs);
    expect(times.longestMs).toBeGreaterThan(1.2 * longestMs);
  });

  it('is forgotten once files are ready as soon as before, and with another server', () => {
    const times = known();
    const longestMs = times.longestMs;
    for (let file = 0; file < 12; file += 1) times.note(0, 3000, false);
    for (let file = 0; file < 40; file += 1) times.note(2500, 3000, true);
    expect(times.longestMs).toBe(longestMs);
    for (let file = 0; file < 40; file += 1) times.note(0, 3000, false);
    expect(times.longestMs).toBeGreaterThan(longestMs);
    times.begin(known().samples);
    expect(times.longestMs).toBe(longestMs);
  });

  it('is no conclusion from two endless files, nor from times that are as usual', () => {
    const times = known();
    const longestMs = times.longestMs;
    for (const ageMs of [4000, 5000, 6000, 9000, 20_000]) times.note(ageMs - 1000, ageMs, false);
    expect(times.longestMs).toBe(longestMs);
    const chance = new Chance(1);
    for (let file = 0; file < 1000; file += 1) {
      const readyMs = 1000 + 4000 * chance.next();
      for (let ageMs = 1500; ; ageMs += 1000) {
        times.note(ageMs === 1500 ? 0 : ageMs - 1000, ageMs, ageMs >= readyMs);
        expect(times.longestMs).toBe(longestMs);
        if (ageMs >= readyMs) break;
      }
    }
  });

  it('is no conclusion while the server is not known', () => {
    const times = new ProcessingTimes();
    const longestMs = times.longestMs;
    for (let file = 0; file < 40; file += 1) times.note(0, 16_000, false);
    expect(times.longestMs).toBe(longestMs);
  });
});
