import { describe, expect, it, vi } from 'vitest';
import { CallsInFlight } from '../../../../main/core/rate-limit/calls-in-flight.ts';
import { RequestQueue } from '../../../../main/core/rate-limit/request-queue.ts';
import { RollingWindows } from '../../../../main/core/rate-limit/rolling-windows.ts';
import { neverSet, PacedCalls, PLENTY, serverError } from '../../../support/paced-calls.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

describe('the request queue', () => {
  it('starts calls at once if the windows allow it, and settles as they do', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a', 'b', 'c']);
    expect(calls.underWay).toEqual(['a', 'b', 'c']);
    const error = serverError();
    await calls.answer('b', error);
    await calls.answer('a');
    expect([calls.ends.get('a'), calls.ends.get('b')]).toEqual(['a answered', error]);
    expect(calls.ends.has('c')).toBe(false);
    expect(calls.statuses).toEqual([]);
  });

  it('starts a status before a signature, each kind in order', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    await calls.ask(['first']);
    await calls.ask(['sign 1', 'sign 2']);
    await calls.ask(['status 1', 'status 2'], 'status');
    for (let turn = 0; turn < 5; turn += 1) {
      for (const name of calls.underWay) await calls.answer(name);
      await calls.clock.advance(1001);
    }
    expect(calls.order).toEqual(['first', 'status 1', 'status 2', 'sign 1', 'sign 2']);
  });

  it('starts library calls before new files, and after files that are nearly done', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    await calls.ask(['first', 'sign']);
    await calls.ask(['look'], 'person');
    await calls.ask(['status'], 'status');
    for (let turn = 0; turn < 4; turn += 1) {
      for (const name of calls.underWay) await calls.answer(name);
      await calls.clock.advance(1001);
    }
    expect(calls.order).toEqual(['first', 'status', 'look', 'sign']);
  });
});

describe('the request queue’s windows', () => {
  it('a call waits more than a second from the last answer, not from its start', async () => {
    const calls = new PacedCalls({ perSecond: 2, perMinute: 100 });
    await calls.ask(['a', 'b', 'c']);
    expect(calls.underWay).toEqual(['a', 'b']);
    await calls.clock.advance(5000);
    expect(calls.underWay).toEqual(['a', 'b']);
    await calls.answer('a');
    await calls.clock.advance(1000);
    expect(calls.underWay).toEqual(['b']);
    await calls.clock.advance(1);
    expect(calls.starts.at(-1)).toEqual(['c', 6001]);
  });

  it('count a failed call like any other', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    await calls.ask(['a', 'b']);
    await calls.answer('a', serverError());
    await calls.clock.advance(1000);
    expect(calls.order).toEqual(['a']);
    await calls.clock.advance(1);
    expect(calls.order).toEqual(['a', 'b']);
  });

  it('report a noticeable wait with its end, and withdraw it after that', async () => {
    const calls = new PacedCalls({ perSecond: 100, perMinute: 1 });
    await calls.ask(['a', 'b']);
    await calls.answer('a');
    expect(calls.statuses).toEqual([{ kind: 'rate-limited', untilMs: calls.clock.now() + 60_001 }]);
    await calls.clock.advance(60_001);
    expect(calls.order).toEqual(['a', 'b']);
    await calls.answer('b');
    await calls.ask(['c', 'd']);
    // The next wait moves the time on, without a word in between that would be taken back at once.
    const untilMs = calls.clock.now() + 60_001;
    expect(calls.statuses.slice(1)).toEqual([{ kind: 'rate-limited', untilMs }]);
    await calls.clock.advance(60_001);
    await calls.answer('c');
    calls.requestQueue.becomeIdle();
    expect(calls.statuses.at(-1)).toEqual({ kind: 'open' });
  });

  it('do not report a short wait', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    await calls.ask(['a', 'b']);
    await calls.answer('a');
    await calls.clock.advance(1001);
    await calls.answer('b');
    expect(calls.statuses).toEqual([]);
  });

  // The terminal prints a line each time, so that a full minute window would print dozens.
  it('report one wait once, however many answers arrive meanwhile', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `call ${index}`);
    const calls = new PacedCalls({ perSecond: 100, perMinute: 10 });
    await calls.ask([...names, 'waits']);
    for (const name of names) await calls.answer(name);
    expect(calls.statuses.filter(({ kind }) => kind === 'rate-limited')).toHaveLength(1);
  });
});

describe('a call that cannot be recorded', () => {
  it('is not made, and fails as the recording did', async () => {
    const full = new Error('disk full');
    const windows = new RollingWindows(
      PLENTY,
      {
        recent: () => [],
        start: () => {
          throw full;
        },
        end: () => {},
      },
      0,
      neverSet,
    );
    const calls = new CallsInFlight(windows);
    const requestQueue = new RequestQueue({ clock: new VirtualClock(), calls, onStatus() {} });
    const call = vi.fn();
    await expect(requestQueue.run('sign', new AbortController().signal, call)).rejects.toBe(full);
    expect(call).not.toHaveBeenCalled();
    expect(windows.inFlight).toBe(0);
  });
});

describe('an abort', () => {
  it('rejects a waiting call with its reason and leaves the slot to others', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    const abort = new AbortController();
    await calls.ask(['a']);
    await calls.ask(['given up'], 'status', abort.signal);
    await calls.ask(['b']);
    const reason = new Error('cancelled');
    abort.abort(reason);
    await calls.clock.advance(0);
    expect(calls.ends.get('given up')).toBe(reason);
    await calls.answer('a');
    await calls.clock.advance(1001);
    expect(calls.order).toEqual(['a', 'b']);
  });

  it('starts nothing if it came before the call', async () => {
    const calls = new PacedCalls();
    await calls.ask(['a'], 'sign', AbortSignal.abort('gone'));
    expect([calls.order, calls.ends.get('a')]).toEqual([[], 'gone']);
  });

  it('ends each of many waiting calls once, and none of the others', async () => {
    const calls = new PacedCalls({ perSecond: 1, perMinute: 100 });
    const abort = new AbortController();
    await calls.ask(['a', 'keep 1']);
    await calls.ask(['x', 'y', 'z'], 'sign', abort.signal);
    await calls.ask(['keep 2']);
    abort.abort(new Error('cancelled'));
    await calls.clock.advance(0);
    expect([...calls.ends.keys()]).toEqual(['x', 'y', 'z']);
    for (let turn = 0; turn < 3; turn += 1) {
      for (const name of calls.underWay) await calls.answer(name);
      await calls.clock.advance(1001);
    }
    expect(calls.order).toEqual(['a', 'keep 1', 'keep 2']);
  });
});
