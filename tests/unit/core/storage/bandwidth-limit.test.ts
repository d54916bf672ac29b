import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BandwidthLimit, parseRate } from '../../../../main/core/storage/bandwidth-limit.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

interface Piece {
  readonly atMs: number;
  readonly sender: number;
  readonly bytes: number;
}

/** Senders that ask for piece after piece, as PUTs do. */
class Senders {
  readonly clock = new VirtualClock(0);
  readonly limit = new BandwidthLimit(this.clock);
  readonly pieces: Piece[] = [];
  readonly #aborts: AbortController[] = [];

  /** Sends `totalBytes`, each piece of which takes the line `lineMs`. */
  async send(sender: number, totalBytes: number, lineMs = 0): Promise<void> {
    const abort = new AbortController();
    this.#aborts.push(abort);
    for (let leftBytes = totalBytes; leftBytes > 0; ) {
      const bytes = Math.min(leftBytes, this.limit.pieceBytes);
      await this.limit.take(bytes, abort.signal);
      this.pieces.push({ atMs: this.clock.now(), sender, bytes });
      leftBytes -= bytes;
      if (lineMs > 0) await new Promise<void>((done) => this.clock.after(lineMs, done));
    }
  }

  bytesOf(sender: number): number {
    return this.pieces.reduce((sum, piece) => sum + (piece.sender === sender ? piece.bytes : 0), 0);
  }

  /** The most that went within any `ms`, less what the budget of that time is. */
  mostBeyond(bytesPerSecond: number, ms: number): number {
    const beyond = this.pieces.map(({ atMs: fromMs }) => {
      const within = this.pieces.filter(({ atMs }) => atMs >= fromMs && atMs <= fromMs + ms);
      return within.reduce((sum, { bytes }) => sum + bytes, 0) - (bytesPerSecond * ms) / 1000;
    });
    return Math.max(...beyond);
  }

  [Symbol.dispose](): void {
    for (const abort of this.#aborts) abort.abort();
  }
}

const rates = fc.integer({ min: 50, max: 50_000_000 });
const senderCounts = fc.integer({ min: 1, max: 8 });
const lineMs = fc.integer({ min: 0, max: 40 });

describe('a bandwidth limit', () => {
  it('holds over any time, smooth and fair among all senders, and is used up', async () => {
    await fc.assert(
      fc.asyncProperty(rates, senderCounts, lineMs, async (rate, count, tookMs) => {
        using senders = new Senders();
        senders.limit.change(rate);
        for (let sender = 0; sender < count; sender += 1) {
          senders.send(sender, 60 * rate, tookMs).catch(() => {});
        }
        await senders.clock.advance(4000);
        for (const windowMs of [0, 100, 1000, 3000]) {
          expect(senders.mostBeyond(rate, windowMs)).toBeLessThanOrEqual(rate * 0.2 + 1);
        }
        const shares = Array.from({ length: count }, (_, sender) => senders.bytesOf(sender));
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(senders.limit.pieceBytes);
        const whole = shares.reduce((sum, share) => sum + share, 0);
        expect(whole).toBeGreaterThanOrEqual(rate * 4 * 0.9);
      }),
      { numRuns: 60 },
    );
  });

  it('lets each of eight senders have something within a second, however low it is', async () => {
    using senders = new Senders();
    senders.limit.change(80);
    for (let sender = 0; sender < 8; sender += 1) senders.send(sender, 1_000_000).catch(() => {});
    await senders.clock.advance(10_000);
    for (let sender = 0; sender < 8; sender += 1) {
      const times = senders.pieces.filter((piece) => piece.sender === sender).map(({ atMs }) => atMs);
      const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(1000);
    }
  });

  it('applies at once when it changes, up, down and to none', async () => {
    using senders = new Senders();
    senders.limit.change(1000);
    senders.send(0, 1_000_000).catch(() => {});
    const sentWithin = async (ms: number) => {
      const before = senders.bytesOf(0);
      await senders.clock.advance(ms);
      return senders.bytesOf(0) - before;
    };
    const isAbout = (bytes: number, expected: number) =>
      expect(Math.abs(bytes - expected)).toBeLessThanOrEqual(expected * 0.15);
    isAbout(await sentWithin(5000), 5000);
    senders.limit.change(20_000);
    isAbout(await sentWithin(5000), 100_000);
    senders.limit.change(2000);
    isAbout(await sentWithin(5000), 10_000);
    senders.limit.change(null);
    await senders.clock.advance(0);
    expect(senders.bytesOf(0)).toBe(1_000_000);
  });

  it('saves nothing while nobody sends', async () => {
    using senders = new Senders();
    senders.limit.change(1000);
    await senders.send(0, 100);
    await senders.clock.advance(60_000);
    senders.send(0, 5000).catch(() => {});
    await senders.clock.advance(3000);
    expect(senders.mostBeyond(1000, 1000)).toBeLessThanOrEqual(201);
  });

  it('costs nothing if it is off', () => {
    const limit = new BandwidthLimit(new VirtualClock());
    expect(limit.pieceBytes).toBe(Number.POSITIVE_INFINITY);
    expect(limit.take(1_000_000, new AbortController().signal)).toBeNull();
  });

  it('lets no sender wait for a cancelled one', async () => {
    const clock = new VirtualClock(0);
    const limit = new BandwidthLimit(clock);
    limit.change(1000);
    const { signal } = new AbortController();
    const cancelled = new AbortController();
    await limit.take(1000, signal);
    const rejected = expect(limit.take(50_000, cancelled.signal)).rejects.toThrow('aborted');
    const next = limit.take(10, signal);
    cancelled.abort();
    await rejected;
    await clock.advance(1000);
    await next;
    expect(clock.now()).toBe(1000);
  });
});

it.each<[string, number | null | undefined]>([
  ['1000', 1000],
  ['500K', 512_000],
  ['2m', 2_097_152],
  [' 1.5M ', 1_572_864],
  ['1G', 1_073_741_824],
  ['0', null],
  ['0K', null],
  ['', undefined],
  ['fast', undefined],
  ['-1', undefined],
  ['1T', undefined],
  ['1 M', undefined],
  ['0.5', undefined],
  ['1e9', undefined],
])('parseRate reads “%s” as %s', (text, bytesPerSecond) => {
  expect(parseRate(text)).toBe(bytesPerSecond);
});
