import type { TextExtractor } from '../source.ts';
import { OfficeTable } from './office-table.ts';
import { mainPartOf, relationshipsOf } from './relationships.ts';
import { joined, textOfXml, type XmlEvents } from './xml.ts';
import { withParts, type ZipParts } from './zip-parts.ts';

/** What stands outside of the body, in the order in which it is added to the text. */
const BESIDE_THE_BODY = ['footnotes', 'endnotes', 'comments', 'header', 'footer'];
/** Text that nobody reads there: deleted and moved revisions, and the second form of a text box. */
const UNSEEN = new Set(['Fallback', 'moveFrom', 'del', 'instrText']);

/** A Word document (WordprocessingML): body, then notes, comments, headers and footers. */
export const docxText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  const main = await mainPartOf(parts, 'word/document.xml');
  yield* textOfXml(parts.read(main), wordEvents);
  const related = await relationshipsOf(parts, main);
  const seen = new Set<string>();
  for (const wanted of BESIDE_THE_BODY) {
    for (const { type, target } of related) {
      if (type !== wanted) continue;
      const text = (await joined(textOfXml(parts.read(target), wordEvents))).trim();
      // Each section has headers of its own, which mostly say the same.
      if (text === '' || seen.has(text)) continue;
      seen.add(text);
      yield `\n${text}\n`;
    }
  }
}

function wordEvents(emit: (text: string) => void): XmlEvents {
  const table = new OfficeTable(emit);
  let unseen = 0;
  let inText = false;
  let inRun = false;
  return {
    open: (name) => {
      if (UNSEEN.has(name)) unseen += 1;
      else if (name === 't') inText = true;
      else if (name === 'r') inRun = true;
      else if (name === 'tr') table.openRow();
      else if (name === 'tc') table.openCell();
    },
    close: (name) => {
      if (UNSEEN.has(name)) unseen -= 1;
      else if (name === 't') inText = false;
      else if (name === 'r') inRun = false;
      else if (name === 'tc') table.closeCell();
      else if (name === 'tr') table.closeRow();
      else if (unseen > 0) return;
      else if (name === 'p') table.endLine();
      // Outside of a run, `tab` defines a tab stop.
      else if (name === 'tab' && inRun) table.text('\t');
      else if ((name === 'br' || name === 'cr') && inRun) table.endLine();
      else if (name === 'noBreakHyphen') table.text('\u2011');
    },
    text: (text) => {
      if (inText && unseen === 0) table.text(text);
    },
  };
}
