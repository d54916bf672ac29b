import type { FormatCallback } from 'html-to-text';
import { ConversionError } from '../../../conversion.ts';
import { rowText } from '../document-text.ts';

type Element = Parameters<FormatCallback>[0];
type Walk = Parameters<FormatCallback>[1];
type Builder = Parameters<FormatCallback>[2];

interface Cell {
  readonly text: string;
  readonly colspan: number;
  readonly rowspan: number;
}

/** A cell with more lines belongs to a table that lays out a page. */
const LINES_OF_A_CELL = 3;
/** Spans are no wider in any browser (HTML, 4.9.11). */
const MAX_COLUMN_SPAN = 1000;
const MAX_ROW_SPAN = 65_534;
/** A spreadsheet has no more. */
const MAX_COLUMNS = 16_384;
/** What may stand between a table and its rows. */
const SECTIONS = ['thead', 'tbody', 'tfoot', 'form'];

/** Shows a row a line, with tabs between cells; a table that only lays out a page, as its cells one after the other. */
export const formatTable: FormatCallback = (table, walk, builder) => {
  const { rows, others } = partsOf(table);
  // Browsers move what is no row before the table, captions as well.
  for (const other of others) {
    builder.openBlock({ leadingLineBreaks: 1 });
    walk([other], builder);
    builder.closeBlock({ trailingLineBreaks: 1 });
  }
  builder.openTable();
  for (const cells of rows) {
    builder.openTableRow();
    for (const cell of cells) addCell(cell, walk, builder);
    builder.closeTableRow();
  }
  // The library's types know only rows of bare texts.
  builder.closeTable({ leadingLineBreaks: 2, trailingLineBreaks: 2, tableToString: tableText as never });
};

function partsOf(table: Element): { readonly rows: Element[][]; readonly others: Element[] } {
  const rows: Element[][] = [];
  const others: Element[] = [];
  const add = (parent: Element, row: Element[] | null) => {
    for (const child of parent.children as Element[]) {
      const name = child.name ?? '';
      if (name === 'tr') {
        rows.push([]);
        add(child, rows.at(-1) ?? null);
      } else if (name === 'td' || name === 'th') {
        // A cell without a row is one.
        if (row === null) rows.push([child]);
        else row.push(child);
      } else if (SECTIONS.includes(name)) add(child, row);
      else if (child.type !== 'text' || String(child['data']).trim() !== '') others.push(child);
    }
  };
  add(table, null);
  return { rows, others };
}

function addCell(cell: Element, walk: Walk, builder: Builder): void {
  builder.openTableCell({});
  walk(cell.children, builder);
  const colspan = spanOf(cell, 'colspan', MAX_COLUMN_SPAN);
  const rowspan = spanOf(cell, 'rowspan', MAX_ROW_SPAN);
  builder.closeTableCell({ colspan, rowspan });
}

function spanOf(cell: Element, attribute: string, largest: number): number {
  const span = Number.parseInt(String(cell.attribs?.[attribute] ?? 1), 10);
  return Math.min(largest, Math.max(1, span || 1));
}

function tableText(rows: readonly (readonly Cell[])[]): string {
  const isLayout = rows.some((row) => row.some(({ text }) => text.split('\n').length > LINES_OF_A_CELL));
  const lines = isLayout ? rows.flat().map(({ text }) => text) : gridOf(rows).map(rowText);
  return lines.filter((line) => line !== '').join('\n');
}

/** @returns the rows with a text for each column; a cell that takes several is empty in all but its first */
function gridOf(rows: readonly (readonly Cell[])[]): string[][] {
  /** For each column, how many of the next rows a cell from above takes. */
  const taken: number[] = [];
  return rows.map((cells) => {
    const line: string[] = [];
    const passTaken = (isEnd: boolean) => {
      for (
        let left = taken[line.length];
        left !== undefined && (left > 0 || isEnd);
        left = taken[line.length]
      ) {
        taken[line.length] = Math.max(0, left - 1);
        line.push('');
      }
    };
    for (const { text, colspan, rowspan } of cells) {
      passTaken(false);
      for (let column = 0; column < colspan; column += 1) {
        taken[line.length] = rowspan - 1;
        line.push(column === 0 ? text.trim() : '');
      }
      if (line.length > MAX_COLUMNS) throw new ConversionError({ code: 'conversion_too_costly' });
    }
    passTaken(true);
    return line;
  });
}
