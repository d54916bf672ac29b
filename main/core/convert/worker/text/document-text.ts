/** A cell with more characters, or one that has its row for itself, may lay out a page: its lines stay lines. */
const LONGEST_CELL = 1000;

/** Text as it comes, with line ends between paragraphs and at most one empty line between blocks. */
class Flow {
  readonly #emit: (text: string) => void;
  /** Text boxes that hang on the paragraph that is open. */
  readonly #boxes: string[] = [];
  #ends: 'nothing' | 'text' | 'line' = 'nothing';
  /** A line stays empty before the next text. */
  #hasGap = false;

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  text(text: string): void {
    if (text === '') return;
    this.#emit(this.#hasGap ? `\n${text}` : text);
    this.#hasGap = false;
    this.#ends = 'text';
  }

  /** Ends the line, if it has text. */
  endLine(): void {
    if (this.#ends !== 'text') return;
    this.#emit('\n');
    this.#ends = 'line';
  }

  /** Leaves a line empty before what follows. */
  leaveGap(): void {
    this.endLine();
    this.#hasGap = this.#ends === 'line';
  }

  endParagraph(): void {
    if (this.#ends === 'text') this.endLine();
    else this.leaveGap();
    for (const box of this.#boxes.splice(0)) this.#addLines(box);
  }

  addBox(text: string): void {
    if (this.#ends === 'text') this.#boxes.push(text);
    else this.#addLines(text);
  }

  #addLines(text: string): void {
    this.text(text);
    this.endLine();
  }
}

/**
 * The text of a document: a paragraph a line, a table row a line with tabs between its cells. What stands aside, such as a
 * text box in the middle of a sentence, does not cut the line.
 */
export class DocumentText {
  /** The innermost last: a cell, or what stands aside. */
  readonly #flows: Flow[];
  /** What the flows but the first collected. */
  readonly #collected: string[] = [];
  /** The cells of the rows that are open, the innermost last. */
  readonly #rows: string[][] = [];

  constructor(emit: (text: string) => void) {
    this.#flows = [new Flow(emit)];
  }

  get #flow(): Flow {
    const flow = this.#flows.at(-1);
    if (flow === undefined) throw new Error('no flow');
    return flow;
  }

  text(text: string): void {
    this.#flow.text(text);
  }

  /** An empty paragraph leaves a line empty. */
  endParagraph(): void {
    this.#flow.endParagraph();
  }

  /** Leaves a line empty before a heading or a table, and after a table. */
  leaveGap(): void {
    this.#flow.leaveGap();
  }

  /** What follows stands aside of the text. */
  openAside(): void {
    const at = this.#collected.push('') - 1;
    this.#flows.push(
      new Flow((text) => {
        this.#collected[at] += text;
      }),
    );
  }

  /** @returns what stood aside, trimmed */
  closeAside(): string {
    if (this.#flows.length === 1) return '';
    this.#flow.endParagraph();
    this.#flows.pop();
    return this.#collected.pop()?.trim() ?? '';
  }

  openBox(): void {
    this.openAside();
  }

  /** Adds a text box after the paragraph that it hangs on. */
  closeBox(): void {
    this.#addBox(this.closeAside());
  }

  openRow(): void {
    this.#rows.push([]);
  }

  openCell(): void {
    this.openAside();
  }

  /** @param columns that the cell takes */
  closeCell(columns = 1): void {
    this.addCell(this.closeAside());
    for (let column = 1; column < columns; column += 1) this.addCell('');
  }

  addCell(text: string): void {
    const row = this.#rows.at(-1);
    if (row === undefined) this.#addBox(text);
    else row.push(text);
  }

  closeRow(): void {
    const text = rowText(this.#rows.pop() ?? []);
    if (text === '') return;
    this.#flow.endLine();
    this.#flow.text(text);
    this.#flow.endLine();
  }

  #addBox(text: string): void {
    if (text !== '') this.#flow.addBox(text);
  }
}

/**
 * @param cells trimmed
 * @returns a line with tabs between the cells, without the empty ones at its end; lines, where the row lays out a page
 */
export function rowText(cells: readonly string[]): string {
  const last = cells.findLastIndex((cell) => cell !== '');
  const isLayout = last === 0 || cells.some(({ length }) => length > LONGEST_CELL);
  if (isLayout) return cells.filter((cell) => cell !== '').join('\n');
  return cells
    .slice(0, last + 1)
    .map((cell) => cell.replaceAll(/\s+/g, ' '))
    .join('\t');
}
