import { strictObject } from '../strict.ts';

const running = new Set<number>();
let last = -1;

/** Nothing here would sleep; it is remembered who wants that. */
export const powerSaveBlocker = strictObject('powerSaveBlocker', {
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep')
      throw new TypeError('Invalid type');
    last += 1;
    running.add(last);
    return last;
  },
  stop: (id: number): boolean => running.delete(id),
  isStarted: (id: number): boolean => running.has(id),
});
