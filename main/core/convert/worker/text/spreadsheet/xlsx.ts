import type { TextExtractor } from '../../source.ts';
import { drawingEvents } from '../drawing/drawing-text.ts';
import { relationshipsOf } from '../relationships.ts';
import { sections } from '../sections.ts';
import { joined, textOfXml } from '../xml.ts';
import { withParts, type ZipParts } from '../zip-parts.ts';
import { cellComments } from './cell-comments.ts';
import { sheetEvents } from './sheet-events.ts';
import { readWorkbook, type Workbook } from './workbook.ts';

/** A workbook (SpreadsheetML): the visible sheets in their order, each with its name, its rows, its text boxes and comments. */
export const xlsxText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  const workbook = await readWorkbook(parts);
  yield* sections(workbook.sheets, ({ part }) => textOfSheet(parts, part, workbook));
}

async function* textOfSheet(parts: ZipParts, part: string, workbook: Workbook): AsyncGenerator<string> {
  yield* textOfXml(parts.read(part), (emit) => sheetEvents(workbook, emit));
  yield* textBesideCells(parts, part, workbook);
}

async function* textBesideCells(parts: ZipParts, sheet: string, workbook: Workbook): AsyncGenerator<string> {
  const related = await relationshipsOf(parts, sheet);
  // For older versions of Excel, the same comments are there once more.
  const commentType = related.some(({ type }) => type === 'threadedComment') ? 'threadedComment' : 'comments';
  for (const { type, target } of related) {
    if (type === 'drawing') {
      const text = (await joined(textOfXml(parts.read(target), drawingEvents))).trim();
      if (text !== '') yield `${text}\n`;
    }
    if (type === commentType) {
      for (const comment of await cellComments(parts, target, workbook.persons)) yield `${comment}\n`;
    }
  }
}
