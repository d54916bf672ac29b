import { describe, expect, it } from 'vitest';
import { dropWindowPlace } from '../../../../main/desktop/windows/drop-window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('dropWindowPlace', () => {
  it('returns the lower right corner of the main screen at first, with space for the frame', () => {
    expect(dropWindowPlace(null, [laptop, beside])).toEqual({ x: 1208, y: 692 });
  });

  it('keeps the last position on any screen, also partly beyond an edge', () => {
    for (const kept of [
      { x: 3000, y: 40 },
      { x: -60, y: 300 },
    ]) {
      expect(dropWindowPlace(kept, [laptop, beside])).toEqual(kept);
    }
  });

  it('returns the corner when most of the last position is off the screens', () => {
    const corner = dropWindowPlace(null, [laptop]);
    expect(dropWindowPlace({ x: 3000, y: 40 }, [laptop])).toEqual(corner);
    expect(dropWindowPlace({ x: -160, y: 300 }, [laptop])).toEqual(corner);
  });
});
