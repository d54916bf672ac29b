import iconv from 'iconv-lite';
import { ConversionError } from '../../../conversion.ts';
import { DocumentText } from '../document-text.ts';
import { encodingOfFont, encodingOfWord, SYMBOLS } from './code-pages.ts';
import { RtfAsides } from './rtf-asides.ts';
import { RtfTables } from './rtf-tables.ts';
import type { RtfEvents } from './tokenizer.ts';

/** Groups in groups: a document has a few dozen. */
const MAX_DEPTH = 2000;
/** Destinations whose text is not the document's: tables of fonts and styles, pictures, instructions of fields, index entries. */
const UNSEEN: ReadonlySet<string> = new Set([
  ...[
    'fonttbl',
    'colortbl',
    'stylesheet',
    'listtable',
    'listoverridetable',
    'revtbl',
    'filetbl',
    'info',
    'pict',
  ],
  ...[
    'objdata',
    'objclass',
    'objname',
    'fldinst',
    'nonshppict',
    'shprslt',
    'sp',
    'bkmkstart',
    'bkmkend',
    'xe',
  ],
  ...['tc', 'tcn', 'template', 'private', 'atnid', 'generator'],
]);
/** Destinations with a `\*` that have text all the same. For others, it says that a reader may pass over them. */
const SEEN: ReadonlySet<string> = new Set(['shpinst', 'footnote', 'annotation', 'atnauthor', 'shptxt']);
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['emdash', '\u2014'],
  ['endash', '\u2013'],
  ['lquote', '\u2018'],
  ['rquote', '\u2019'],
  ['ldblquote', '\u201c'],
  ['rdblquote', '\u201d'],
  ['bullet', '\u2022'],
  ['emspace', '\u2003'],
  ['enspace', '\u2002'],
]);
const ENDS_OF_LINES: ReadonlySet<string> = new Set(['par', 'line', 'softline', 'sect', 'page', 'column']);
const BULLET = '•';
const LEVELS_OF_HEADINGS = 9;

/** What holds until the end of a group. */
interface Group {
  readonly isUnseen: boolean;
  /** Text that is not shown, or was deleted. */
  readonly isHidden: boolean;
  readonly isDeleted: boolean;
  /** The number or bullet of a list item. */
  readonly isLabel: boolean;
  /** How many characters after `\u` stand for the same one, for readers that do not know it. */
  readonly fallbacks: number;
  readonly font: number;
  readonly isFontTable: boolean;
  /** Whether something stands aside until the group ends, such as a note. */
  readonly isAside: boolean;
}

/** Takes the text of an RTF document. */
export class RtfReader implements RtfEvents {
  readonly #text: DocumentText;
  readonly #asides: RtfAsides;
  readonly #tables: RtfTables;
  readonly #groups: Group[] = [];
  /** The character sets of fonts, by their numbers. */
  readonly #fonts = new Map<number, number>();
  #group: Group = {
    ...{
      isUnseen: false,
      isHidden: false,
      isDeleted: false,
      isLabel: false,
      isFontTable: false,
      isAside: false,
    },
    fallbacks: 1,
    font: 0,
  };
  #defaultFont = 0;
  #encoding = 'cp1252';
  #bytes: number[] = [];
  #skip = 0;
  #isOptional = false;
  #isRtf = false;
  /** Whether the label that is open has text. */
  #hasLabel = false;

  constructor(emit: (text: string) => void) {
    this.#text = new DocumentText(emit);
    this.#tables = new RtfTables(this.#text);
    this.#asides = new RtfAsides(this.#text, this.#tables);
  }

  /**
   * @returns what stands beside the text: notes, comments, headers and footers
   * @throws {ConversionError} where it was no RTF, or was cut
   */
  end(): readonly string[] {
    this.#flush();
    if (!this.#isRtf || this.#groups.length > 0) throw new ConversionError({ code: 'document_damaged' });
    this.#tables.endRow();
    this.#text.endParagraph();
    return this.#asides.all;
  }

  openGroup(): void {
    this.#flush();
    if (this.#groups.length >= MAX_DEPTH) throw new ConversionError({ code: 'conversion_too_costly' });
    this.#groups.push(this.#group);
    this.#group = { ...this.#group, isAside: false };
    this.#skip = 0;
  }

  closeGroup(): void {
    this.#flush();
    if (this.#group.isAside) this.#asides.close();
    this.#group = this.#groups.pop() ?? this.#group;
    // What follows the outermost group is no part of the document.
    if (this.#groups.length === 0) this.#change({ isUnseen: true });
    this.#isOptional = false;
    this.#skip = 0;
  }

  symbol(character: string): void {
    if (character === '*') {
      this.#isOptional = true;
      return;
    }
    if (character === '~') this.#add('\u00a0');
    else if (character === '_') this.#add('\u2011');
    else if (character === '\n' || character === '\r') this.#endLine();
    else if ('\\{}'.includes(character)) this.byte(character.charCodeAt(0));
  }

  byte(code: number): void {
    if (this.#skip > 0) this.#skip -= 1;
    else if (this.#isSeen) this.#bytes.push(code);
  }

  word(name: string, parameter: number | null): void {
    const isOptional = this.#isOptional;
    this.#isOptional = false;
    if (name === 'u' && parameter !== null) {
      this.#add(String.fromCharCode(parameter < 0 ? parameter + 65_536 : parameter));
      this.#skip = this.#group.fallbacks;
      return;
    }
    this.#flush();
    if (name === 'rtf') this.#isRtf = true;
    if (UNSEEN.has(name) || (isOptional && !SEEN.has(name))) {
      this.#change({ isUnseen: true, isFontTable: name === 'fonttbl' });
    } else if (!this.#group.isUnseen && this.#asides.open(name)) this.#change({ isAside: true });
    else this.#format(name, parameter);
  }

  #format(name: string, parameter: number | null): void {
    switch (name) {
      case 'uc':
        this.#change({ fallbacks: Math.min(16, Math.max(0, parameter ?? 1)) });
        return;
      case 'deff':
        this.#defaultFont = parameter ?? 0;
        return;
      case 'f':
        this.#change({ font: parameter ?? 0 });
        return;
      case 'fcharset':
        if (this.#group.isFontTable) this.#fonts.set(this.#group.font, parameter ?? 0);
        return;
      case 'plain':
        this.#change({ isHidden: false, isDeleted: false, font: this.#defaultFont });
        return;
      case 'v':
        this.#change({ isHidden: parameter !== 0 });
        return;
      case 'deleted':
        this.#change({ isDeleted: parameter !== 0 });
        return;
      case 'listtext':
      case 'pntext':
        this.#change({ isLabel: true });
        this.#hasLabel = false;
        return;
      default:
        this.#encoding = encodingOfWord(name, parameter) ?? this.#encoding;
        if (this.#isSeen) this.#show(name, parameter);
    }
  }

  #show(name: string, parameter: number | null): void {
    if (ENDS_OF_LINES.has(name)) this.#endLine();
    else if (name === 'tab') this.#addTab();
    // Before the text of a heading.
    else if (name === 'outlinelevel' && (parameter ?? 0) < LEVELS_OF_HEADINGS) this.#text.leaveGap();
    else if (this.#tables.word(name)) return;
    else this.#add(CHARACTERS.get(name) ?? '');
  }

  get #isSeen(): boolean {
    const { isUnseen, isHidden, isDeleted } = this.#group;
    return this.#isRtf && !isUnseen && !isHidden && !isDeleted;
  }

  #change(changed: Partial<Group>): void {
    this.#group = { ...this.#group, ...changed };
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Buffer.from(this.#bytes);
    this.#bytes = [];
    const characterSet = this.#fonts.get(this.#group.font) ?? 1;
    if (this.#group.isLabel && characterSet === SYMBOLS) this.#write(BULLET);
    else this.#write(iconv.decode(bytes, encodingOfFont(characterSet) ?? this.#encoding));
  }

  #add(text: string): void {
    this.#flush();
    if (this.#isSeen) this.#write(text);
  }

  #addTab(): void {
    this.#flush();
    if (!this.#group.isLabel) this.#add('\t');
    else if (this.#hasLabel) this.#add(' ');
  }

  #write(written: string): void {
    const { isLabel } = this.#group;
    const text = isLabel && !this.#hasLabel ? written.trimStart() : written;
    if (text === '') return;
    this.#hasLabel = isLabel;
    this.#tables.beforeText();
    this.#text.text(text);
  }

  #endLine(): void {
    this.#flush();
    if (this.#isSeen) this.#text.endParagraph();
  }
}
