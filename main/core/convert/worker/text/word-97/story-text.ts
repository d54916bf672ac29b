import { DocumentText } from '../document-text.ts';
import type { CharacterLook, ParagraphLook, Runs } from './properties.ts';

/** Characters with a meaning of their own (MS-DOC, 2.4). */
const NOTE_MARK = 0x02;
const CELL_END = 0x07;
const TAB = 0x09;
const LINE_END = 0x0b;
const PAGE_END = 0x0c;
const PARAGRAPH_END = 0x0d;
const COLUMN_END = 0x0e;
const FIELD_START = 0x13;
const FIELD_RESULT = 0x14;
const FIELD_END = 0x15;
const HYPHEN_THAT_STAYS = 0x1e;
const SYMBOL = 0x28;
const SPACE = 0x20;
const FIRST_VISIBLE = SPACE;
/** Codes of characters that only a font of symbols shows; the bullet is the usual one. */
const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;
const BULLET = 0xf0b7;

/** Puts the characters of a body, of notes or of headers together to paragraphs and table rows. */
export class StoryText {
  readonly #characters: Runs<CharacterLook>;
  readonly #paragraphs: Runs<ParagraphLook>;
  readonly #markOf: (number: number) => string;
  readonly #text: DocumentText;
  #all = '';
  #line = '';
  #cells: string[] = [];
  #isBehindRow = false;
  #isBehindMark = false;
  /** For each field that is open, the innermost last, whether its instruction is over. */
  readonly #fields: boolean[] = [];

  /** @param markOf gives the mark of a note for the number of the character that stands for it */
  constructor(
    characters: Runs<CharacterLook>,
    paragraphs: Runs<ParagraphLook>,
    markOf: (number: number) => string,
  ) {
    this.#characters = characters;
    this.#paragraphs = paragraphs;
    this.#markOf = markOf;
    this.#text = new DocumentText((text) => {
      this.#all += text;
    });
  }

  /**
   * @param position of the character in the main stream, in bytes
   * @param number of the character in the document
   */
  add(code: number, position: number, number: number): void {
    const look = this.#characters.at(position);
    if (look.isUnseen || !this.#isShown(code)) return;
    if (this.#isBehindMark && (code === TAB || code === SPACE)) return;
    this.#isBehindMark = false;
    switch (code) {
      case PARAGRAPH_END:
      case PAGE_END:
        if (this.#paragraphs.at(position).isInTable) this.#line += '\n';
        else this.#endParagraph();
        return;
      case CELL_END:
        if (this.#paragraphs.at(position).endsRow) this.#endRow();
        else this.#cells.push(this.#take().trim());
        return;
      case LINE_END:
      case COLUMN_END:
        this.#line += '\n';
        return;
      case NOTE_MARK:
        this.#addMark(this.#markOf(number));
        return;
      case HYPHEN_THAT_STAYS:
        this.#line += '\u2011';
        return;
      default:
        this.#line += shown(code === SYMBOL ? (look.symbol ?? code) : code);
    }
  }

  end(): string {
    this.#endParagraph();
    return this.#all.trim();
  }

  /** A field, such as a link, has an instruction before what is shown. */
  #isShown(code: number): boolean {
    if (code === FIELD_START) this.#fields.push(false);
    else if (code === FIELD_RESULT && this.#fields.length > 0) this.#fields[this.#fields.length - 1] = true;
    else if (code === FIELD_END) this.#fields.pop();
    else return this.#fields.every((isResult) => isResult);
    return false;
  }

  /** At the beginning of a note, what keeps its mark and its text apart may be a tab, a blank or nothing. */
  #addMark(mark: string): void {
    this.#isBehindMark = this.#line === '' && mark !== '';
    this.#line += this.#isBehindMark ? `${mark} ` : mark;
  }

  #endParagraph(): void {
    // A row without an end.
    if (this.#cells.length > 0) this.#endRow();
    if (this.#isBehindRow) this.#text.leaveGap();
    this.#isBehindRow = false;
    this.#text.text(this.#take());
    this.#text.endParagraph();
  }

  #endRow(): void {
    if (!this.#isBehindRow) this.#text.leaveGap();
    this.#isBehindRow = true;
    this.#text.openRow();
    for (const cell of this.#cells.splice(0)) this.#text.addCell(cell);
    this.#text.closeRow();
  }

  #take(): string {
    const line = this.#line;
    this.#line = '';
    return line;
  }
}

/** Other codes are marks without text, and places where a word may be divided. */
function shown(code: number): string {
  if (code === BULLET) return '•';
  const isVisible = code >= FIRST_VISIBLE || code === TAB;
  return isVisible && (code < FIRST_PRIVATE || code > LAST_PRIVATE) ? String.fromCharCode(code) : '';
}
