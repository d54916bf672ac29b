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

describe('a claim on a content', () => {
  it('belongs to the first that asks, until it is given up', () => {
    const claims = new ContentLocks();
    expect(claims.claim(content, 'a')).toBe('a');
    expect(claims.claim(content, 'b')).toBe('a');
    expect(claims.claim(content, 'a')).toBe('a');
    claims.release('a');
    expect(claims.claim(content, 'b')).toBe('b');
    expect(claims.claim(content, 'a')).toBe('b');
  });

  it.each<[string, Partial<ContentKey>]>([
    ['hash', { sha256: 'cd' }],
    ['destination', { destination: 'user@other' }],
    ['retention', { retention: 'temporary' }],
  ])('of another %s is another one', (_what, change) => {
    const claims = new ContentLocks();
    claims.claim(content, 'a');
    expect(claims.claim({ ...content, ...change }, 'b')).toBe('b');
    expect(claims.claim(content, 'c')).toBe('a');
  });

  it('is not confused by parts that run into each other', () => {
    const claims = new ContentLocks();
    claims.claim({ ...content, sha256: 'a', destination: 'b","c' }, 'a');
    expect(claims.claim({ ...content, sha256: 'a","b', destination: 'c' }, 'b')).toBe('b');
  });

  it('ends where its upload means other content now, whether it gets that or waits for it', () => {
    const other = { ...content, sha256: 'cd' };
    for (const holderOfOther of [null, 'x']) {
      const claims = new ContentLocks();
      if (holderOfOther !== null) claims.claim(other, holderOfOther);
      claims.claim(content, 'a');
      expect(claims.claim(other, 'a')).toBe(holderOfOther ?? 'a');
      expect(claims.claim(content, 'b')).toBe('b');
    }
  });

  it('is not given up by one that does not hold it', () => {
    const claims = new ContentLocks();
    claims.claim(content, 'a');
    claims.claim(content, 'b');
    claims.release('b');
    claims.release('none');
    expect(claims.claim(content, 'c')).toBe('a');
  });
});

describe('waiting for a claim', () => {
  it('ends for all that wait as soon as it is given up', async () => {
    const claims = new ContentLocks();
    claims.claim(content, 'a');
    const waits = [claims.released('a', never), claims.released('a', never)];
    expect(await isSettled(Promise.race(waits))).toBe(false);
    claims.release('a');
    await Promise.all(waits);
    expect(claims.claim(content, 'b')).toBe('b');
  });

  it('ends where the holder goes over to other content', async () => {
    const claims = new ContentLocks();
    claims.claim(content, 'a');
    const wait = claims.released('a', never);
    claims.claim({ ...content, sha256: 'cd' }, 'a');
    expect(await isSettled(wait)).toBe(true);
  });

  it('of two that each want what the other has ends for one of them', async () => {
    const claims = new ContentLocks();
    const other = { ...content, sha256: 'cd' };
    claims.claim(content, 'a');
    claims.claim(other, 'b');
    expect(claims.claim(other, 'a')).toBe('b');
    // By that `a` has given up its own, so `b` need not wait.
    expect(claims.claim(content, 'b')).toBe('b');
    expect(claims.claim(other, 'a')).toBe('a');
  });

  it('rejects with the reason of an abort, before or while it waits, and leaves the others waiting', async () => {
    const claims = new ContentLocks();
    claims.claim(content, 'a');
    const reason = new Error('cancelled');
    await expect(claims.released('a', AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const given = claims.released('a', abort.signal);
    const kept = claims.released('a', never);
    abort.abort(reason);
    await expect(given).rejects.toBe(reason);
    expect(await isSettled(kept)).toBe(false);
    claims.release('a');
    await kept;
  });
});
