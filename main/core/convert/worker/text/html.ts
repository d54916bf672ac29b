import { readFile } from 'node:fs/promises';
import { compile, type FormatCallback } from 'html-to-text';
import { ConversionError } from '../../conversion.ts';
import type { Source } from '../source.ts';
import { decodeText } from './plain-text.ts';

/** The library builds a tree of the whole page, which takes many times its size. In bytes. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024;
/** Deeper elements are made to do harm. */
const MAX_DEPTH = 500;
/** A cell with more lines belongs to a table that lays out a page. */
const LINES_OF_A_CELL = 3;
const BYTES_FOR_CHARSET = 2048;
const CHARSET = /(?:charset|encoding)=["']?([\w:.-]+)/i;

type Element = Parameters<FormatCallback>[0];
interface Cell {
  readonly text: string;
}

/** A web page's text as a browser shows it. Nothing that it names is loaded. */
export async function* htmlText({ path, sizeBytes }: Source): AsyncGenerator<string> {
  if (sizeBytes > MAX_PAGE_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  yield textOfPage(await readFile(path));
}

/** @returns the text of a page */
export function textOfPage(bytes: Buffer): string {
  const isMarked = bytes[0] === 0xef || bytes[0] === 0xff || bytes[0] === 0xfe;
  const declared = isMarked ? null : CHARSET.exec(bytes.toString('latin1', 0, BYTES_FOR_CHARSET));
  return `${toText(decodeText(bytes, declared?.[1] ?? null))}\n`;
}

/** Shows a row a line, with tabs between cells; a table that only lays out a page, as its cells one after the other. */
const formatTable: FormatCallback = (table, walk, builder) => {
  builder.openTable();
  for (const row of rowsOf(table)) {
    builder.openTableRow();
    for (const cell of row.children as Element[]) {
      if (cell.name !== 'td' && cell.name !== 'th') continue;
      builder.openTableCell({});
      walk(cell.children, builder);
      builder.closeTableCell({});
    }
    builder.closeTableRow();
  }
  builder.closeTable({ leadingLineBreaks: 2, trailingLineBreaks: 2, tableToString: tableText as never });
};

function tableText(rows: readonly (readonly Cell[])[]): string {
  const isLayout = rows.some((row) => row.some(({ text }) => text.split('\n').length > LINES_OF_A_CELL));
  if (isLayout)
    return rows
      .flat()
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n');
  return rows.map((row) => row.map(({ text }) => text.replaceAll('\n', ' ')).join('\t')).join('\n');
}

function rowsOf(element: Element): Element[] {
  return (element.children as Element[]).flatMap((child) => {
    if (child.name === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.name ?? '') ? rowsOf(child) : [];
  });
}

const plainHeading = { uppercase: false };
const toText = compile({
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, maxInputLength: MAX_PAGE_BYTES },
  formatters: { rows: formatTable },
  selectors: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: plainHeading })),
    ...['img', 'script', 'style', 'template', 'noscript'].map((selector) => ({ selector, format: 'skip' })),
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    { selector: 'table', format: 'rows' },
  ],
});
