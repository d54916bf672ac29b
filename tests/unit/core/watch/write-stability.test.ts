import { describe, expect, it } from 'vitest';
import { WriteStability } from '../../../../main/core/watch/write-stability.ts';

const state = (sizeBytes: number) => ({ inode: '1', sizeBytes, mtimeNs: String(sizeBytes), ctimeNs: null });

/** Goes on tick by tick with a file of these sizes, and answers what was seen at each look. */
function looks(stability: WriteStability, sizes: readonly number[]): string[] {
  return sizes.flatMap((size) =>
    stability.tick().map((path) => `${path} ${stability.check(path, state(size))}`),
  );
}

describe('stability', () => {
  it('needs the same state at two looks that far apart, and none in between', () => {
    const stability = new WriteStability(1000);
    stability.begin('a', state(1));
    expect(looks(stability, [1, 1, 1, 1])).toEqual([]);
    expect(looks(stability, [1])).toEqual(['a stable']);
  });

  it('starts again with each change', () => {
    const stability = new WriteStability(500);
    stability.begin('a', state(0));
    const sizes = Array.from({ length: 300 }, (_, tick) => tick + 1);
    expect(new Set(looks(stability, sizes))).toEqual(new Set(['a changed']));
    expect(looks(stability, [300, 300, 300])).toEqual(['a stable']);
  });

  it('is checked at once after an event, but counts from the change', () => {
    const stability = new WriteStability(1000);
    stability.begin('a', state(1));
    stability.markChanged('a');
    expect(looks(stability, [1])).toEqual(['a waiting']);
    stability.markChanged('a');
    expect(looks(stability, [2])).toEqual(['a changed']);
    expect(looks(stability, [2, 2, 2, 2])).toEqual([]);
    expect(looks(stability, [2])).toEqual(['a stable']);
  });

  it('can be postponed and ended', () => {
    const stability = new WriteStability(250);
    stability.begin('a', state(1));
    expect(looks(stability, [1, 1])).toEqual(['a stable']);
    stability.putOff('a', 1000);
    expect(looks(stability, [1, 1, 1, 1])).toEqual(['a stable']);
    stability.end('a');
    expect([looks(stability, [1, 1]), stability.size]).toEqual([[], 0]);
  });

  it('takes a file without a visible state for one that does not change', () => {
    const stability = new WriteStability(0);
    stability.begin('a', null);
    stability.tick();
    stability.tick();
    expect(stability.check('a', null)).toBe('stable');
    expect(stability.check('a', state(1))).toBe('changed');
  });

  it('knows the pauses between the changes of a file, and none shorter than a second', () => {
    const stability = new WriteStability(1000);
    stability.begin('a', state(0), [9000]);
    for (const [ticks, size] of [
      [2, 1],
      [8, 2],
      [24, 3],
    ] as const) {
      for (let tick = 0; tick < ticks; tick += 1) stability.tick();
      stability.check('a', state(size));
    }
    stability.tick();
    expect(stability.quiet('a')).toEqual({ quietMs: 250, pausesMs: [9000, 2000, 6000] });
  });
});
