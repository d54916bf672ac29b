import { describe, expect, it } from 'vitest';
import { SAMPLE_MS, SpeedRing } from '../../../../main/core/activity/speed-ring.ts';
import { IDLE } from '../../../../main/core/queue/upload-list.ts';
import { uploadOf } from '../../../support/upload-of.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const SENDING = { stage: 'uploading', fileId: 'f' } as const;

function sending(clock: VirtualClock) {
  const ring = new SpeedRing(clock);
  ring.happened({ type: 'upload', upload: uploadOf(SENDING, { id: 'a', sizeBytes: 1_000_000 }) });
  return {
    ring,
    reach: (sentBytes: number) => ring.happened({ type: 'live', id: 'a', live: { ...IDLE, sentBytes } }),
  };
}

describe('SpeedRing', () => {
  it('has five minutes of samples, of which the latest has ended', async () => {
    const clock = new VirtualClock();
    const { ring, reach } = sending(clock);
    reach(50_000);
    expect(ring.bytesPerSecond).toEqual(new Array(60).fill(0));
    await clock.advance(SAMPLE_MS);
    expect(ring.bytesPerSecond.slice(-2)).toEqual([0, 10_000]);
    reach(75_000);
    await clock.advance(2 * SAMPLE_MS);
    expect(ring.bytesPerSecond.slice(-4)).toEqual([0, 10_000, 5000, 0]);
  });

  it('forgets what is older, also where nothing happened since', async () => {
    const clock = new VirtualClock();
    const { ring, reach } = sending(clock);
    reach(50_000);
    await clock.advance(60 * SAMPLE_MS);
    expect(ring.bytesPerSecond[0]).toBe(10_000);
    await clock.advance(SAMPLE_MS);
    expect(ring.bytesPerSecond).toEqual(new Array(60).fill(0));
    reach(60_000);
    await clock.advance(1000 * SAMPLE_MS);
    expect(ring.bytesPerSecond).toEqual(new Array(60).fill(0));
  });

  it('counts bytes that are sent again, and no byte twice', async () => {
    const clock = new VirtualClock();
    const { ring, reach } = sending(clock);
    for (const sentBytes of [100, 100, 500, 0, 1000]) reach(sentBytes);
    await clock.advance(SAMPLE_MS);
    expect(ring.bytesPerSecond.at(-1)).toBe((500 + 1000) / 5);
  });
});
