import { describe, expect, it } from 'vitest';
import { type Progress, ProgressMeter } from '../../../../main/core/util/progress-meter.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

function meterOnVirtualClock() {
  const clock = new VirtualClock();
  const told: Progress[] = [];
  return { clock, told, meter: new ProgressMeter(clock, (progress) => told.push(progress)) };
}

describe('progress', () => {
  it('is reported at most four times a second, with the last value', async () => {
    const { clock, told, meter } = meterOnVirtualClock();
    for (let bytes = 1; bytes <= 1000; bytes += 1) {
      meter.update(bytes);
      await clock.advance(1);
    }
    await clock.advance(1000);
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.at(-1)?.sentBytes).toBe(1000);
  });

  it('has the speed of the last few seconds, not of the whole', async () => {
    const { clock, told, meter } = meterOnVirtualClock();
    const sendFor = async (seconds: number, bytesPerTenth: number, from: number) => {
      let bytes = from;
      for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
        bytes += bytesPerTenth;
        meter.update(bytes);
        await clock.advance(100);
      }
      return bytes;
    };
    const slow = await sendFor(20, 100, 0);
    expect(told.at(-1)?.bytesPerSecond).toBeCloseTo(1000, -2);
    await sendFor(6, 10_000, slow);
    const speed = told.at(-1)?.bytesPerSecond ?? 0;
    expect(speed).toBeGreaterThan(90_000);
    expect(speed).toBeLessThan(115_000);
  });

  it('starts its measurement again if the count falls', async () => {
    const { clock, told, meter } = meterOnVirtualClock();
    meter.update(5_000_000);
    await clock.advance(250);
    meter.update(0);
    // At once: what was shown is not true any more.
    expect(told.at(-1)).toEqual({ sentBytes: 0, bytesPerSecond: null });
    await clock.advance(250);
    meter.update(1000);
    await clock.advance(250);
    expect(told.at(-1)?.bytesPerSecond).toBe(2000);
  });

  it('never reports a speed below zero', async () => {
    const { clock, told, meter } = meterOnVirtualClock();
    for (const bytes of [100, 900, 50, 40, 2000, 0, 1]) {
      meter.update(bytes);
      await clock.advance(300);
    }
    for (const { bytesPerSecond } of told) expect(bytesPerSecond ?? 0).toBeGreaterThanOrEqual(0);
    expect(told).toHaveLength(7);
  });

  it('is not reported after the stop', async () => {
    const { clock, told, meter } = meterOnVirtualClock();
    meter.update(10);
    meter.stop();
    await clock.advance(10_000);
    expect(told).toEqual([]);
  });
});
