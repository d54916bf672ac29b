/**
 * Strangers choose file names. Characters that are invisible, break the line or change the reading direction
 * ("fdp.exe" read as "exe.pdf") become visible ones, so that the shown name is the real one.
 */
export function visibleName(name: string): string {
  return name.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    if (code === 0x2028 || code === 0x2029) return '\u2424';
    return joiners.includes(character) ? character : '\ufffd';
  });
}

/** Controls, line breaks, direction marks, lone surrogates, and the few letters without a shape. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** Persian, Indian scripts and emoji need them. */
const joiners: readonly string[] = ['\u200c', '\u200d'];

/** Longer endings are not file types. */
const MAX_EXTENSION = 8;
/** This many characters before the extension always show: "report final v2" and "… v3" differ there. */
const TAIL_LETTERS = 5;

/**
 * Splits a name into a `head` that an ellipsis may shorten and a `tail` that always shows. It splits between
 * graphemes, so that accents and emoji stay whole.
 */
export function splitName(name: string): { readonly head: string; readonly tail: string } {
  const letters = [...new Intl.Segmenter().segment(name)];
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot - 1 <= MAX_EXTENSION ? name.slice(dot) : '';
  const stemEnd = name.length - extension.length;
  const stem = letters.filter(({ index }) => index < stemEnd);
  const cut = stem.length > 2 * TAIL_LETTERS ? (stem.at(-TAIL_LETTERS)?.index ?? 0) : stemEnd;
  return { head: name.slice(0, cut), tail: name.slice(cut) };
}

export type FileKind = 'pdf' | 'document' | 'spreadsheet' | 'table' | 'text' | 'other';

const kinds: Readonly<Record<string, FileKind>> = {
  pdf: 'pdf',
  docx: 'document',
  xlsx: 'spreadsheet',
  csv: 'table',
  txt: 'text',
};

export function kindOf(name: string): FileKind {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return kinds[extension] ?? 'other';
}

/** @returns `3f2a…00c9` for `3f2a9b14-…-00c9`: enough to tell two ids apart */
export const shortId = (id: string): string => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);
