import { describe, expect, it } from 'vitest';
import { WriteStability } from '../../../../main/core/watch/write-stability.ts';

const state = (sizeBytes: number) => ({ inode: '1', sizeBytes, mtimeNs: String(sizeBytes), ctimeNs: null });

/** Goes on tick by tick with a file of these sizes, and answers what was seen at each look. */
function looks(stillness: WriteStability, sizes: readonly number[]): string[] {
  return sizes.flatMap((size) =>
    stillness.tick().map((path) => `${path} ${stillness.looked(path, state(size))}`),
  );
}

describe('stillness', () => {
  it('is the same state at two looks that are so far apart, and none in between', () => {
    const stillness = new WriteStability(1000);
    stillness.begin('a', state(1));
    expect(looks(stillness, [1, 1, 1, 1])).toEqual([]);
    expect(looks(stillness, [1])).toEqual(['a still']);
  });

  it('begins anew with each change, for as long as there are any', () => {
    const stillness = new WriteStability(500);
    stillness.begin('a', state(0));
    const sizes = Array.from({ length: 300 }, (_, tick) => tick + 1);
    expect(new Set(looks(stillness, sizes))).toEqual(new Set(['a changed']));
    expect(looks(stillness, [300, 300, 300])).toEqual(['a still']);
  });

  it('is looked for at once where something happened, but counts from the change', () => {
    const stillness = new WriteStability(1000);
    stillness.begin('a', state(1));
    stillness.stirred('a');
    expect(looks(stillness, [1])).toEqual(['a waiting']);
    stillness.stirred('a');
    expect(looks(stillness, [2])).toEqual(['a changed']);
    expect(looks(stillness, [2, 2, 2, 2])).toEqual([]);
    expect(looks(stillness, [2])).toEqual(['a still']);
  });

  it('can be put off, and ended', () => {
    const stillness = new WriteStability(250);
    stillness.begin('a', state(1));
    expect(looks(stillness, [1, 1])).toEqual(['a still']);
    stillness.putOff('a', 1000);
    expect(looks(stillness, [1, 1, 1, 1])).toEqual(['a still']);
    stillness.end('a');
    expect([looks(stillness, [1, 1]), stillness.size]).toEqual([[], 0]);
  });

  it('takes a file of which nothing can be seen for one that does not change', () => {
    const stillness = new WriteStability(0);
    stillness.begin('a', null);
    stillness.tick();
    stillness.tick();
    expect(stillness.looked('a', null)).toBe('still');
    expect(stillness.looked('a', state(1))).toBe('changed');
  });

  it('knows the pauses between the changes of a file, and none shorter than a second', () => {
    const stillness = new WriteStability(1000);
    stillness.begin('a', state(0), [9000]);
    for (const [ticks, size] of [
      [2, 1],
      [8, 2],
      [24, 3],
    ] as const) {
      for (let tick = 0; tick < ticks; tick += 1) stillness.tick();
      stillness.looked('a', state(size));
    }
    stillness.tick();
    expect(stillness.quiet('a')).toEqual({ quietMs: 250, pausesMs: [9000, 2000, 6000] });
  });
});
