/** A wider menu would cover the person's work, and a notification's title shows no more. */
const MAX_LETTERS = 40;
/** Enough of the end to show the file's type, and to tell “… v2.docx” from “… v3.docx”. */
const TAIL_LETTERS = 12;
/** Controls, line breaks, direction marks and torn surrogates; joiners belong to the spelling of some scripts. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu;
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Shows a file's name in one line. A stranger may have chosen it, so no character in it hides or reverses text. */
export function shownName(name: string): string {
  const all = Array.from(letters.segment(name.replace(UNSEEN, '\ufffd')), ({ segment }) => segment);
  if (all.length <= MAX_LETTERS) return all.join('');
  return `${all.slice(0, MAX_LETTERS - TAIL_LETTERS - 1).join('')}…${all.slice(-TAIL_LETTERS).join('')}`;
}
