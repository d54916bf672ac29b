import type { TextExtractor } from '../../source.ts';
import { NoteMarks } from '../numbers/note-marks.ts';
import { mainPartOf, type Relationship, relationshipsOf } from '../relationships.ts';
import { joined, textOfXml } from '../xml.ts';
import { withParts, type ZipParts } from '../zip-parts.ts';
import { wordEvents } from './word-events.ts';
import { readWordLists, type WordLists } from './word-lists.ts';

/** What stands outside of the body, in the order in which it is added to the text. */
const BESIDE_THE_BODY = ['footnotes', 'endnotes', 'comments', 'header', 'footer'];

/** A Word document (WordprocessingML): body, then notes, comments, headers and footers. */
export const docxText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  const main = await mainPartOf(parts, 'word/document.xml');
  const related = await relationshipsOf(parts, main);
  const lists = await readWordLists(parts, partOf(related, 'styles'), partOf(related, 'numbering'));
  const marks = new NoteMarks();
  yield* textOfPart(parts, main, lists, marks);
  const seen = new Set<string>();
  for (const wanted of BESIDE_THE_BODY) {
    for (const { type, target } of related) {
      if (type !== wanted || !parts.has(target)) continue;
      const text = (await joined(textOfPart(parts, target, lists, marks))).trim();
      // Each section has headers of its own, which mostly say the same.
      if (text === '' || seen.has(text)) continue;
      seen.add(text);
      yield `\n${text}\n`;
    }
  }
}

function textOfPart(
  parts: ZipParts,
  name: string,
  lists: WordLists,
  marks: NoteMarks,
): AsyncIterable<string> {
  return textOfXml(parts.read(name), (emit) => wordEvents(emit, lists, marks));
}

function partOf(related: readonly Relationship[], wanted: string): string | null {
  return related.find(({ type }) => type === wanted)?.target ?? null;
}
