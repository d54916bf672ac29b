import { ConversionError } from '../../../conversion.ts';
import { mainPartOf, relationshipsOf } from '../relationships.ts';
import { readXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';

/** All shared strings stay in memory while the cells are read, in UTF-16 units. */
const MAX_SHARED = 128 * 1024 * 1024;
/**
 * The formats that have a number and no code, as far as they show more than a number (ECMA-376, 18.8.30). East Asian versions of
 * Excel have some more, for dates and times.
 */
const BUILT_IN = new Map<number, string>([
  [9, '0%'],
  [10, '0.00%'],
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map(
    (id): [number, string] => [id, 'yyyy-mm-dd'],
  ),
  ...[18, 20, 32, 33, 34, 35].map((id): [number, string] => [id, 'hh:mm']),
  ...[19, 21, 45, 47].map((id): [number, string] => [id, 'hh:mm:ss']),
  [22, 'yyyy-mm-dd hh:mm'],
  [46, '[h]:mm:ss'],
]);

const HIDDEN = new Set(['hidden', 'veryHidden']);

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly shared: readonly string[];
  /** The format codes of the cells' styles. */
  readonly formats: readonly string[];
  readonly since1904: boolean;
  /** The names of those who commented, by their ids. */
  readonly persons: ReadonlyMap<string, string>;
}

export async function readWorkbook(parts: ZipParts): Promise<Workbook> {
  const main = await mainPartOf(parts, 'xl/workbook.xml');
  const related = await relationshipsOf(parts, main);
  const partOf = (wanted: string) => related.find(({ type }) => type === wanted)?.target ?? '';
  const targets = new Map(related.map(({ id, target }) => [id, target]));
  const sheets: { name: string; part: string }[] = [];
  let since1904 = false;
  await readXml(parts.read(main), {
    open: (element, { name = '', state = '', date1904, 'r:id': id = '' }) => {
      if (element === 'workbookPr') since1904 = date1904 === '1' || date1904 === 'true';
      const part = targets.get(id);
      // Nobody who opens the workbook sees a hidden sheet.
      if (element === 'sheet' && !HIDDEN.has(state) && part !== undefined) sheets.push({ name, part });
    },
  });
  const shared = await sharedStrings(parts, partOf('sharedStrings'));
  const formats = await cellFormats(parts, partOf('styles'));
  return { sheets, shared, formats, since1904, persons: await personsOf(parts, partOf('person')) };
}

async function sharedStrings(parts: ZipParts, part: string): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let length = 0;
  let inText = false;
  await readXml(parts.read(part), {
    // How a Japanese word is spoken.
    unseen: new Set(['rPh']),
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 't') inText = true;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      else if (name === 't') inText = false;
    },
    text: (text) => {
      if (!inText) return;
      current += text;
      length += text.length;
      if (length > MAX_SHARED) throw new ConversionError({ code: 'conversion_too_costly' });
    },
  });
  return strings;
}

async function cellFormats(parts: ZipParts, part: string): Promise<string[]> {
  const codes = new Map(BUILT_IN);
  const formats: string[] = [];
  let inCellFormats = false;
  await readXml(parts.read(part), {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) formats.push(codes.get(Number(numFmtId)) ?? 'General');
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}

async function personsOf(parts: ZipParts, part: string): Promise<Map<string, string>> {
  const persons = new Map<string, string>();
  await readXml(parts.read(part), {
    open: (name, { id, displayName }) => {
      if (name === 'person' && id !== undefined && displayName !== undefined) persons.set(id, displayName);
    },
  });
  return persons;
}
