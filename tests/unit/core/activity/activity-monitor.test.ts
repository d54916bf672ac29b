import { describe, expect, it } from 'vitest';
import { ActivityMonitor, summaryOf } from '../../../../main/core/activity/activity-monitor.ts';
import { simulateBatch } from '../../../support/simulation/simulate-batch.ts';

describe('summaryOf', () => {
  it('knows nothing of no files, and nothing of nine in ten of a few', () => {
    expect(summaryOf([])).toBeNull();
    expect(summaryOf([700])).toEqual({ files: 1, medianMs: 700, p90Ms: null });
    expect(summaryOf([9, 1, 5, 3])).toEqual({ files: 4, medianMs: 3, p90Ms: null });
  });

  it('takes times that some file really took', () => {
    const times = Array.from({ length: 20 }, (_, index) => (20 - index) * 100);
    expect(summaryOf(times)).toEqual({ files: 20, medianMs: 1000, p90Ms: 1800 });
  });
});

describe('ActivityMonitor', () => {
  it('counts calls, uploads and bytes of a batch while it is on its way', async () => {
    const seen: ReturnType<typeof look>[] = [];
    const look = (monitor: ActivityMonitor) => monitor.now;
    let last: ActivityMonitor | null = null;
    await simulateBatch({
      files: 120,
      seed: 1,
      watch: (queue, clock) => {
        const monitor = new ActivityMonitor(queue, clock);
        last = monitor;
        for (const atMs of [15_000, 130_000]) clock.after(atMs, () => seen.push(monitor.now));
      },
    });
    const [first] = seen;
    expect(first?.calls).toMatchObject({ others: null, limit: 180, allowed: 180 });
    expect(first?.calls.ours).toBeGreaterThanOrEqual(80);
    expect(first?.calls.ours).toBeLessThanOrEqual(180);
    const { waiting, sending, processing } = first?.uploads ?? { waiting: 0, sending: 0, processing: 0 };
    expect(waiting + sending + processing).toBeGreaterThan(0);
    expect(waiting + sending + processing).toBeLessThanOrEqual(120);
    const now = (last as ActivityMonitor | null)?.now;
    expect(now?.uploads).toEqual({ waiting: 0, sending: 0, processing: 0 });
    // Each file has 1,000 bytes, and all went out within these minutes.
    const sums = now?.speed.bytesPerSecond.map((speed) => (speed * (now?.speed.sampleMs ?? 0)) / 1000) ?? [];
    expect(Math.round(sums.reduce((sum, bytes) => sum + bytes, 0))).toBe(120_000);
    expect(now?.processing?.files).toBe(100);
    // A file takes 2 to 20 s.
    expect(now?.processing?.medianMs).toBeGreaterThanOrEqual(2000);
    expect(now?.processing?.p90Ms).toBeLessThanOrEqual(20_000);
  });
});
