/**
 * Characters that a terminal acts on or that nobody sees: controls of both sets (C0, C1), line separators, and marks of
 * direction, which can turn the end of a name around.
 */
export const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/g;

/** `\u001b`, as JSON has it. */
export function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * An object as JSON, safe to print: JSON itself escapes only some of these characters.
 * @param indent for each level, in spaces; none where it is to be on one line
 */
export function jsonText(object: object, indent = 0): string {
  const text = JSON.stringify(object, null, indent);
  return text.replace(UNPRINTABLE, (character) => (character === '\n' ? character : escaped(character)));
}
