import type { Plugin } from 'vite';

/**
 * @returns the same program in ASCII. An escaped code unit means the same in a text, a template, a regular expression and a
 *   name. Only `String.raw` would show a difference.
 */
export function escapedToAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** V8 stores a source with a single non-ASCII character in two bytes per character, which doubles the memory of the whole file. */
export function asciiPlugin(): Plugin {
  return {
    name: 'ascii',
    // Rendering the chunks is too early, because they are printed again afterwards.
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = escapedToAscii(file.code);
    },
  };
}
