import { type Area, overlap } from '../shell/window-bounds.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The content's size, in device-independent pixels. */
export const DROP_WINDOW_SIZE = { width: 208, height: 144 } as const;

/** The distance from the screen's corner at first. */
const MARGIN = 24;
/** The height of the window manager's frame. */
const FRAME_HEIGHT = 40;

/**
 * Finds the drop window's position: the last one if most of the window can be seen there, else the lower right corner.
 *
 * @param screens the work area of each screen, the main one first
 */
export function dropWindowPlace(kept: Point | null, screens: readonly [Area, ...Area[]]): Point {
  const { width, height } = DROP_WINDOW_SIZE;
  if (kept !== null) {
    const seen = screens.map((screen) => overlap({ ...kept, width, height }, screen));
    const isSeen = seen.some((part) => part.width * part.height > (width * height) / 2);
    if (isSeen) return kept;
  }
  const [first] = screens;
  return {
    x: first.x + first.width - width - MARGIN,
    y: first.y + first.height - height - FRAME_HEIGHT - MARGIN,
  };
}
