import { escaped, UNPRINTABLE } from '../core/model/unprintable.ts';

/**
 * Text from outside, safe to print: control characters and direction marks, which could move the cursor or hide
 * the end of a name, are shown as escapes.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (character === '\n' ? '\\n' : escaped(character)));
}
