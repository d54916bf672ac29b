import { DocumentText } from '../document-text.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import type { XmlAttributes, XmlEvents } from '../xml.ts';

/** The levels of a text in a shape. */
const LEVELS = { least: 0, most: 8, otherwise: 0 };
const INDENT = '  ';

/** Takes the text of shapes and tables in DrawingML, which presentations, charts and diagrams have in common. */
export class DrawingText {
  readonly #text: DocumentText;
  #inText = false;
  /** Stands before the first text of a paragraph. */
  #indent = '';

  constructor(emit: (text: string) => void) {
    this.#text = new DocumentText(emit);
  }

  open(name: string, { lvl }: XmlAttributes): void {
    if (name === 't') this.#inText = true;
    else if (name === 'p') this.#indent = '';
    else if (name === 'pPr') this.#indent = INDENT.repeat(wholeNumber(lvl, LEVELS));
    else if (name === 'tr') this.#text.openRow();
    else if (name === 'tc') this.#text.openCell();
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'p' || name === 'br') this.#text.endParagraph();
    else if (name === 'tc') this.#text.closeCell();
    else if (name === 'tr') this.#text.closeRow();
  }

  text(text: string): void {
    if (this.#inText) this.write(text);
  }

  /** Adds text that is in no run. */
  write(text: string): void {
    this.#text.text(`${this.#indent}${text}`);
    this.#indent = '';
  }

  endParagraph(): void {
    this.#text.endParagraph();
  }

  /** See {@link DocumentText.openAside}. */
  openAside(): void {
    this.#text.openAside();
  }

  closeAside(): string {
    return this.#text.closeAside();
  }
}

/** Takes all text of a part in DrawingML, such as the data of a diagram. */
export function drawingEvents(emit: (text: string) => void): XmlEvents {
  const drawing = new DrawingText(emit);
  return {
    unseen: new Set(['Fallback']),
    open: (name, attributes) => drawing.open(name, attributes),
    close: (name) => drawing.close(name),
    text: (text) => drawing.text(text),
  };
}
