import { ListNumbers } from '../numbers/list-numbers.ts';
import type { XmlAttributes } from '../xml.ts';
import type { OpenDocumentStyles } from './styles.ts';

const INDENT = '  ';
const HEADINGS = 'headings';

interface List {
  /** Lists that continue another have its key. */
  readonly key: string;
  readonly style: string;
}

/** Knows what numbers and bullets stand before the items of lists and headings. */
export class Lists {
  readonly #styles: OpenDocumentStyles;
  readonly #numbers = new ListNumbers();
  /** The lists that are open, the innermost last. */
  readonly #open: List[] = [];
  /** The keys of lists by their ids, and by their styles. */
  readonly #keys = new Map<string, string>();
  #count = 0;
  /** The list item that has begun and has no text yet. */
  #isItem = false;

  constructor(styles: OpenDocumentStyles) {
    this.#styles = styles;
  }

  openList(attributes: XmlAttributes): void {
    const outer = this.#open.at(-1);
    const style = attributes['style-name'] ?? outer?.style ?? '';
    const { id, 'continue-list': continued, 'continue-numbering': continuesNumbers } = attributes;
    const before =
      (continued === undefined ? undefined : this.#keys.get(`id ${continued}`)) ??
      (continuesNumbers === 'true' ? this.#keys.get(`style ${style}`) : undefined);
    this.#count += 1;
    const key = outer?.key ?? before ?? String(this.#count);
    this.#open.push({ key, style });
    if (id !== undefined) this.#keys.set(`id ${id}`, key);
    this.#keys.set(`style ${style}`, key);
  }

  closeList(): void {
    this.#open.pop();
    this.#isItem = false;
  }

  openItem(): void {
    this.#isItem = true;
  }

  /**
   * @param heading the level of a heading, from 1; null for a paragraph
   * @returns what stands before the paragraph that begins
   */
  begin(heading: number | null): string {
    const list = this.#open.at(-1);
    if (list === undefined) {
      if (heading === null) return '';
      return withBlank(this.#numbers.next(HEADINGS, heading - 1, this.#styles.headingLevels));
    }
    if (!this.#isItem) return '';
    this.#isItem = false;
    const level = this.#open.length - 1;
    const label = this.#numbers.next(list.key, level, this.#styles.levelsOf(list.style));
    return label === '' ? '' : withBlank(`${heading === null ? INDENT.repeat(level) : ''}${label}`);
  }
}

function withBlank(label: string): string {
  return label === '' ? '' : `${label} `;
}
