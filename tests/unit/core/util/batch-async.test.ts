import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../../main/core/util/batch-async.ts';

async function* countTo(last: number): AsyncGenerator<number> {
  for (let n = 1; n <= last; n += 1) yield n;
}

async function allOf<T>(batches: AsyncIterable<T[]>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

describe('batches', () => {
  it.each([
    [0, []],
    [1, [1]],
    [200, [200]],
    [201, [200, 1]],
    [450, [200, 200, 50]],
  ])('of %i that come at once are of %j', async (count, sizes) => {
    const batches = await allOf(inBatches(countTo(count)));
    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(batches.flat()).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it('hold nothing back for late items', async () => {
    const turn = Promise.withResolvers<void>();
    async function* slow(): AsyncGenerator<string> {
      yield 'a';
      yield 'b';
      await turn.promise;
      yield 'c';
    }
    const batches = inBatches(slow());
    // It comes although the third has not: else this would never end.
    expect((await batches.next()).value).toEqual(['a', 'b']);
    turn.resolve();
    expect((await batches.next()).value).toEqual(['c']);
    expect((await batches.next()).done).toBe(true);
  });

  it('close before they are full where each item takes its time', async () => {
    async function* trickle(): AsyncGenerator<number> {
      for (let n = 0; n < 12; n += 1) {
        yield n;
        await sleep(15);
      }
    }
    const batches = await allOf(inBatches(trickle()));
    expect(batches.length).toBeGreaterThan(2);
    expect(batches.flat()).toHaveLength(12);
  });

  it('reject as their source does, after the earlier items', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      await sleep(100);
      throw new Error('the disk');
    }
    const batches = inBatches(broken());
    expect((await batches.next()).value).toEqual([1]);
    await expect(batches.next()).rejects.toThrow('the disk');
  });

  it('reject also while the first batch is still open', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('the disk');
    }
    await expect(allOf(inBatches(broken()))).rejects.toThrow('the disk');
  });
});
