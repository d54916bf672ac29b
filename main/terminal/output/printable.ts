import { escaped, UNPRINTABLE } from '../../core/model/unprintable.ts';

/**
 * @returns foreign text that is safe to print. Control characters and direction marks could move the cursor or hide the end
 *   of a name, so they become escapes.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (character === '\n' ? '\\n' : escaped(character)));
}
