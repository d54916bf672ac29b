import { DocumentText } from '../document-text.ts';
import type { NoteKind, NoteMarks } from '../numbers/note-marks.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import type { XmlAttributes, XmlEvents } from '../xml.ts';
import type { ParagraphProperties, WordLists } from './word-lists.ts';

/**
 * What nobody reads: deleted and moved revisions, former formats, instructions of fields, how a word is spoken, and the second
 * form of a text box. Tab stops have the names of tabs.
 */
const UNSEEN = new Set([
  ...['del', 'moveFrom', 'pPrChange', 'rPrChange', 'tcPrChange', 'instrText', 'rt', 'Fallback', 'tabs'],
]);
const UNNUMBERED: ParagraphProperties = { style: null, list: null, level: null };
const CHARACTERS: Readonly<Record<string, string>> = { tab: '\t', ptab: '\t', noBreakHyphen: '\u2011' };
const OFF = new Set(['0', 'false', 'off']);
const INDENT = '  ';
/** A table in Word has 63 columns at most. */
const COLUMNS = { least: 1, most: 63, otherwise: 1 };
/** A list in Word has nine levels. */
const LEVELS = { least: 0, most: 8, otherwise: 0 };

/** Takes the text of a part in WordprocessingML: a body, notes, comments, a header or footer. */
export function wordEvents(emit: (text: string) => void, lists: WordLists, marks: NoteMarks): XmlEvents {
  const reader = new WordReader(emit, lists, marks);
  return {
    unseen: UNSEEN,
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.text(text),
  };
}

class WordReader {
  readonly #text: DocumentText;
  readonly #lists: WordLists;
  readonly #marks: NoteMarks;
  /** Whether the runs that are open are hidden; a text box is a run in a run. */
  readonly #hidden: boolean[] = [];
  /** How many columns the cells that are open take. */
  readonly #columns: number[] = [];
  /** Of the paragraph whose properties are being read. */
  #paragraph: ParagraphProperties | null = null;
  #inText = false;
  /** What stands before the note that is open; null where nobody refers to it. */
  #note: string | null = null;

  constructor(emit: (text: string) => void, lists: WordLists, marks: NoteMarks) {
    this.#text = new DocumentText(emit);
    this.#lists = lists;
    this.#marks = marks;
  }

  open(name: string, attributes: XmlAttributes): void {
    const { val = '', id = '' } = attributes;
    switch (name) {
      case 'pPr':
        this.#paragraph = UNNUMBERED;
        return;
      case 'pStyle':
        this.#describe({ style: val });
        return;
      case 'numId':
        this.#describe({ list: val });
        return;
      case 'ilvl':
        this.#describe({ level: wholeNumber(val, LEVELS) });
        return;
      case 'r':
        this.#hidden.push(false);
        return;
      case 'vanish':
        // That of a paragraph hides its end alone.
        if (this.#paragraph === null && !OFF.has(val)) this.#hidden[this.#hidden.length - 1] = true;
        return;
      case 't':
        this.#inText = true;
        return;
      case 'br':
      case 'cr':
        if (!this.#isHidden) this.#text.endParagraph();
        return;
      case 'tab':
      case 'ptab':
      case 'noBreakHyphen':
        this.#add(CHARACTERS[name] ?? '');
        return;
      case 'footnoteReference':
        this.#add(this.#marks.refer('footnote', id));
        return;
      case 'endnoteReference':
        this.#add(this.#marks.refer('endnote', id));
        return;
      default:
        this.#openBlock(name, attributes);
    }
  }

  #openBlock(name: string, { val = '', id = '', author = '' }: XmlAttributes): void {
    switch (name) {
      case 'tbl':
        this.#text.leaveGap();
        return;
      case 'tr':
        this.#text.openRow();
        return;
      case 'tc':
        this.#text.openCell();
        this.#columns.push(1);
        return;
      case 'gridSpan':
        this.#columns[this.#columns.length - 1] = wholeNumber(val, COLUMNS);
        return;
      case 'txbxContent':
        this.#text.openBox();
        return;
      case 'footnote':
      case 'endnote':
        this.#openNote(this.#marks.markOf(name satisfies NoteKind, id));
        return;
      case 'comment':
        this.#openNote(author === '' ? '' : `[${author}]`);
    }
  }

  close(name: string): void {
    switch (name) {
      case 'pPr':
        if (this.#paragraph !== null) this.#begin(this.#paragraph);
        this.#paragraph = null;
        return;
      case 'p':
        this.#text.endParagraph();
        return;
      case 'r':
        this.#hidden.pop();
        return;
      case 't':
        this.#inText = false;
        return;
      case 'tbl':
        this.#text.leaveGap();
        return;
      case 'tr':
        this.#text.closeRow();
        return;
      case 'tc':
        this.#text.closeCell(this.#columns.pop());
        return;
      case 'txbxContent':
        this.#text.closeBox();
        return;
      case 'footnote':
      case 'endnote':
      case 'comment':
        this.#closeNote();
    }
  }

  text(text: string): void {
    if (this.#inText) this.#add(text);
  }

  get #isHidden(): boolean {
    return this.#hidden.includes(true);
  }

  #add(text: string): void {
    if (!this.#isHidden) this.#text.text(text);
  }

  #describe(properties: Partial<ParagraphProperties>): void {
    if (this.#paragraph !== null) this.#paragraph = { ...this.#paragraph, ...properties };
  }

  #begin(paragraph: ParagraphProperties): void {
    const isHeading = this.#lists.isHeading(paragraph.style);
    if (isHeading) this.#text.leaveGap();
    const item = this.#lists.next(paragraph);
    if (item === null || item.label === '') return;
    this.#text.text(`${isHeading ? '' : INDENT.repeat(item.level)}${item.label} `);
  }

  #openNote(mark: string | null): void {
    this.#note = mark;
    this.#text.openAside();
  }

  #closeNote(): void {
    const text = this.#text.closeAside();
    if (this.#note !== null && text !== '') this.#text.text(`${this.#note} ${text}`.trimStart());
    this.#text.endParagraph();
  }
}
