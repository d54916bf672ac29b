import { describe, expect, it } from 'vitest';
import { Wake } from '../../../../main/core/util/interruptible-sleep.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const never = new AbortController().signal;

describe('a pause that can be cut short', () => {
  function paused(delayMs: number, signal: AbortSignal = never) {
    const clock = new VirtualClock();
    const wake = new Wake(clock);
    const ends: unknown[] = [];
    const pause = () =>
      wake.pause(delayMs, signal).then(
        () => ends.push('over'),
        (error: unknown) => ends.push(error),
      );
    pause();
    return { clock, wake, ends, pause };
  }

  it('lasts its time where nobody cuts it', async () => {
    const { clock, ends } = paused(1000);
    await clock.advance(999);
    expect(ends).toEqual([]);
    await clock.advance(1);
    expect(ends).toEqual(['over']);
  });

  it('is over at once for all that are in one, and not for those that come later', async () => {
    const { clock, wake, ends, pause } = paused(1000);
    pause();
    wake.now();
    await clock.advance(0);
    expect(ends).toEqual(['over', 'over']);
    pause();
    await clock.advance(999);
    expect(ends).toHaveLength(2);
    await clock.advance(1);
    expect(ends).toHaveLength(3);
  });

  it('rejects with the reason of an abort, also where both happen together', async () => {
    for (const both of [false, true]) {
      const abort = new AbortController();
      const { clock, wake, ends } = paused(1000, abort.signal);
      const reason = new Error('cancelled');
      if (both) wake.now();
      abort.abort(reason);
      await clock.advance(0);
      expect(ends).toEqual([reason]);
    }
  });
});
