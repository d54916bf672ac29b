import { ConversionError } from '../../../conversion.ts';
import { shownNumber } from '../numbers/cell-value.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import type { XmlAttributes, XmlEvents } from '../xml.ts';
import type { Workbook } from './workbook.ts';

const ROWS = { least: 1, most: 1_048_576 };
/** Tabs for empty cells in a sheet. A million rows with a cell at each end would have 16,000 million. */
const MAX_TABS = 64 * 1024 * 1024;

/** Takes the cells of a sheet: a row a line, with tabs between cells, and an empty line for empty rows. */
export function sheetEvents(workbook: Workbook, emit: (text: string) => void): XmlEvents {
  const reader = new SheetReader(workbook, emit);
  return {
    unseen: new Set(['rPh', 'headerFooter', 'extLst']),
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.text(text),
  };
}

class SheetReader {
  readonly #workbook: Workbook;
  readonly #emit: (text: string) => void;
  #type = '';
  #style = 0;
  /** Columns and rows count from 1; 0 is before the first. */
  #column = 0;
  /** The column of the last cell that was written in this row. */
  #written = 0;
  #row = 0;
  #lastRow = 0;
  #tabs = 0;
  #value: string | null = null;
  #cell = '';

  constructor(workbook: Workbook, emit: (text: string) => void) {
    this.#workbook = workbook;
    this.#emit = emit;
  }

  open(name: string, { r, t, s }: XmlAttributes): void {
    if (name === 'row') {
      this.#row = wholeNumber(r, { ...ROWS, otherwise: this.#row + 1 });
      this.#column = 0;
      this.#written = 0;
    } else if (name === 'c') {
      this.#type = t ?? '';
      this.#style = Number(s ?? 0);
      this.#column = columnOf(r) ?? this.#column + 1;
      this.#cell = '';
    } else if (name === 'v' || name === 't') this.#value = '';
  }

  close(name: string): void {
    if ((name === 'v' || name === 't') && this.#value !== null) {
      this.#cell += name === 'v' ? this.#shown(this.#value) : this.#value;
      this.#value = null;
    } else if (name === 'c' && this.#cell !== '') this.#writeCell();
    else if (name === 'row' && this.#written > 0) this.#emit('\n');
  }

  text(text: string): void {
    if (this.#value !== null) this.#value += text;
  }

  #writeCell(): void {
    if (this.#written === 0 && this.#lastRow > 0 && this.#row > this.#lastRow + 1) this.#emit('\n');
    this.#lastRow = this.#row;
    const gap = Math.max(0, this.#column - Math.max(this.#written, 1));
    this.#tabs += gap;
    if (this.#tabs > MAX_TABS) throw new ConversionError({ code: 'conversion_too_costly' });
    this.#emit(`${'\t'.repeat(gap)}${this.#cell.replaceAll(/\s+/g, ' ').trim()}`);
    this.#written = this.#column;
  }

  #shown(raw: string): string {
    const { shared, formats, since1904 } = this.#workbook;
    switch (this.#type) {
      case 's':
        return shared[Number(raw)] ?? '';
      case 'b':
        return raw === '1' ? 'TRUE' : 'FALSE';
      case '':
      case 'n':
        return shownNumber(raw, formats[this.#style] ?? 'General', since1904);
      default:
        return raw;
    }
  }
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
  return column === 0 || column > 16_384 ? null : column;
}
