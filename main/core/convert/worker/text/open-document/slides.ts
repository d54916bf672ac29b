import type { DocumentText } from '../document-text.ts';

/** Shapes whose text the slides repeat. */
const REPEATED = new Set(['page-number', 'date-time', 'header', 'footer']);
const TITLE = 'title';

/** The slides of a presentation: each with its number, its title first, then its shapes in their order, then its notes. */
export class Slides {
  readonly #text: DocumentText;
  /** What the shape that is open is for, such as a title; null for any. */
  #purpose: string | null = null;
  #title: string[] = [];
  #shapes: string[] = [];
  #notes: string[] | null = null;
  #footer: string | null = null;
  readonly #footers = new Set<string>();
  #count = 0;

  constructor(text: DocumentText) {
    this.#text = text;
  }

  openPage(): void {
    [this.#title, this.#shapes, this.#notes] = [[], [], null];
    this.#count += 1;
  }

  closePage(): void {
    const notes = this.#notes?.join('\n') ?? '';
    const texts = [...this.#title, ...this.#shapes, ...this.#footers];
    // They are said once, on the first slide.
    this.#footers.clear();
    if (notes !== '') texts.push(`Notes: ${notes}`);
    if (texts.length === 0) return;
    this.#text.leaveGap();
    for (const text of [`Slide ${this.#count}`, ...texts]) this.#add(text);
  }

  openShape(purpose: string | null): void {
    this.#purpose = purpose;
    this.#text.openAside();
  }

  closeShape(): void {
    const text = this.#text.closeAside();
    if (text === '' || (this.#purpose !== null && REPEATED.has(this.#purpose))) return;
    if (this.#notes !== null) this.#notes.push(text);
    else if (this.#purpose === TITLE) this.#title.push(text);
    else this.#shapes.push(text);
  }

  /** The shapes that follow are on the page of notes. */
  openNotes(): void {
    this.#notes = [];
  }

  openFooter(): void {
    this.#footer = '';
  }

  /** Adds text that is in no paragraph. */
  addText(text: string): void {
    if (this.#footer !== null) this.#footer += text;
  }

  closeFooter(): void {
    if (this.#footer !== null && this.#footer.trim() !== '') this.#footers.add(this.#footer.trim());
    this.#footer = null;
  }

  #add(text: string): void {
    this.#text.text(text);
    this.#text.endParagraph();
  }
}
