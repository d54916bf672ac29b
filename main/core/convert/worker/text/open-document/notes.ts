import type { DocumentText } from '../document-text.ts';
import { type NoteKind, NoteMarks } from '../numbers/note-marks.ts';

/** The notes and comments of a document: a mark stands where a note is, and its text comes after all else. */
export class Notes {
  readonly #text: DocumentText;
  readonly #marks = new NoteMarks();
  readonly #texts: Record<NoteKind | 'comment', string[]> = { footnote: [], endnote: [], comment: [] };
  /** The notes that are open, the innermost last. */
  readonly #open: { readonly kind: NoteKind; readonly mark: string }[] = [];
  #author = '';

  constructor(text: DocumentText) {
    this.#text = text;
  }

  get all(): readonly string[] {
    const { footnote, endnote, comment } = this.#texts;
    return [...footnote, ...endnote, ...comment];
  }

  openNote(noteClass: string | undefined): void {
    const kind = noteClass === 'endnote' ? 'endnote' : 'footnote';
    const mark = this.#marks.refer(kind, '');
    this.#open.push({ kind, mark });
    this.#text.text(mark);
    this.#text.openAside();
  }

  closeNote(): void {
    const text = this.#text.closeAside();
    const note = this.#open.pop();
    if (note !== undefined) this.#texts[note.kind].push(`${note.mark} ${text}`);
  }

  openComment(): void {
    this.#author = '';
    this.#text.openAside();
  }

  /** Adds to the name of who wrote the comment. */
  addAuthor(name: string): void {
    this.#author += name;
  }

  closeComment(): void {
    const text = this.#text.closeAside();
    const author = this.#author.trim();
    if (text !== '') this.#texts.comment.push(author === '' ? text : `[${author}] ${text}`);
  }
}
