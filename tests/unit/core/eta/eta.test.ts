import { describe, expect, it } from 'vitest';
import { type Eta, etaAtMs, nextEta, type WorkLeft } from '../../../../main/core/eta/eta.ts';
import { EtaEstimator } from '../../../../main/core/eta/eta-estimator.ts';
import { simulateBatch } from '../../../support/simulation/simulate-batch.ts';

const NOW_MS = 1_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('the estimated end', () => {
  const left: WorkLeft = {
    nowMs: NOW_MS,
    unsent: { files: 3, bytes: 30_000_000 },
    readyAtMs: null,
    bytesPerSecond: 1_000_000,
    lastCallAtMs: NOW_MS,
    processingMs: 5 * SECOND,
  };
  const inMs = (more: Partial<WorkLeft> = {}) => {
    const atMs = etaAtMs({ ...left, ...more });
    return atMs === null ? null : atMs - NOW_MS;
  };

  it('comes once the bytes are sent and the last file is processed', () => {
    expect(inMs()).toBe(35 * SECOND);
  });

  it('comes when the request limits allow the last call, if that is later', () => {
    expect(inMs({ lastCallAtMs: NOW_MS + 2 * MINUTE })).toBe(2 * MINUTE);
  });

  it('is unknown until the speed is known', () => {
    expect([inMs({ bytesPerSecond: null }), inMs({ bytesPerSecond: 0 })]).toEqual([null, null]);
  });

  it('comes when the last file should be ready once all bytes are sent; a late file may be ready any moment', () => {
    const sent = { unsent: { files: 0, bytes: 0 }, bytesPerSecond: null };
    expect(inMs({ ...sent, readyAtMs: NOW_MS + 4 * SECOND })).toBe(4 * SECOND);
    expect(inMs({ ...sent, readyAtMs: NOW_MS - 4 * SECOND })).toBe(0);
    expect(inMs(sent)).toBeNull();
  });
});

describe('the shown estimate', () => {
  /** Told each second of these estimates, in seconds that are left. */
  function tell(leftSeconds: readonly (number | null)[]): (number | null)[] {
    let told: Eta | null = null;
    return leftSeconds.map((left, second) => {
      const nowMs = NOW_MS + second * SECOND;
      told = nextEta(told, left === null ? null : nowMs + left * SECOND, nowMs);
      return told?.minutes ?? null;
    });
  }
  const downFrom = (seconds: number) => Array.from({ length: seconds + 1 }, (_, passed) => seconds - passed);

  it('is empty until estimates have held for three seconds, and as soon as there are none', () => {
    expect(tell([125, 124, 123, 122, null, 120])).toEqual([null, null, null, 2, null, null]);
  });

  it('goes down a step at a time as the time passes', () => {
    const steps = tell(downFrom(400)).filter((minutes, at, all) => minutes !== all[at - 1]);
    expect(steps).toEqual([null, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('stays where estimates go up and down around it', () => {
    const restless = Array.from({ length: 60 }, (_, second) => 150 + (second % 2 === 0 ? 25 : -25));
    expect(new Set(tell(restless).slice(3)).size).toBe(1);
  });

  it('follows an estimate that stays, and is coarser far off', () => {
    const told = tell([...Array(30).fill(170), ...Array(40).fill(3 * 3600 + 600)]);
    expect([told[20], told.at(-1)]).toEqual([3, 180]);
    expect(tell(Array(10).fill(50 * 60)).at(-1)).toBe(45);
  });

  it('starts again after the clock was set back', () => {
    const told = nextEta(null, NOW_MS + MINUTE, NOW_MS);
    expect(nextEta(told, NOW_MS, NOW_MS - MINUTE)?.minutes).toBeNull();
  });
});

describe('in a batch under 180 calls a minute', () => {
  it.each([30, 90, 270, 450])('the estimate for %i files is honest and does not jump', async (files) => {
    const told: { readonly atMs: number; readonly minutes: number | null }[] = [];
    const batch = await simulateBatch({
      files,
      seed: 3,
      watch: (queue, clock) => {
        const startMs = clock.now();
        new EtaEstimator(queue, clock, (minutes) => told.push({ atMs: clock.now() - startMs, minutes }));
      },
    });
    expect(told.length).toBeGreaterThan(0);
    const ups = told.filter(({ minutes }, at) => (minutes ?? 0) > (told[at - 1]?.minutes ?? 99));
    expect(ups.length).toBeLessThanOrEqual(1);
    for (const { atMs, minutes } of told) {
      if (minutes === null) continue;
      const leftMinutes = (batch.makespanMs - atMs) / MINUTE;
      expect(Math.abs(minutes - leftMinutes), `at ${atMs} ms`).toBeLessThanOrEqual(1.2);
    }
  });
});
