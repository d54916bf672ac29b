import iconv from 'iconv-lite';

/** The character sets of fonts that stand for a code page (RTF 1.9.1, `\fcharset`). */
const CHARACTER_SETS: ReadonlyMap<number, string> = new Map([
  [0, 'cp1252'],
  [77, 'macroman'],
  [128, 'cp932'],
  [129, 'cp949'],
  [134, 'cp936'],
  [136, 'cp950'],
  [161, 'cp1253'],
  [162, 'cp1254'],
  [163, 'cp1258'],
  [177, 'cp1255'],
  [178, 'cp1256'],
  [186, 'cp1257'],
  [204, 'cp1251'],
  [222, 'cp874'],
  [238, 'cp1250'],
  [254, 'cp437'],
  [255, 'cp850'],
]);
/** The control words that say in which code page the document was written. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['ansi', 'cp1252'],
  ['mac', 'macroman'],
  ['pc', 'cp437'],
  ['pca', 'cp850'],
]);
/** A font of symbols, such as bullets. */
export const SYMBOLS = 2;

/** @returns the encoding of a font's characters; null where it is that of the document */
export function encodingOfFont(characterSet: number): string | null {
  return CHARACTER_SETS.get(characterSet) ?? null;
}

/** @returns the encoding that a control word names; null for another word */
export function encodingOfWord(name: string, parameter: number | null): string | null {
  if (name !== 'ansicpg') return WORDS.get(name) ?? null;
  const encoding = parameter === 65_001 ? 'utf-8' : `cp${parameter}`;
  return iconv.encodingExists(encoding) ? encoding : null;
}
