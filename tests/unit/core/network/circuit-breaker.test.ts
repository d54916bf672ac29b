import { describe, expect, it } from 'vitest';
import { CircuitBreaker, type Fault } from '../../../../main/core/network/circuit-breaker.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const message = { code: 'server_in_trouble', because: '503' } as const;
const fault = (change: Partial<Fault> = {}): Fault => ({ message, afterMs: null, proof: 'row', ...change });
const MINUTE_MS = 60_000;

function start(canAsk = false) {
  const clock = new VirtualClock();
  const breaker = new CircuitBreaker({ clock, random: () => 0, canAsk, changed: () => {} });
  const fail = (file: object, change?: Partial<Fault>) =>
    breaker.recordFailure(breaker.start(), file, fault(change));
  const succeed = (file: object) => {
    breaker.start();
    breaker.recordSuccess(file);
  };
  return { clock, breaker, fail, succeed };
}

const files = Array.from({ length: 6 }, (_, index) => ({ index }));
const [a = {}, b = {}, c = {}] = files;

describe('CircuitBreaker', () => {
  it('trips at the third failure in a row, and no success between', () => {
    const { breaker, fail, succeed } = start();
    expect([fail(a), fail(b)]).toEqual(['own', 'own']);
    succeed(c);
    expect([fail(a), fail(b), fail(c)]).toEqual(['own', 'own', 'all']);
    expect(breaker.trip?.message).toEqual(message);
  });

  it('waits for the time that the server names, and for no more than ten minutes', () => {
    const { clock, breaker, fail } = start();
    expect(fail(a, { afterMs: 40_000 })).toBe('all');
    expect(breaker.opensAtMs - clock.now()).toBe(40_000);
    const other = start();
    other.fail(a, { afterMs: 24 * 60 * MINUTE_MS });
    expect(other.breaker.opensAtMs - other.clock.now()).toBe(10 * MINUTE_MS);
  });

  it('lets one probe through after each pause, which grows to half a minute', async () => {
    const { clock, breaker, fail } = start();
    fail(a, { proof: 'any' });
    const pauses: number[] = [];
    for (const file of [...files, ...files]) {
      pauses.push(breaker.opensAtMs - clock.now());
      await clock.advance(breaker.opensAtMs - clock.now());
      const number = breaker.start();
      expect(breaker.opensAtMs).toBe(Number.POSITIVE_INFINITY);
      expect(breaker.recordFailure(number, file, fault())).toBe('all');
    }
    expect(pauses.slice(0, 7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('ignores calls that began before it tripped', () => {
    const { breaker, fail } = start();
    const early = breaker.start();
    fail(a, { afterMs: 5000 });
    const { untilMs } = breaker.trip ?? {};
    expect(breaker.recordFailure(early, b, fault())).toBe('all');
    expect(breaker.trip?.untilMs).toBe(untilMs);
  });

  it('counts against a file what failed while another one succeeded, whatever time the server names', () => {
    const { fail, succeed } = start();
    fail(a, { afterMs: 1000 });
    succeed(b);
    expect(fail(a, { afterMs: 1000 })).toBe('own');
    succeed(b);
    expect(fail(a, { proof: 'any' })).toBe('own');
  });

  it('doubts an outage that only one file reports if it can ask something else', () => {
    const { breaker, fail } = start(true);
    fail(a, { afterMs: 1000 });
    expect(fail(a)).toBe('doubtful');
    breaker.recordNotServed(fault());
    expect(breaker.trip).not.toBeNull();
    expect(fail(a)).toBe('doubtful');
    breaker.recordServed();
    expect(breaker.trip).toBeNull();
    fail(a, { proof: 'any' });
    expect(breaker.trip).toBeNull();
  });

  it('waits 15 minutes before it blames one file if it cannot ask the server', async () => {
    const { clock, fail } = start();
    fail(a, { proof: 'any' });
    await clock.advance(14 * MINUTE_MS);
    expect(fail(a)).toBe('all');
    await clock.advance(2 * MINUTE_MS);
    expect(fail(a)).toBe('doubtful');
  });

  it('blames no file for an outage of hours that several files report', async () => {
    const { clock, fail } = start();
    fail(a, { proof: 'any' });
    fail(b);
    for (let hour = 0; hour < 5; hour += 1) {
      await clock.advance(60 * MINUTE_MS);
      expect(fail(files[hour] ?? a)).toBe('all');
      expect(fail(b)).toBe('all');
    }
  });

  it('needs two files, or three, for a fault that may be a single file’s', () => {
    const { fail } = start();
    expect([fail(a, { proof: 'two-files' }), fail(a, { proof: 'two-files' })]).toEqual(['own', 'own']);
    expect(fail(b, { proof: 'two-files' })).toBe('all');
    const other = start();
    const three = { proof: 'three-files' } as const;
    expect([a, b, c].map((file) => other.fail(file, three))).toEqual(['own', 'own', 'all']);
  });

  it('knows nothing of another server', () => {
    const { breaker, fail } = start();
    const early = breaker.start();
    fail(a, { proof: 'any' });
    breaker.reset();
    expect(breaker.trip).toBeNull();
    expect(breaker.recordFailure(early, a, fault({ proof: 'any' }))).toBe('all');
    expect(breaker.trip).toBeNull();
  });
});
