import { z } from 'zod';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The window's last position, in device-independent pixels. */
export interface WindowPlace extends Area {
  readonly maximized: boolean;
}

const whole = z.number().transform(Math.round);
export const windowPlace: z.ZodType<WindowPlace> = z.object({
  x: whole,
  y: whole,
  width: whole,
  height: whole,
  maximized: z.boolean(),
});

export const FIRST_SIZE = { width: 960, height: 640 } as const;
export const LEAST_SIZE = { width: 480, height: 400 } as const;

/** The part of the upper edge that must be on a screen, so that the window can be dragged. */
const GRIP = { width: 120, height: 32 } as const;

/**
 * Finds a position where the window can be seen and dragged.
 * @param kept the last position; null for the middle of the first screen
 * @param screens the work area of each screen, the main one first; never empty
 */
export function placeOn(kept: Area | null, screens: readonly [Area, ...Area[]]): Area {
  if (kept === null) return centred(FIRST_SIZE, screens[0]);
  const screen = mostOverlapped(kept, screens);
  const shrunk = { x: kept.x, y: kept.y, ...sizeWithin(kept, screen) };
  return canBeTaken(shrunk, screens) ? shrunk : centred(shrunk, screen);
}

function mostOverlapped(window: Area, screens: readonly [Area, ...Area[]]): Area {
  const size = (screen: Area) => {
    const { width, height } = overlap(window, screen);
    return width * height;
  };
  return screens.reduce((best, screen) => (size(screen) > size(best) ? screen : best));
}

function canBeTaken(window: Area, screens: readonly Area[]): boolean {
  const edge = { ...window, height: GRIP.height };
  return screens.some((screen) => {
    const { width, height } = overlap(edge, screen);
    return width >= GRIP.width && height >= GRIP.height;
  });
}

/** On a screen below the minimum size, the minimum stays: Electron enforces it anyway. */
function sizeWithin(window: Area, screen: Area): Pick<Area, 'width' | 'height'> {
  return {
    width: Math.max(LEAST_SIZE.width, Math.min(window.width, screen.width)),
    height: Math.max(LEAST_SIZE.height, Math.min(window.height, screen.height)),
  };
}

function centred({ width, height }: Pick<Area, 'width' | 'height'>, screen: Area): Area {
  const fitting = sizeWithin({ ...screen, width, height }, screen);
  return {
    ...fitting,
    x: screen.x + Math.max(0, Math.round((screen.width - fitting.width) / 2)),
    y: screen.y + Math.max(0, Math.round((screen.height - fitting.height) / 2)),
  };
}

export function overlap(a: Area, b: Area): Pick<Area, 'width' | 'height'> {
  const along = (startA: number, lengthA: number, startB: number, lengthB: number) =>
    Math.max(0, Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB));
  return { width: along(a.x, a.width, b.x, b.width), height: along(a.y, a.height, b.y, b.height) };
}
