import { type ListLevel, ListNumbers } from '../numbers/list-numbers.ts';
import type { NumberFormat } from '../numbers/number-format.ts';
import { wholeNumber } from '../numbers/whole-number.ts';
import { readXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';

const FORMATS: ReadonlyMap<string, NumberFormat> = new Map([
  ['lowerLetter', 'lowerLetter'],
  ['upperLetter', 'upperLetter'],
  ['lowerRoman', 'lowerRoman'],
  ['upperRoman', 'upperRoman'],
  ['none', 'none'],
]);
/** A list in Word has nine levels. */
const LEVELS = { least: 0, most: 8, otherwise: 0 };
const STARTS = { least: 0, most: 1_000_000, otherwise: 1 };
/** Styles that build on styles: a longer chain is a circle. */
const MAX_CHAIN = 20;
const HEADING = /^(?:heading [1-9]|title)$/i;

/** What a paragraph says of itself; what it does not say, its style does. */
export interface ParagraphProperties {
  readonly style: string | null;
  readonly list: string | null;
  readonly level: number | null;
}

interface Style {
  isHeading: boolean;
  basedOn: string | null;
  list: string | null;
  level: number | null;
}

/** A numbering as paragraphs name it. */
interface List {
  /** Lists with the same definition count on. */
  definition: string;
  /** Where the list begins anew, by its levels. */
  readonly starts: Map<number, number>;
}

interface Definition {
  readonly levels: ListLevel[];
  /** The levels of styles, such as of headings. */
  readonly styles: Map<string, number>;
}

/** Knows which paragraphs are headings, and what numbers and bullets stand before them. */
export class WordLists {
  readonly #styles: ReadonlyMap<string, Style>;
  readonly #lists: ReadonlyMap<string, List>;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #numbers = new ListNumbers();
  readonly #begun = new Set<string>();

  constructor(
    styles: ReadonlyMap<string, Style>,
    lists: ReadonlyMap<string, List>,
    definitions: ReadonlyMap<string, Definition>,
  ) {
    this.#styles = styles;
    this.#lists = lists;
    this.#definitions = definitions;
  }

  isHeading(style: string | null): boolean {
    return this.#chain(style).some(({ isHeading }) => isHeading);
  }

  /** @returns what stands before the next paragraph, such as `2.1`, and how deep it is in its list; null without a list */
  next({ style, list, level }: ParagraphProperties): { label: string; level: number } | null {
    const chain = this.#chain(style);
    const id = list ?? chain.find((each) => each.list !== null)?.list ?? null;
    const found = id === null ? undefined : this.#lists.get(id);
    const definition = found && this.#definitions.get(found.definition);
    if (id === null || found === undefined || definition === undefined) return null;
    const ownLevel =
      level ??
      chain.find((each) => each.level !== null)?.level ??
      (style === null ? undefined : definition.styles.get(style)) ??
      0;
    const levels = definition.levels.map((each, index) => ({
      ...each,
      start: found.starts.get(index) ?? each.start,
    }));
    if (found.starts.size > 0 && !this.#begun.has(id)) this.#numbers.restart(found.definition);
    this.#begun.add(id);
    return { label: this.#numbers.next(found.definition, ownLevel, levels), level: ownLevel };
  }

  #chain(style: string | null): readonly Style[] {
    const chain: Style[] = [];
    for (let id = style; id !== null && chain.length < MAX_CHAIN; ) {
      const found = this.#styles.get(id);
      if (found === undefined) break;
      chain.push(found);
      id = found.basedOn;
    }
    return chain;
  }
}

/** @param styles,numbering the names of parts; null where the document has none */
export async function readWordLists(
  parts: ZipParts,
  styles: string | null,
  numbering: string | null,
): Promise<WordLists> {
  const lists = new Map<string, List>();
  const definitions = new Map<string, Definition>();
  if (numbering !== null) await readNumbering(parts, numbering, lists, definitions);
  return new WordLists(styles === null ? new Map() : await readStyles(parts, styles), lists, definitions);
}

async function readStyles(parts: ZipParts, name: string): Promise<Map<string, Style>> {
  const styles = new Map<string, Style>();
  let style: Style | null = null;
  await readXml(parts.read(name), {
    open: (element, { val = '', type, styleId = '' }) => {
      if (element === 'style' && type === 'paragraph') {
        style = { isHeading: false, basedOn: null, list: null, level: null };
        styles.set(styleId, style);
      } else if (style === null) return;
      else if (element === 'name') style.isHeading = HEADING.test(val);
      else if (element === 'basedOn') style.basedOn = val;
      else if (element === 'numId') style.list = val;
      else if (element === 'ilvl') style.level = wholeNumber(val, LEVELS);
    },
    close: (element) => {
      if (element === 'style') style = null;
    },
  });
  return styles;
}

async function readNumbering(
  parts: ZipParts,
  name: string,
  lists: Map<string, List>,
  definitions: Map<string, Definition>,
): Promise<void> {
  let definition: Definition | null = null;
  let list: List | null = null;
  let level = 0;
  const change = (changed: Partial<ListLevel>) => {
    const before = definition?.levels[level];
    if (definition !== null && before !== undefined) definition.levels[level] = { ...before, ...changed };
  };
  await readXml(parts.read(name), {
    open: (element, { val = '', abstractNumId = '', numId = '', ilvl = '0' }) => {
      if (element === 'abstractNum') {
        definition = { levels: [], styles: new Map() };
        definitions.set(abstractNumId, definition);
      } else if (element === 'num') {
        list = { definition: '', starts: new Map() };
        lists.set(numId, list);
      } else if (element === 'abstractNumId' && list !== null) list.definition = val;
      else if (element === 'lvl' || element === 'lvlOverride') {
        level = wholeNumber(ilvl, LEVELS);
        if (definition !== null) definition.levels[level] = { format: 'decimal', start: 1, label: '' };
      } else if (element === 'startOverride') list?.starts.set(level, wholeNumber(val, STARTS));
      else if (element === 'start') change({ start: wholeNumber(val, STARTS) });
      else if (element === 'numFmt' && val === 'bullet') change({ label: '•' });
      else if (element === 'numFmt') change({ format: FORMATS.get(val) ?? 'decimal' });
      // A bullet is a character of a symbol font, which means nothing in a text.
      else if (element === 'lvlText' && definition?.levels[level]?.label !== '•') change({ label: val });
      else if (element === 'pStyle') definition?.styles.set(val, level);
    },
    close: (element) => {
      if (element === 'abstractNum') definition = null;
      else if (element === 'num') list = null;
    },
  });
}
