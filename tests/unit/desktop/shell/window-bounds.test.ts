import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, LEAST_SIZE, placeOn } from '../../../../main/desktop/shell/window-bounds.ts';

const laptop: Area = { x: 0, y: 25, width: 1440, height: 875 };
const beside: Area = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('where the window opens', () => {
  it('the first time: in the middle', () => {
    expect(placeOn(null, [laptop])).toEqual({ x: 240, y: 143, width: 960, height: 640 });
  });

  it('where it was, on whichever screen', () => {
    const kept = { x: 1600, y: 100, width: 800, height: 600 };
    expect(placeOn({ ...kept, maximized: false } as Area, [laptop, beside])).toEqual(kept);
  });

  it('on the screen that is left, once the other is gone', () => {
    const kept = { x: 1600, y: 100, width: 800, height: 600 };
    expect(placeOn(kept, [laptop])).toEqual({ x: 320, y: 163, width: 800, height: 600 });
  });

  it('partly off the screen, as the person has put it', () => {
    const kept = { x: -500, y: 100, width: 800, height: 600 };
    expect(placeOn(kept, [laptop])).toEqual(kept);
  });

  it('back, where its upper edge is beyond the screen', () => {
    expect(placeOn({ x: 200, y: -300, width: 800, height: 600 }, [laptop])).toEqual({
      x: 320,
      y: 163,
      width: 800,
      height: 600,
    });
  });

  it('smaller, on a smaller screen', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 };
    expect(placeOn({ x: 0, y: 0, width: 1800, height: 1000 }, [small])).toEqual(small);
  });

  it('always where it can be taken hold of, and large enough', () => {
    const coordinate = fc.integer({ min: -6000, max: 6000 });
    const size = (min: number) => fc.integer({ min, max: 4000 });
    const screen = fc.record({ x: coordinate, y: coordinate, width: size(480), height: size(400) });
    const window = fc.record({ x: coordinate, y: coordinate, width: size(1), height: size(1) });
    fc.assert(
      fc.property(window, screen, fc.array(screen, { maxLength: 3 }), (kept, first, more) => {
        const placed = placeOn(kept, [first, ...more]);
        const taken = [first, ...more].some((area) => {
          const right = Math.min(placed.x + placed.width, area.x + area.width);
          const across = right - Math.max(placed.x, area.x);
          return across >= 120 && placed.y >= area.y && placed.y + 32 <= area.y + area.height;
        });
        expect(taken).toBe(true);
        expect(placed.width).toBeGreaterThanOrEqual(LEAST_SIZE.width);
        expect(placed.height).toBeGreaterThanOrEqual(LEAST_SIZE.height);
      }),
    );
  });
});
