import { describe, expect, it } from 'vitest';
import { limited, offline, PacedCalls, serverError } from '../../../support/paced-calls.ts';

describe('a 429', () => {
  it('with a time stops all calls until then; its own call goes first afterwards', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a']);
    await calls.answer('a', limited(5000));
    await calls.ask(['b', 'c']);
    expect(calls.requestQueue.status).toEqual({
      kind: 'rate-limited',
      untilMs: calls.clock.now() + 5000,
    });
    await calls.clock.advance(4999);
    expect(calls.underWay).toEqual([]);
    await calls.clock.advance(1);
    // One probes before the others follow.
    expect(calls.underWay).toEqual(['a']);
    expect(calls.ends.size).toBe(0);
    await calls.answer('a');
    expect(calls.underWay).toEqual(['b', 'c']);
    expect(calls.requestQueue.status).toEqual({ kind: 'open' });
    expect(calls.ends.get('a')).toBe('a answered');
  });

  it('without a time stops all calls for 1.5 s, twice as long each time in a row, a minute at most', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a']);
    for (let times = 0; times < 8; times += 1) {
      await calls.answer('a', limited(null));
      await calls.clock.advance(60_000);
    }
    const pauses = calls.statuses.map((status) => (status.kind === 'rate-limited' ? status.untilMs : 0));
    const beginMs = calls.clock.now() - 8 * 60_000;
    expect(pauses.map((untilMs, index) => untilMs - beginMs - index * 60_000)).toEqual([
      ...[1500, 3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000],
    ]);
  });

  it('starts again at 1.5 s after a good answer', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a']);
    for (const pauseMs of [1500, 3000]) {
      await calls.answer('a', limited(null));
      await calls.clock.advance(pauseMs);
    }
    await calls.answer('a');
    await calls.ask(['c']);
    await calls.answer('c', limited(null));
    expect(calls.requestQueue.status).toMatchObject({ untilMs: calls.clock.now() + 1500 });
  });

  it('waits up to a tenth longer, never shorter', async () => {
    const calls = new PacedCalls(undefined, () => 0.999);
    await calls.ask(['a']);
    await calls.answer('a', limited(10_000));
    await calls.clock.advance(10_000);
    expect(calls.underWay).toEqual([]);
    await calls.clock.advance(1000);
    expect(calls.underWay).toEqual(['a']);
  });

  // transfer.md: "block for Retry-After, else 1.5·2^k s (at most 60)": the minute bounds the guess, not the server.
  it('may ask for more than a minute', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a']);
    await calls.answer('a', limited(120_000));
    await calls.clock.advance(119_999);
    expect(calls.underWay).toEqual([]);
    await calls.clock.advance(1);
    expect(calls.underWay).toEqual(['a']);
  });

  it.each([['a good answer', undefined] as const, ['a server error', serverError()] as const])(
    'is not lifted by %s to a call that was under way before it',
    async (_what, error) => {
      const calls = new PacedCalls();
      await calls.ask(['early', 'limited']);
      await calls.answer('limited', limited(30_000));
      await calls.answer('early', error);
      await calls.ask(['next']);
      await calls.clock.advance(29_000);
      expect(calls.underWay).toEqual([]);
      await calls.clock.advance(1000);
      expect(calls.underWay).toHaveLength(1);
    },
  );

  it('makes one pause for many calls in flight, which the first of them sets', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a', 'b', 'c']);
    for (const name of ['a', 'b', 'c']) await calls.answer(name, limited(null));
    await calls.clock.advance(1500);
    expect(calls.underWay).toHaveLength(1);
  });

  it('extends the pause, also from a call that was in flight before; a shorter one does not', async () => {
    const calls = new PacedCalls();
    await calls.ask(['long', 'short', 'first']);
    await calls.answer('first', limited(5000));
    await calls.answer('short', limited(1000));
    expect(calls.requestQueue.status).toEqual({
      kind: 'rate-limited',
      untilMs: calls.clock.now() + 5000,
    });
    await calls.answer('long', limited(20_000));
    expect(calls.requestQueue.status).toEqual({
      kind: 'rate-limited',
      untilMs: calls.clock.now() + 20_000,
    });
    await calls.clock.advance(19_999);
    expect(calls.underWay).toEqual([]);
    await calls.clock.advance(1);
    expect(calls.underWay).toHaveLength(1);
  });

  it('that says “at once” again and again makes no busy loop', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a']);
    for (let times = 0; times < 4; times += 1) {
      await calls.answer('a', limited(0));
      await calls.clock.advance(249);
      expect(calls.underWay).toEqual([]);
      await calls.clock.advance(1);
      expect(calls.underWay).toEqual(['a']);
    }
  });

  it('lets one call after the other probe until one succeeds', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a', 'b', 'c']);
    for (const name of ['a', 'b', 'c']) await calls.answer(name, limited(1000));
    for (let times = 0; times < 3; times += 1) {
      await calls.clock.advance(6000);
      expect(calls.underWay).toHaveLength(1);
      await calls.answer(calls.underWay[0] ?? '', limited(1000));
    }
    await calls.clock.advance(6000);
    await calls.answer(calls.underWay[0] ?? '');
    expect(calls.underWay).toHaveLength(2);
  });

  it('whose probe is cancelled lets another probe', async () => {
    const calls = new PacedCalls();
    const abort = new AbortController();
    await calls.ask(['probe'], 'sign', abort.signal);
    await calls.answer('probe', limited(1000));
    await calls.ask(['b', 'c']);
    await calls.clock.advance(1000);
    expect(calls.underWay).toEqual(['probe']);
    abort.abort();
    await calls.answer('probe', new DOMException('aborted', 'AbortError'));
    expect(calls.underWay).toEqual(['b']);
    await calls.answer('b');
    expect(calls.underWay).toEqual(['c']);
  });

  it('to a cancelled call rejects it instead of trying again', async () => {
    const calls = new PacedCalls();
    const abort = new AbortController();
    await calls.ask(['a'], 'sign', abort.signal);
    abort.abort();
    await calls.answer('a', limited(0));
    await calls.clock.advance(60_000);
    expect(calls.order).toEqual(['a']);
    expect(calls.ends.get('a')).toBeInstanceOf(Error);
  });
});

describe('the offline queue', () => {
  it('lets one call try after 1, 2, 4 … 15 s until there is a route; then all go', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a']);
    await calls.answer('a', offline());
    await calls.ask(['b']);
    expect(calls.requestQueue.status).toMatchObject({
      kind: 'offline',
      message: { because: { code: 'no_network' } },
    });
    for (const pauseMs of [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000]) {
      await calls.clock.advance(pauseMs - 1);
      expect(calls.underWay).toEqual([]);
      await calls.clock.advance(1);
      expect(calls.underWay).toEqual(['a']);
      if (calls.starts.length < 9) await calls.answer('a', offline());
    }
    await calls.answer('a');
    expect(calls.underWay).toEqual(['b']);
    expect(calls.requestQueue.status).toEqual({ kind: 'open' });
  });
});

describe('calls that find no route together', () => {
  // The terminal counts these words as tries, and gives a server up after three.
  it('count as one try, reported once', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a', 'b', 'c', 'd']);
    for (const name of ['a', 'b', 'c', 'd']) await calls.answer(name, offline());
    expect(calls.statuses.filter(({ kind }) => kind === 'offline')).toHaveLength(1);
  });
});
