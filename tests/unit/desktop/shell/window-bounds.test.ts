import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, LEAST_SIZE, placeOn } from '../../../../main/desktop/shell/window-bounds.ts';

const laptop: Area = { x: 0, y: 25, width: 1440, height: 875 };
const beside: Area = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('placeOn', () => {
  it('centres the first window', () => {
    expect(placeOn(null, [laptop])).toEqual({ x: 240, y: 143, width: 960, height: 640 });
  });

  it('keeps the last position, on any screen', () => {
    const kept = { x: 1600, y: 100, width: 800, height: 600 };
    expect(placeOn({ ...kept, maximized: false } as Area, [laptop, beside])).toEqual(kept);
  });

  it('moves the window to the remaining screen when its own is gone', () => {
    const kept = { x: 1600, y: 100, width: 800, height: 600 };
    expect(placeOn(kept, [laptop])).toEqual({ x: 320, y: 163, width: 800, height: 600 });
  });

  it('keeps a window partly off the screen where the person put it', () => {
    const kept = { x: -500, y: 100, width: 800, height: 600 };
    expect(placeOn(kept, [laptop])).toEqual(kept);
  });

  it('moves a window back whose upper edge is off the screen', () => {
    expect(placeOn({ x: 200, y: -300, width: 800, height: 600 }, [laptop])).toEqual({
      x: 320,
      y: 163,
      width: 800,
      height: 600,
    });
  });

  it('shrinks the window on a smaller screen', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 };
    expect(placeOn({ x: 0, y: 0, width: 1800, height: 1000 }, [small])).toEqual(small);
  });

  it('always returns a large enough window that can be dragged', () => {
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
