import { describe, expect, it } from 'vitest';
import { RescanScheduler } from '../../../../main/core/watch/rescan-scheduler.ts';

/** After how many beats a look is due. */
function beatsUntilDue(plan: RescanScheduler, each: () => void = () => {}): number {
  for (let beats = 1; beats < 10_000; beats += 1) {
    each();
    if (plan.beat()) {
      plan.begin();
      plan.noteScan(10);
      return beats;
    }
  }
  throw new Error('never due');
}

describe('RescanScheduler', () => {
  it('scans now and then, and at once on request', () => {
    const plan = new RescanScheduler(false);
    expect(beatsUntilDue(plan)).toBe(300);
    plan.request();
    expect(beatsUntilDue(plan)).toBe(1);
    expect(beatsUntilDue(plan)).toBe(300);
  });

  it('scans some time after a few hints, and soon after very many', () => {
    const plan = new RescanScheduler(false);
    plan.noteEvent();
    expect(beatsUntilDue(plan)).toBe(16);
    for (let n = 0; n < 5000; n += 1) plan.noteEvent();
    expect(beatsUntilDue(plan)).toBe(2);
  });

  it('scans also while the hints do not end', () => {
    const plan = new RescanScheduler(false);
    const storm = () => {
      for (let n = 0; n < 300; n += 1) plan.noteEvent();
    };
    expect(beatsUntilDue(plan, storm)).toBe(10);
  });

  it('scans every few seconds if the file system says nothing, and never for more than a tenth of the time', () => {
    const plan = new RescanScheduler(true);
    expect(beatsUntilDue(plan)).toBe(3);
    plan.noteScan(2000);
    expect(beatsUntilDue(plan)).toBe(20);
  });

  it('scans every few seconds once two files came without a hint, until that has found nothing for long', () => {
    const plan = new RescanScheduler(false);
    plan.noteMissed();
    expect(plan.isPolling).toBe(false);
    plan.noteMissed();
    expect([plan.isPolling, beatsUntilDue(plan)]).toEqual([true, 3]);
    for (let n = 0; n < 100; n += 1) plan.noteScan(10);
    expect([plan.isPolling, beatsUntilDue(plan)]).toEqual([false, 300]);
  });
});
