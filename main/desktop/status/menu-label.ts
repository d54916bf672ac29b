import { shownName } from '../shell/display-name.ts';

/** A file's name in a menu. A single `&` would underline the letter after it (Electron's documentation of `Menu`). */
export function menuLabel(name: string): string {
  return shownName(name).replaceAll('&', '&&');
}
