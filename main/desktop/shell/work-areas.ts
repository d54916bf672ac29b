import { screen } from 'electron';
import type { Area } from './window-bounds.ts';

/** @returns the work area of each screen, the main one first */
export function screenAreas(): [Area, ...Area[]] {
  const first = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== first.id);
  return [first.workArea, ...others.map(({ workArea }) => workArea)];
}
