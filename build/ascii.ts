import type { Plugin } from 'vite';

/**
 * The same program without a character beyond ASCII: an escape by its code unit means the same in a text, a template, a
 * regular expression and a name. Only `String.raw` could tell.
 */
export function escapedToAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** V8 keeps a source with one such character at two bytes for each of all its characters: 4 MB for the main process. */
export function asciiPlugin(): Plugin {
  return {
    name: 'ascii',
    // Where chunks are rendered is too early: they are printed once more after that.
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = escapedToAscii(file.code);
    },
  };
}
