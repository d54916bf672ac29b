/** A menu that is wider than this covers what the person works on; a notification shows no more in its title. */
const MAX_LETTERS = 40;
/** Enough of the end for the file's type, and for what tells “… v2.docx” from “… v3.docx”. */
const TAIL_LETTERS = 12;
/** Controls, line breaks, direction marks and torn surrogates; joiners belong to the spelling of some scripts. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu;
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A file's name as a line for people. It is what a stranger chose: nothing in it hides, or turns the line around. */
export function shownName(name: string): string {
  const all = Array.from(letters.segment(name.replace(UNSEEN, '\ufffd')), ({ segment }) => segment);
  if (all.length <= MAX_LETTERS) return all.join('');
  return `${all.slice(0, MAX_LETTERS - TAIL_LETTERS - 1).join('')}…${all.slice(-TAIL_LETTERS).join('')}`;
}
