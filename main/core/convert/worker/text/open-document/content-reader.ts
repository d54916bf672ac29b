import { DocumentText } from '../document-text.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import type { XmlAttributes, XmlEvents } from '../xml.ts';
import { Lists } from './lists.ts';
import { Notes } from './notes.ts';
import { SheetRows } from './sheet-rows.ts';
import { Slides } from './slides.ts';
import type { OpenDocumentStyles } from './styles.ts';

/**
 * What nobody reads: deleted revisions, forms, the descriptions of pictures and their bytes, how a word is spoken, and what is said
 * of a comment or note beside its text.
 */
const UNSEEN = new Set([
  ...[
    'tracked-changes',
    'forms',
    'svg:title',
    'svg:desc',
    'binary-data',
    'ruby-text',
    'note-citation',
    'script',
  ],
  ...['dc:date', 'meta:date-string', 'meta:creator-initials', 'loext:sender-initials', 'event-listeners'],
]);
const SHAPES = [
  ...[
    'frame',
    'custom-shape',
    'rect',
    'ellipse',
    'circle',
    'line',
    'polyline',
    'polygon',
    'path',
    'connector',
  ],
  ...['caption', 'measure'],
];
const SPACES = { least: 1, most: 1000, otherwise: 1 };
/** Of headings (ODF 1.3, 19.852). */
const LEVELS = { least: 1, most: 10, otherwise: 1 };
const REPEATS = { least: 1, most: Number.MAX_SAFE_INTEGER, otherwise: 1 };
/** A table in a text has fewer cells of the same kind beside each other. */
const MAX_REPEATED_CELLS = 100;

type Kind = 'text' | 'spreadsheet' | 'presentation';

/** Takes the content of a document, sheet or presentation. */
export class ContentReader {
  readonly events: XmlEvents;
  readonly #text: DocumentText;
  readonly #styles: OpenDocumentStyles;
  readonly #lists: Lists;
  readonly #notes: Notes;
  readonly #rows: SheetRows;
  readonly #slides: Slides;
  readonly #objects: string[] = [];
  #inBody = false;
  #kind: Kind | null = null;
  /** Whether the last character of each paragraph that is open was a blank, after which others mean nothing. */
  readonly #blank: boolean[] = [];
  /** Whether the paragraphs and spans that are open are hidden. */
  readonly #hidden: boolean[] = [];
  /** Whether the tables that are open are hidden. */
  readonly #tables: boolean[] = [];
  /** How the cells and rows that are open repeat. */
  readonly #repeats: number[] = [];
  #inAuthor = false;

  constructor(emit: (text: string) => void, styles: OpenDocumentStyles) {
    this.#text = new DocumentText(emit);
    this.#styles = styles;
    this.#lists = new Lists(styles);
    this.#notes = new Notes(this.#text);
    this.#rows = new SheetRows(this.#text);
    this.#slides = new Slides(this.#text);
    const [opening, closing] = [this.#opening(), this.#closing()];
    this.events = {
      unseen: UNSEEN,
      open: (name, attributes) => {
        if (!this.#inBody) styles.open(name, attributes);
        opening.get(name)?.(attributes);
      },
      close: (name) => closing.get(name)?.(),
      text: (text) => this.#addText(text),
    };
  }

  /** null where the content says it nowhere. */
  get kind(): Kind | null {
    return this.#kind;
  }

  /** The names of the folders of charts and other objects. */
  get objects(): readonly string[] {
    return this.#objects;
  }

  get notes(): readonly string[] {
    return this.#notes.all;
  }

  openAside(): void {
    this.#text.openAside();
  }

  closeAside(): string {
    return this.#text.closeAside();
  }

  #opening(): Map<string, (attributes: XmlAttributes) => void> {
    const kinds = (['text', 'spreadsheet', 'presentation'] as const).map((kind): [string, () => void] => [
      kind,
      () => {
        if (this.#inBody) this.#kind ??= kind;
      },
    ]);
    const openShape = (attributes: XmlAttributes) => this.#openShape(attributes['class'] ?? null);
    const openCell = (attributes: XmlAttributes) => {
      this.#repeats.push(wholeNumber(attributes['number-columns-repeated'], REPEATS));
      this.#text.openCell();
    };
    return new Map<string, (attributes: XmlAttributes) => void>([
      ['body', () => (this.#inBody = true)],
      ...kinds,
      ...SHAPES.map((shape) => [shape, openShape] as const),
      ['p', (attributes) => this.#openParagraph(null, attributes)],
      [
        'h',
        (attributes) => this.#openParagraph(wholeNumber(attributes['outline-level'], LEVELS), attributes),
      ],
      ['span', (attributes) => this.#hidden.push(this.#styles.isHidden(attributes['style-name']))],
      ['s', ({ c }) => this.#write(' '.repeat(wholeNumber(c, SPACES)))],
      ['tab', () => this.#write('\t')],
      ['line-break', () => this.#text.endParagraph()],
      ['list', (attributes) => this.#lists.openList(attributes)],
      ['list-item', () => this.#lists.openItem()],
      ['note', (attributes) => this.#notes.openNote(attributes['note-class'])],
      ['annotation', () => this.#notes.openComment()],
      ['creator', () => (this.#inAuthor = true)],
      ['object', ({ href }) => href !== undefined && this.#objects.push(href)],
      ['page', () => this.#slides.openPage()],
      ['notes', () => this.#slides.openNotes()],
      ['footer-decl', () => this.#slides.openFooter()],
      ['table', (attributes) => this.#openTable(attributes)],
      ['table-row', (attributes) => this.#openRow(attributes)],
      ['table-cell', openCell],
      ['covered-table-cell', openCell],
    ]);
  }

  #closing(): Map<string, () => void> {
    const closeShape = () => this.#closeShape();
    const closeParagraph = () => this.#closeParagraph();
    const closeCell = () => this.#closeCell(this.#repeats.pop() ?? 1);
    return new Map<string, () => void>([
      ...SHAPES.map((shape) => [shape, closeShape] as const),
      ['p', closeParagraph],
      ['h', closeParagraph],
      ['span', () => this.#hidden.pop()],
      ['list', () => this.#lists.closeList()],
      ['note', () => this.#notes.closeNote()],
      ['annotation', () => this.#notes.closeComment()],
      ['creator', () => (this.#inAuthor = false)],
      ['page', () => this.#slides.closePage()],
      ['footer-decl', () => this.#slides.closeFooter()],
      ['table', () => this.#closeTable()],
      ['table-row', () => this.#closeRow(this.#repeats.pop() ?? 1)],
      ['table-cell', closeCell],
      ['covered-table-cell', closeCell],
    ]);
  }

  #openTable(attributes: XmlAttributes): void {
    this.#tables.push(this.#styles.isHidden(attributes['style-name']));
    if (this.#tables.at(-1) === true) this.#text.openAside();
    this.#text.leaveGap();
    if (this.#isSheet) this.#rows.openTable(attributes['name'] ?? '');
  }

  #closeTable(): void {
    this.#text.leaveGap();
    if (this.#tables.pop() === true) this.#text.closeAside();
  }

  #openRow(attributes: XmlAttributes): void {
    this.#repeats.push(wholeNumber(attributes['number-rows-repeated'], REPEATS));
    if (this.#isSheet) this.#rows.openRow();
    else this.#text.openRow();
  }

  #closeRow(repeated: number): void {
    if (this.#isSheet) this.#rows.closeRow(repeated);
    else this.#text.closeRow();
  }

  #closeCell(repeated: number): void {
    const cell = this.#text.closeAside();
    if (this.#isSheet) this.#rows.addCell(cell, repeated);
    else
      for (let copy = 0; copy < Math.min(MAX_REPEATED_CELLS, repeated); copy += 1) this.#text.addCell(cell);
  }

  #openShape(purpose: string | null): void {
    if (this.#kind === 'presentation') this.#slides.openShape(purpose);
    else this.#text.openBox();
  }

  #closeShape(): void {
    if (this.#kind === 'presentation') this.#slides.closeShape();
    else this.#text.closeBox();
  }

  #openParagraph(heading: number | null, attributes: XmlAttributes): void {
    this.#blank.push(true);
    this.#hidden.push(this.#styles.isHidden(attributes['style-name']));
    if (heading !== null) this.#text.leaveGap();
    this.#write(this.#lists.begin(heading));
  }

  #closeParagraph(): void {
    this.#blank.pop();
    this.#hidden.pop();
    this.#text.endParagraph();
  }

  get #isSheet(): boolean {
    return this.#kind === 'spreadsheet' && this.#tables.length === 1;
  }

  #addText(text: string): void {
    if (this.#inAuthor) this.#notes.addAuthor(text);
    else if (this.#blank.length > 0) this.#addCollapsed(text);
    else this.#slides.addText(text);
  }

  /** White space means one blank, and none at the beginning of a paragraph (ODF 1.3, 6.1.2). */
  #addCollapsed(text: string): void {
    const collapsed = text.replaceAll(/[ \t\r\n]+/g, ' ');
    const shown = this.#blank.at(-1) === true && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
    if (shown === '') return;
    this.#blank[this.#blank.length - 1] = shown.endsWith(' ');
    this.#write(shown);
  }

  #write(text: string): void {
    if (!this.#hidden.includes(true)) this.#text.text(text);
  }
}
