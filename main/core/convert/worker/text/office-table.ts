/** Writes paragraphs and tables of a text document: a paragraph a line, and of a table a row a line, with tabs between cells. */
export class OfficeTable {
  readonly #emit: (text: string) => void;
  /** How many table cells are open, one in the other. */
  #cells = 0;
  #isFirstCell = true;
  /** What stands in the outermost cell. */
  #cell = '';

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  text(text: string): void {
    if (this.#cells > 0) this.#cell += text;
    else this.#emit(text);
  }

  /** Within a cell, a blank stands for the end of a line. */
  endLine(): void {
    this.text(this.#cells > 0 ? ' ' : '\n');
  }

  openRow(): void {
    if (this.#cells === 0) this.#isFirstCell = true;
  }

  openCell(): void {
    this.#cells += 1;
  }

  closeCell(): void {
    if (this.#cells === 0) return;
    this.#cells -= 1;
    if (this.#cells > 0) {
      this.text(' ');
      return;
    }
    this.#emit(`${this.#isFirstCell ? '' : '\t'}${this.#cell.replaceAll(/\s+/g, ' ').trim()}`);
    this.#isFirstCell = false;
    this.#cell = '';
  }

  closeRow(): void {
    if (this.#cells === 0) this.#emit('\n');
  }
}
