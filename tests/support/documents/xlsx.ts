import { OFFICE, packageOf, xmlText } from './ooxml.ts';

export type Cell = string | number;

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Indices into the `cellXfs` of the styles below. */
const PLAIN = 0;
const HEADER = 1;

/** An Excel workbook of one sheet; the first row is its header. Texts are shared strings, as Excel writes them. */
export function xlsx(rows: readonly (readonly Cell[])[]): Uint8Array {
  const shared = new Map<string, number>();
  const share = (text: string): number => {
    const index = shared.get(text) ?? shared.size;
    shared.set(text, index);
    return index;
  };
  let textCells = 0;

  const rowsXml = rows.map((cells, rowAt) => {
    const cellsXml = cells.map((cell, columnAt) => {
      const place = `r="${columnName(columnAt)}${rowAt + 1}" s="${rowAt === 0 ? HEADER : PLAIN}"`;
      if (typeof cell === 'number') return `<c ${place}><v>${finite(cell)}</v></c>`;
      textCells += 1;
      return `<c ${place} t="s"><v>${share(cell)}</v></c>`;
    });
    return `<row r="${rowAt + 1}">${cellsXml.join('')}</row>`;
  });
  const strings = [...shared.keys()].map((text) => `<si><t xml:space="preserve">${xmlText(text)}</t></si>`);

  return packageOf(
    {
      path: 'xl/workbook.xml',
      contentType: `${TYPE}.sheet.main+xml`,
      xml:
        `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}/relationships">` +
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    [
      {
        path: 'xl/worksheets/sheet1.xml',
        contentType: `${TYPE}.worksheet+xml`,
        xml: `<worksheet xmlns="${SHEET}"><sheetData>${rowsXml.join('')}</sheetData></worksheet>`,
      },
      { path: 'xl/styles.xml', contentType: `${TYPE}.styles+xml`, xml: STYLES },
      {
        path: 'xl/sharedStrings.xml',
        contentType: `${TYPE}.sharedStrings+xml`,
        xml: `<sst xmlns="${SHEET}" count="${textCells}" uniqueCount="${shared.size}">${strings.join('')}</sst>`,
      },
    ],
    [
      { type: 'worksheet', target: 'worksheets/sheet1.xml' },
      { type: 'styles', target: 'styles.xml' },
      { type: 'sharedStrings', target: 'sharedStrings.xml' },
    ],
  );
}

/** `A` … `Z`, `AA` … for columns counted from 0. */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`a cell holds a finite number, not ${value}`);
  return value;
}

const STYLES =
  `<styleSheet xmlns="${SHEET}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
