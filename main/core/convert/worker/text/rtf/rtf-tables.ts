import type { DocumentText } from '../document-text.ts';

/**
 * The tables of an RTF document. They have no beginning and no end there: a paragraph says that it is in a table, and words end
 * cells and rows.
 */
export class RtfTables {
  readonly #text: DocumentText;
  /** Whether paragraphs are in a table. */
  #inTable = false;
  #hasRow = false;
  #hasCell = false;
  /** Whether the last text was a row: the next one goes on with the table. */
  #isAfterRow = false;
  /** What holds outside of the notes and boxes that are open. */
  readonly #outside: { inTable: boolean; hasRow: boolean; hasCell: boolean }[] = [];

  constructor(text: DocumentText) {
    this.#text = text;
  }

  /** @returns whether the control word is one of tables */
  word(name: string): boolean {
    switch (name) {
      case 'pard':
        this.#inTable = false;
        return true;
      case 'intbl':
        this.#inTable = true;
        return true;
      case 'cell':
        this.#endCell();
        return true;
      case 'row':
        this.endRow();
        return true;
      case 'nestcell':
        this.beforeText();
        this.#text.text(' ');
        return true;
      case 'nestrow':
        this.#text.endParagraph();
        return true;
      default:
        return false;
    }
  }

  /** Opens the cell that the text belongs to, or ends the table before it. */
  beforeText(): void {
    if (!this.#inTable) {
      if (this.#hasRow) this.endRow();
      if (this.#isAfterRow) this.#text.leaveGap();
      this.#isAfterRow = false;
      return;
    }
    if (!this.#hasRow && !this.#isAfterRow) this.#text.leaveGap();
    if (!this.#hasRow) this.#text.openRow();
    if (!this.#hasCell) this.#text.openCell();
    this.#hasRow = true;
    this.#hasCell = true;
  }

  endRow(): void {
    if (this.#hasCell) this.#text.closeCell();
    if (this.#hasRow) this.#text.closeRow();
    this.#isAfterRow ||= this.#hasRow;
    this.#hasRow = false;
    this.#hasCell = false;
  }

  /** What follows stands aside, and is in no table. */
  openAside(): void {
    this.#outside.push({ inTable: this.#inTable, hasRow: this.#hasRow, hasCell: this.#hasCell });
    [this.#inTable, this.#hasRow, this.#hasCell] = [false, false, false];
  }

  closeAside(): void {
    this.endRow();
    const { inTable, hasRow, hasCell } = this.#outside.pop() ?? {};
    [this.#inTable, this.#hasRow, this.#hasCell] = [inTable === true, hasRow === true, hasCell === true];
  }

  #endCell(): void {
    this.#inTable = true;
    this.beforeText();
    this.#text.closeCell();
    this.#hasCell = false;
  }
}
