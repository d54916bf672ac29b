import type { DocumentText } from '../document-text.ts';
import { NoteMarks } from '../numbers/note-marks.ts';
import type { RtfTables } from './rtf-tables.ts';

const HEADER_OR_FOOTER = /^(?:header|footer)[lrf]?$/;

type Aside = 'footnote' | 'endnote' | 'comment' | 'author' | 'box' | 'page';

/** What stands beside the text of an RTF document: notes, comments, text boxes, headers and footers. */
export class RtfAsides {
  readonly #text: DocumentText;
  readonly #tables: RtfTables;
  readonly #marks = new NoteMarks();
  /** Those that are open, the innermost last. */
  readonly #open: Aside[] = [];
  readonly #footnotes: string[] = [];
  readonly #endnotes: string[] = [];
  readonly #comments: string[] = [];
  /** Each section has headers of its own, which mostly say the same. */
  readonly #pages = new Set<string>();
  #author = '';

  constructor(text: DocumentText, tables: RtfTables) {
    this.#text = text;
    this.#tables = tables;
  }

  get all(): readonly string[] {
    return [...this.#footnotes, ...this.#endnotes, ...this.#comments, ...this.#pages];
  }

  /**
   * @param word a control word
   * @returns whether what follows until the end of the group stands aside
   */
  open(word: string): boolean {
    // It says of a note that it is one at the end of the document.
    if (word === 'ftnalt' && this.#open.at(-1) === 'footnote') this.#open[this.#open.length - 1] = 'endnote';
    const aside = asideOf(word);
    if (aside === null) return false;
    this.#open.push(aside);
    this.#text.openAside();
    this.#tables.openAside();
    return true;
  }

  /** Ends the innermost one. */
  close(): void {
    this.#tables.closeAside();
    const aside = this.#open.pop();
    if (aside === 'box') {
      this.#text.closeBox();
      return;
    }
    const text = this.#text.closeAside();
    if (aside === 'author') this.#author = text;
    else if (aside === 'footnote' || aside === 'endnote') this.#endNote(aside, text);
    else if (aside === 'page' && text !== '') this.#pages.add(text);
    else if (aside === 'comment' && text !== '') {
      this.#comments.push(this.#author === '' ? text : `[${this.#author}] ${text}`);
      this.#author = '';
    }
  }

  #endNote(kind: 'footnote' | 'endnote', text: string): void {
    const mark = this.#marks.refer(kind, '');
    this.#tables.beforeText();
    this.#text.text(mark);
    (kind === 'footnote' ? this.#footnotes : this.#endnotes).push(`${mark} ${text}`);
  }
}

function asideOf(word: string): Aside | null {
  if (HEADER_OR_FOOTER.test(word)) return 'page';
  switch (word) {
    case 'footnote':
      return 'footnote';
    case 'annotation':
      return 'comment';
    case 'atnauthor':
      return 'author';
    case 'shptxt':
      return 'box';
    default:
      return null;
  }
}
