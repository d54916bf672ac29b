import { formatNumber } from '../numbers/number-format.ts';

export type NoteKind = 'footnote' | 'endnote';

/** Numbers notes in the order in which the body refers to them: footnotes 1, 2, 3, endnotes i, ii, iii, as Word does. */
export class NoteMarks {
  readonly #ids = { footnote: new Map<string, string>(), endnote: new Map<string, string>() };
  readonly #counts = { footnote: 0, endnote: 0 };

  /** @returns the mark of the next note, such as `[1]` */
  refer(kind: NoteKind, id: string): string {
    this.#counts[kind] += 1;
    const mark = `[${formatNumber(this.#counts[kind], kind === 'footnote' ? 'decimal' : 'lowerRoman')}]`;
    this.#ids[kind].set(id, mark);
    return mark;
  }

  /** @returns the mark of a note that the body refers to; null of one that was deleted */
  markOf(kind: NoteKind, id: string): string | null {
    return this.#ids[kind].get(id) ?? null;
  }
}
