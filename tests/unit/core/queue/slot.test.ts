import { describe, expect, it } from 'vitest';
import { Slot } from '../../../../main/core/queue/active-job.ts';

describe('a slot', () => {
  it('is taken and released once, however often that is asked', () => {
    const changes: number[] = [];
    const slot = new Slot((change) => changes.push(change));
    slot.release();
    slot.take();
    slot.take();
    slot.release();
    slot.release();
    slot.take();
    expect(changes).toEqual([1, -1, 1]);
  });

  it('is already free when its release is announced, so that a listener may take it again', () => {
    const changes: number[] = [];
    const slot: Slot = new Slot((change) => {
      changes.push(change);
      if (change < 0) slot.release();
    });
    slot.take();
    slot.release();
    expect(changes).toEqual([1, -1]);
  });
});
