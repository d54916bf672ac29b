import { describe, expect, it } from 'vitest';
import type { ContentKey } from '../../../../main/core/model/content.ts';
import { ContentLocks } from '../../../../main/core/queue/content-locks.ts';

const content: ContentKey = { sha256: 'ab', destination: 'user@server', retention: 'keep' };
const never = new AbortController().signal;

/** Whether it has settled once all promises had their turn. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const mark = () => {
    settled = true;
  };
  promise.then(mark, mark);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('a content lock', () => {
  it('belongs to the first upload that asks, until it is released', () => {
    const locks = new ContentLocks();
    expect(locks.acquire(content, 'a')).toBe('a');
    expect(locks.acquire(content, 'b')).toBe('a');
    expect(locks.acquire(content, 'a')).toBe('a');
    locks.release('a');
    expect(locks.acquire(content, 'b')).toBe('b');
    expect(locks.acquire(content, 'a')).toBe('b');
  });

  it.each<[string, Partial<ContentKey>]>([
    ['hash', { sha256: 'cd' }],
    ['destination', { destination: 'user@other' }],
    ['retention', { retention: 'temporary' }],
  ])('is separate for another %s', (_what, change) => {
    const locks = new ContentLocks();
    locks.acquire(content, 'a');
    expect(locks.acquire({ ...content, ...change }, 'b')).toBe('b');
    expect(locks.acquire(content, 'c')).toBe('a');
  });

  it('does not confuse keys whose parts run into each other', () => {
    const locks = new ContentLocks();
    locks.acquire({ ...content, sha256: 'a', destination: 'b","c' }, 'a');
    expect(locks.acquire({ ...content, sha256: 'a","b', destination: 'c' }, 'b')).toBe('b');
  });

  it('is released when its upload asks for other content, whether it gets that or waits for it', () => {
    const other = { ...content, sha256: 'cd' };
    for (const holderOfOther of [null, 'x']) {
      const locks = new ContentLocks();
      if (holderOfOther !== null) locks.acquire(other, holderOfOther);
      locks.acquire(content, 'a');
      expect(locks.acquire(other, 'a')).toBe(holderOfOther ?? 'a');
      expect(locks.acquire(content, 'b')).toBe('b');
    }
  });

  it('is not released by an upload that does not hold it', () => {
    const locks = new ContentLocks();
    locks.acquire(content, 'a');
    locks.acquire(content, 'b');
    locks.release('b');
    locks.release('none');
    expect(locks.acquire(content, 'c')).toBe('a');
  });
});

describe('waiting for a content lock', () => {
  it('ends for all that wait as soon as it is released', async () => {
    const locks = new ContentLocks();
    locks.acquire(content, 'a');
    const waits = [locks.released('a', never), locks.released('a', never)];
    expect(await isSettled(Promise.race(waits))).toBe(false);
    locks.release('a');
    await Promise.all(waits);
    expect(locks.acquire(content, 'b')).toBe('b');
  });

  it('ends where the holder goes over to other content', async () => {
    const locks = new ContentLocks();
    locks.acquire(content, 'a');
    const wait = locks.released('a', never);
    locks.acquire({ ...content, sha256: 'cd' }, 'a');
    expect(await isSettled(wait)).toBe(true);
  });

  it('ends for one of two uploads that each want the other’s content', async () => {
    const locks = new ContentLocks();
    const other = { ...content, sha256: 'cd' };
    locks.acquire(content, 'a');
    locks.acquire(other, 'b');
    expect(locks.acquire(other, 'a')).toBe('b');
    // By that `a` has given up its own, so `b` need not wait.
    expect(locks.acquire(content, 'b')).toBe('b');
    expect(locks.acquire(other, 'a')).toBe('a');
  });

  it('rejects with the reason of an abort, before or while it waits, and leaves the others waiting', async () => {
    const locks = new ContentLocks();
    locks.acquire(content, 'a');
    const reason = new Error('cancelled');
    await expect(locks.released('a', AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const given = locks.released('a', abort.signal);
    const kept = locks.released('a', never);
    abort.abort(reason);
    await expect(given).rejects.toBe(reason);
    expect(await isSettled(kept)).toBe(false);
    locks.release('a');
    await kept;
  });
});
