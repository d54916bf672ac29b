import type { ListLevel } from '../numbers/list-numbers.ts';
import type { NumberFormat } from '../numbers/number-format.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import type { XmlAttributes } from '../xml.ts';

const FORMATS: ReadonlyMap<string, NumberFormat> = new Map([
  ['1', 'decimal'],
  ['a', 'lowerLetter'],
  ['A', 'upperLetter'],
  ['i', 'lowerRoman'],
  ['I', 'upperRoman'],
]);
/** The levels of a list (ODF 1.3, 16.32). */
const LEVELS = { least: 1, most: 10, otherwise: 1 };
const STARTS = { least: 0, most: 1_000_000, otherwise: 1 };
const BULLET: ListLevel = { format: 'none', start: 1, label: '•' };

/** What the styles of a document say of its text: how lists and headings are numbered, and what is hidden. */
export class OpenDocumentStyles {
  readonly #lists = new Map<string, ListLevel[]>();
  readonly #headings: ListLevel[] = [];
  readonly #hidden = new Set<string>();
  /** The levels of the style that is open. */
  #levels: ListLevel[] | null = null;
  /** The name of the style that is open. */
  #name = '';

  /** Takes an element of styles. */
  open(element: string, attributes: XmlAttributes): void {
    switch (element) {
      case 'style':
        this.#name = attributes['name'] ?? '';
        return;
      case 'list-style':
        this.#levels = [];
        this.#lists.set(attributes['name'] ?? '', this.#levels);
        return;
      case 'outline-style':
        this.#levels = this.#headings;
        return;
      case 'list-level-style-bullet':
      case 'list-level-style-image':
        this.#setLevel(attributes['level'], BULLET);
        return;
      case 'list-level-style-number':
      case 'outline-level-style':
        this.#setLevel(attributes['level'], numberedLevel(attributes));
        return;
      case 'text-properties':
        if (attributes['display'] === 'none') this.#hidden.add(this.#name);
        return;
      case 'table-properties':
        if (attributes['display'] === 'false') this.#hidden.add(this.#name);
    }
  }

  isHidden(style: string | undefined): boolean {
    return style !== undefined && this.#hidden.has(style);
  }

  levelsOf(list: string): readonly ListLevel[] {
    return this.#lists.get(list) ?? [];
  }

  get headingLevels(): readonly ListLevel[] {
    return this.#headings;
  }

  #setLevel(level: string | undefined, style: ListLevel): void {
    if (this.#levels !== null) this.#levels[wholeNumber(level, LEVELS) - 1] = style;
  }
}

function numberedLevel(attributes: XmlAttributes): ListLevel {
  const { 'num-prefix': before = '', 'num-suffix': after = '' } = attributes;
  const format = FORMATS.get(attributes['num-format'] ?? '') ?? 'none';
  const level = wholeNumber(attributes['level'], LEVELS);
  const shown = Math.min(level, wholeNumber(attributes['display-levels'], LEVELS));
  const numbers = Array.from({ length: shown }, (_, index) => `%${level - shown + index + 1}`);
  const label = format === 'none' ? '' : `${before}${numbers.join('.')}${after}`.trim();
  return { format, start: wholeNumber(attributes['start-value'], STARTS), label };
}
