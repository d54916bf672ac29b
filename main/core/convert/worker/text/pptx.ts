import type { TextExtractor } from '../source.ts';
import { OfficeTable } from './office-table.ts';
import { mainPartOf, relationshipsOf } from './relationships.ts';
import { joined, readXml, textOfXml, type XmlEvents } from './xml.ts';
import { withParts, type ZipParts } from './zip-parts.ts';

/** What the master repeats on each slide, and the picture of the slide on its notes. */
const REPEATED = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);

/** A presentation (PresentationML): slide by slide, with the notes of each. */
export const pptxText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  const main = await mainPartOf(parts, 'ppt/presentation.xml');
  const related = await relationshipsOf(parts, main);
  const targets = new Map(related.map(({ id, target }) => [id, target]));
  const ids: string[] = [];
  await readXml(parts.read(main), {
    open: (name, { 'r:id': id }) => {
      if (name === 'sldId' && id !== undefined) ids.push(id);
    },
  });
  for (const [index, id] of ids.entries()) {
    const slide = targets.get(id);
    if (slide === undefined) continue;
    yield `${index === 0 ? '' : '\n'}Slide ${index + 1}\n`;
    yield* textOfXml(parts.read(slide), slideEvents);
    for (const { type, target } of await relationshipsOf(parts, slide)) {
      if (type === 'diagramData') yield* textOfXml(parts.read(target), slideEvents);
      if (type === 'notesSlide') yield* notesOf(parts, target);
    }
  }
}

async function* notesOf(parts: ZipParts, name: string): AsyncGenerator<string> {
  const notes = (await joined(textOfXml(parts.read(name), slideEvents))).trim();
  if (notes !== '') yield `Notes: ${notes}\n`;
}

function slideEvents(emit: (text: string) => void): XmlEvents {
  const table = new OfficeTable(emit);
  let inText = false;
  let isRepeated = false;
  let hasText = false;
  return {
    open: (name, { type }) => {
      if (name === 't') inText = true;
      else if (name === 'sp') isRepeated = false;
      else if (name === 'ph' && type !== undefined) isRepeated = REPEATED.has(type);
      else if (name === 'tr') table.openRow();
      else if (name === 'tc') table.openCell();
      else if (name === 'p') hasText = false;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'sp') isRepeated = false;
      else if (name === 'tc') table.closeCell();
      else if (name === 'tr') table.closeRow();
      else if ((name === 'p' || name === 'br') && hasText) table.endLine();
    },
    text: (text) => {
      if (!inText || isRepeated) return;
      hasText = true;
      table.text(text);
    },
  };
}
