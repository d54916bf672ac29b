import { ConversionError } from '../../../conversion.ts';
import type { DocumentText } from '../document-text.ts';

/**
 * What repeated cells and rows may add to a text, in UTF-16 units. A column that was filled to its end repeats a million times; a
 * thousand million times is made to do harm.
 */
const MAX_REPEATED = 64 * 1024 * 1024;

/**
 * The rows of a sheet: a line each, with tabs between cells. A sheet ends with a million empty rows of 16,000 empty cells: those
 * at an end are left out, and an empty line stands for empty rows between others.
 */
export class SheetRows {
  readonly #text: DocumentText;
  #row = '';
  /** Empty cells since the last one with text. */
  #empty = 0;
  #isFirstCell = true;
  #addedLength = 0;
  #hasGap = false;
  /** Of the table, until its first row with text. */
  #name = '';

  constructor(text: DocumentText) {
    this.#text = text;
  }

  /** @param name shown where the table has text */
  openTable(name: string): void {
    this.#hasGap = false;
    this.#name = name;
  }

  openRow(): void {
    this.#row = '';
    this.#empty = 0;
    this.#isFirstCell = true;
  }

  /** @param repeated how many cells there are of this kind */
  addCell(text: string, repeated: number): void {
    const cell = text.replaceAll(/\s+/g, ' ').trim();
    if (cell === '') {
      this.#empty += repeated;
      return;
    }
    // What is not repeated is as long as the document itself.
    this.#count(this.#empty + (repeated - 1) * (cell.length + 1));
    const lead = '\t'.repeat(this.#empty + (this.#isFirstCell ? 0 : 1));
    this.#row += `${lead}${cell}${`\t${cell}`.repeat(repeated - 1)}`;
    this.#isFirstCell = false;
    this.#empty = 0;
  }

  /** @param repeated how many rows there are of this kind */
  closeRow(repeated: number): void {
    if (this.#row === '') {
      this.#hasGap = true;
      return;
    }
    this.#count((repeated - 1) * (this.#row.length + 1));
    if (this.#name !== '') this.#text.text(this.#name);
    if (this.#name !== '') this.#text.endParagraph();
    else if (this.#hasGap) this.#text.leaveGap();
    this.#name = '';
    this.#hasGap = false;
    this.#text.text(`${`${this.#row}\n`.repeat(repeated - 1)}${this.#row}`);
    this.#text.endParagraph();
  }

  #count(length: number): void {
    this.#addedLength += length;
    if (this.#addedLength > MAX_REPEATED) throw new ConversionError({ code: 'conversion_too_costly' });
  }
}
