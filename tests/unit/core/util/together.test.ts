import { describe, expect, it } from 'vitest';
import { Together } from '../../../../main/core/util/together.ts';

/** Work that ends when the test says so. */
function heldWork() {
  const runs: { asked: readonly string[]; end: PromiseWithResolvers<number> }[] = [];
  const together = new Together((asked: readonly string[]) => {
    const end = Promise.withResolvers<number>();
    runs.push({ asked, end });
    return end.promise;
  });
  const begun = async (count: number) => expect.poll(() => runs.length).toBe(count);
  return { runs, together, begun };
}

describe('Together', () => {
  it('answers all who ask at once by one run, and who asks meanwhile by the next one', async () => {
    const { runs, together, begun } = heldWork();
    const first = ['a', 'b'].map((question) => together.ask(question));
    await begun(1);
    const later = ['c', 'd', 'e'].map((question) => together.ask(question));
    await new Promise(setImmediate);
    expect(runs.map(({ asked }) => asked)).toEqual([['a', 'b']]);
    runs[0]?.end.resolve(1);
    await begun(2);
    runs[1]?.end.resolve(2);
    expect(await Promise.all([...first, ...later])).toEqual([1, 1, 2, 2, 2]);
    expect(runs[1]?.asked).toEqual(['c', 'd', 'e']);
  });

  it('fails for those alone who asked for the run that failed', async () => {
    const { runs, together, begun } = heldWork();
    const first = together.ask('a');
    await begun(1);
    const second = together.ask('b');
    runs[0]?.end.reject(new Error('no handle is free'));
    await expect(first).rejects.toThrow('no handle is free');
    await begun(2);
    runs[1]?.end.resolve(2);
    expect(await second).toBe(2);
  });
});
