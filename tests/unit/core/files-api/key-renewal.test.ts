import { describe, expect, it } from 'vitest';
import { KeyRenewal } from '../../../../main/core/files-api/key-renewal.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

/** A renewal that gives these keys one after the other, and how often it was asked. */
function giving(...keys: (string | null)[]) {
  const clock = new VirtualClock();
  const asked = { times: 0 };
  const renewal = new KeyRenewal(async () => {
    asked.times += 1;
    return keys.shift() ?? null;
  }, clock);
  return { clock, asked, renewal };
}

describe('a refused key', () => {
  it('is read again once for all calls that were refused together', async () => {
    const { renewal, asked } = giving('new');
    const calls = Array.from({ length: 60 }, () => renewal.after('old'));
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['new']));
    expect(asked.times).toBe(1);
  });

  it('is read at most once a minute', async () => {
    const { renewal, asked, clock } = giving('second', 'third');
    expect(await renewal.after('first')).toBe('second');
    expect(await renewal.after('second')).toBeNull();
    await clock.advance(59_999);
    expect(await renewal.after('second')).toBeNull();
    await clock.advance(1);
    expect(await renewal.after('second')).toBe('third');
    expect(asked.times).toBe(2);
  });

  it('has no successor where the same one comes again, or none', async () => {
    expect(await giving('old').renewal.after('old')).toBeNull();
    expect(await giving(null).renewal.after('old')).toBeNull();
  });
});
