import { describe, expect, it } from 'vitest';
import {
  freshWindows,
  limited,
  offline,
  PacedCalls,
  serverError,
  wrongKey,
} from '../../../support/paced-calls.ts';

describe('a wrong setting', () => {
  it('blocks the queue for good, and reopen() goes on with the same calls', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a', 'b']);
    await calls.answer('a', wrongKey());
    await calls.answer('b', wrongKey());
    await calls.ask(['c']);
    await calls.clock.advance(3_600_000);
    expect(calls.underWay).toEqual([]);
    expect(calls.ends.size).toBe(0);
    expect(calls.requestQueue.status).toEqual({
      kind: 'configuration',
      problem: { field: 'apiKey', message: { code: 'key_refused' } },
    });
    calls.requestQueue.reopen(calls.windows);
    await calls.clock.advance(0);
    expect(calls.underWay.toSorted()).toEqual(['a', 'b', 'c']);
    expect(calls.requestQueue.status).toEqual({ kind: 'open' });
  });

  it('of an earlier connection does not block the new one; its call goes again', async () => {
    const calls = new PacedCalls();
    await calls.ask(['late', 'b']);
    calls.requestQueue.reopen(calls.windows);
    await calls.answer('late', wrongKey());
    expect(calls.requestQueue.status).toEqual({ kind: 'open' });
    expect(calls.underWay.toSorted()).toEqual(['b', 'late']);
    await calls.answer('late');
    expect(calls.ends.get('late')).toBe('late answered');
  });

  it('of an earlier connection does not open the new one that is blocked', async () => {
    const calls = new PacedCalls();
    await calls.ask(['late', 'b']);
    calls.requestQueue.reopen(calls.windows);
    await calls.ask(['c']);
    await calls.answer('c', wrongKey());
    await calls.answer('late');
    expect(calls.requestQueue.status.kind).toBe('configuration');
    expect(calls.ends.get('late')).toBe('late answered');
  });

  it('of an earlier connection keeps its slot in the windows of the same key', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    await calls.ask(['late', 'b']);
    calls.requestQueue.reopen(calls.windows);
    await calls.clock.advance(5000);
    expect(calls.underWay).toEqual(['late']);
  });

  it.each([['a good answer', undefined] as const, ['a broken connection', serverError()] as const])(
    'stays told after %s to a call that was under way before',
    async (_what, error) => {
      const calls = new PacedCalls();
      await calls.ask(['early', 'refused']);
      await calls.answer('refused', wrongKey());
      await calls.answer('early', error);
      expect(calls.requestQueue.status.kind).toBe('configuration');
      expect(calls.underWay).toEqual([]);
    },
  );

  it('rejects a cancelled call', async () => {
    const calls = new PacedCalls();
    const abort = new AbortController();
    await calls.ask(['a'], 'sign', abort.signal);
    await calls.answer('a', wrongKey());
    abort.abort(new Error('cancelled'));
    await calls.clock.advance(0);
    expect(calls.ends.get('a')).toEqual(new Error('cancelled'));
  });

  it('of an earlier connection does not block the new one, and neither does a 429', async () => {
    const calls = new PacedCalls();
    await calls.ask(['late', 'b']);
    calls.requestQueue.reopen(freshWindows({ perSecond: 9, perMinute: 9 }));
    await calls.answer('late', limited(600_000));
    expect(calls.requestQueue.status).toEqual({ kind: 'open' });
    expect(calls.underWay.toSorted()).toEqual(['b', 'late']);
  });

  it('of an earlier connection takes no slot from another key', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    await calls.ask(['late', 'b']);
    calls.requestQueue.reopen(freshWindows({ perSecond: 1, perMinute: 100 }));
    expect(calls.underWay).toEqual(['late']);
    await calls.clock.advance(0);
    expect(calls.underWay).toEqual(['late', 'b']);
    await calls.answer('late');
    expect([calls.windows.inFlight, calls.underWay]).toEqual([0, ['b']]);
  });
});

describe('“try now”', () => {
  it('lets one call probe before its time, and the others after a good answer', async () => {
    for (const blocked of [offline(), limited(60_000)]) {
      const calls = new PacedCalls();
      await calls.ask(['a', 'b', 'c']);
      await calls.answer('a', blocked);
      await calls.answer('b', blocked);
      await calls.answer('c', blocked);
      expect(calls.underWay).toEqual([]);
      calls.requestQueue.tryNow();
      await calls.clock.advance(0);
      expect(calls.underWay).toHaveLength(1);
      await calls.answer(calls.underWay[0] ?? '');
      expect(calls.underWay).toHaveLength(2);
      expect(calls.requestQueue.status).toEqual({ kind: 'open' });
    }
  });

  it('lets one call probe after a wrong setting, which may be refused again', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a', 'b']);
    await calls.answer('a', wrongKey());
    await calls.answer('b', wrongKey());
    calls.requestQueue.tryNow();
    await calls.clock.advance(0);
    expect(calls.underWay).toHaveLength(1);
    await calls.answer(calls.underWay[0] ?? '', wrongKey());
    expect([calls.requestQueue.status.kind, calls.underWay]).toEqual(['configuration', []]);
    calls.requestQueue.tryNow();
    await calls.clock.advance(0);
    await calls.answer(calls.underWay[0] ?? '');
    expect([calls.requestQueue.status.kind, calls.underWay]).toEqual(['open', [expect.any(String)]]);
  });

  it('never exceeds the windows', async () => {
    const calls = new PacedCalls({ perSecond: 100, perMinute: 1 });
    await calls.ask(['a', 'b']);
    await calls.answer('a', limited(1000));
    calls.requestQueue.tryNow();
    await calls.clock.advance(60_000);
    expect(calls.order).toEqual(['a']);
    await calls.clock.advance(1);
    expect(calls.order).toEqual(['a', 'a']);
  });

  it('changes nothing if nothing waits', async () => {
    const calls = new PacedCalls();
    calls.requestQueue.tryNow();
    await calls.ask(['a', 'b']);
    expect([calls.underWay, calls.statuses]).toEqual([['a', 'b'], []]);
  });
});
