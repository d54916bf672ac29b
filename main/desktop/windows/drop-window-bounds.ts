import { type Area, overlap } from '../shell/window-bounds.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of what it shows, in device-independent pixels. */
export const DROP_WINDOW_SIZE = { width: 208, height: 144 } as const;

/** From the corner of the screen, until the person has put it elsewhere. */
const MARGIN = 24;
/** What a window manager draws around it. */
const FRAME_HEIGHT = 40;

/**
 * Where the drop window is to be: where it was, if most of it can be seen there; else in the lower right corner, out of
 * the way.
 * @param screens what is free for windows on each screen, the main one first
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
