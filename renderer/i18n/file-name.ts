/**
 * A file's name is what a stranger chose. Characters that are invisible, break the line, or turn the reading
 * direction ("fdp.exe" read as "exe.pdf") are replaced by visible ones, so that the name shown is the name there is.
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

/** Controls, line breaks, direction marks, torn surrogates, and the few letters that are drawn as nothing. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** They belong to the spelling of Persian, of Indian scripts and of emoji. */
const joiners: readonly string[] = ['\u200c', '\u200d'];

/** Longer endings are not what people call the file's type. */
const MAX_EXTENSION = 8;
/** So much of the name's end stays in sight together with the extension: "report final v2" and "… v3" differ there. */
const TAIL_LETTERS = 5;

/**
 * Cuts a name into a `head` that may be shortened with an ellipsis and a `tail` that always shows. Cuts between
 * what people take for one character, so that no accent or emoji is torn.
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

/** `3f2a9b14-…-00c9` as `3f2a…00c9`: enough to tell two apart at a glance. */
export const shortId = (id: string): string => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);
