import { ConversionError } from '../../conversion.ts';
import type { TextExtractor } from '../source.ts';
import { mainPartOf, relationshipsOf } from './relationships.ts';
import { dateText, isDateFormat } from './spreadsheet-dates.ts';
import { readXml, textOfXml, type XmlEvents } from './xml.ts';
import { withParts, type ZipParts } from './zip-parts.ts';

/** All shared strings stay in memory while the cells are read, in UTF-16 units. */
const MAX_SHARED = 128 * 1024 * 1024;
/** A wider gap in a row is shown as one of so many tabs. */
const MAX_GAP = 20;

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly shared: readonly string[];
  /** Whether a cell with the style of this number shows a date. */
  readonly isDate: readonly boolean[];
  /** Whether days count from 1904, as once on the Macintosh. */
  readonly since1904: boolean;
}

/** A workbook (SpreadsheetML): the visible sheets in their order, a row a line, with tabs between cells. */
export const xlsxText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  const workbook = await readWorkbook(parts);
  for (const [index, { name, part }] of workbook.sheets.entries()) {
    yield `${index === 0 ? '' : '\n'}${name}\n`;
    yield* textOfXml(parts.read(part), (emit) => sheetEvents(workbook, emit));
  }
}

async function readWorkbook(parts: ZipParts): Promise<Workbook> {
  const main = await mainPartOf(parts, 'xl/workbook.xml');
  const related = await relationshipsOf(parts, main);
  const partOf = (wanted: string) => related.find(({ type }) => type === wanted)?.target ?? '';
  const targets = new Map(related.map(({ id, target }) => [id, target]));
  const sheets: { name: string; part: string }[] = [];
  let since1904 = false;
  await readXml(parts.read(main), {
    open: (element, { name = '', state = 'visible', date1904, 'r:id': id = '' }) => {
      if (element === 'workbookPr') since1904 = date1904 === '1' || date1904 === 'true';
      const part = targets.get(id);
      // Nobody who opens the workbook sees a hidden sheet.
      if (element === 'sheet' && state === 'visible' && part !== undefined) sheets.push({ name, part });
    },
  });
  const shared = await sharedStrings(parts, partOf('sharedStrings'));
  return { sheets, shared, isDate: await dateStyles(parts, partOf('styles')), since1904 };
}

async function sharedStrings(parts: ZipParts, part: string): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let length = 0;
  let inText = false;
  let inReading = false;
  await readXml(parts.read(part), {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 't') inText = true;
      // How a Japanese word is spoken.
      else if (name === 'rPh') inReading = true;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      else if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    text: (text) => {
      if (!inText || inReading) return;
      current += text;
      length += text.length;
      if (length > MAX_SHARED) throw new ConversionError({ code: 'conversion_too_costly' });
    },
  });
  return strings;
}

async function dateStyles(parts: ZipParts, part: string): Promise<boolean[]> {
  const formats = new Map<string, string>();
  const isDate: boolean[] = [];
  let inCellFormats = false;
  await readXml(parts.read(part), {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') formats.set(numFmtId, formatCode);
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats)
        isDate.push(isDateFormat(numFmtId, formats.get(numFmtId) ?? null));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return isDate;
}

function sheetEvents({ shared, isDate, since1904 }: Workbook, emit: (text: string) => void): XmlEvents {
  let type = '';
  let style = 0;
  let column = 0;
  let written = 0;
  let value: string | null = null;
  let cell = '';
  const shown = (raw: string): string => {
    if (type === 's') return shared[Number(raw)] ?? '';
    if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE';
    if (type !== '' && type !== 'n') return raw;
    const number = Number(raw);
    if (raw === '' || Number.isNaN(number)) return raw;
    // 0.1 is stored with all the digits of its binary form.
    return isDate[style] === true ? dateText(number, since1904) : String(number);
  };
  return {
    open: (name, attributes) => {
      if (name === 'row') {
        column = 0;
        written = 0;
      } else if (name === 'c') {
        type = attributes['t'] ?? '';
        style = Number(attributes['s'] ?? 0);
        column = columnOf(attributes['r']) ?? column + 1;
        cell = '';
      } else if (name === 'v' || name === 't') value = '';
    },
    close: (name) => {
      if ((name === 'v' || name === 't') && value !== null) {
        cell += name === 'v' ? shown(value) : value;
        value = null;
      } else if (name === 'c' && cell !== '') {
        const gap = Math.min(column - Math.max(written, 1), MAX_GAP);
        emit(`${'\t'.repeat(Math.max(0, gap))}${cell.replaceAll(/\s+/g, ' ')}`);
        written = column;
      } else if (name === 'row' && written > 0) emit('\n');
    },
    text: (text) => {
      if (value !== null) value += text;
    },
  };
}

/** @returns the number of the column in a cell's name: 3 for `C7`; null without a name */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? null : column;
}
