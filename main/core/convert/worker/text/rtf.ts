import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import { ConversionError } from '../../conversion.ts';
import type { Source } from '../source.ts';

/** Groups in groups: a document has a few dozen. */
const MAX_DEPTH = 2000;
/** Destinations whose text is not the document's: tables of fonts and colours, pictures, fields' instructions. */
const UNSEEN: ReadonlySet<string> = new Set([
  ...['fonttbl', 'colortbl', 'stylesheet', 'listtable', 'listoverridetable', 'rsidtbl', 'generator', 'info'],
  ...[
    'pict',
    'object',
    'fldinst',
    'themedata',
    'colorschememapping',
    'datastore',
    'latentstyles',
    'xmlnstbl',
  ],
  ...['revtbl', 'filetbl', 'listtext', 'pntext', 'bkmkstart', 'bkmkend', 'template', 'private', 'nonshppict'],
  ...[
    'header',
    'headerl',
    'headerr',
    'headerf',
    'footer',
    'footerl',
    'footerr',
    'footerf',
    'atnid',
    'atnauthor',
  ],
]);
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '\u2014',
  endash: '\u2013',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
  bullet: '\u2022',
  emspace: '\u2003',
  enspace: '\u2002',
};
/** The character sets of fonts that stand for a code page (RTF 1.9.1, `\fcharset`). */
const CODE_PAGES: Readonly<Record<number, number>> = {
  0: 1252,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

interface Group {
  readonly isUnseen: boolean;
  /** How many characters after `\u` stand for the same one, for readers that do not know it. */
  readonly fallbacks: number;
  readonly codePage: number;
  readonly isFontTable: boolean;
}

/** A document in Rich Text Format: a paragraph a line, a table row a line with tabs between cells. */
export async function* rtfText({ path }: Source): AsyncGenerator<string> {
  const pieces: string[] = [];
  const reader = new RtfReader((text) => pieces.push(text));
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    reader.write(chunk as string);
    if (pieces.length > 0) yield pieces.splice(0).join('');
  }
  reader.end();
  yield pieces.join('');
}

/** Reads RTF piece by piece. A control word, and what belongs to it, is read once it is whole. */
class RtfReader {
  readonly #emit: (text: string) => void;
  readonly #groups: Group[] = [];
  readonly #fonts = new Map<number, number>();
  #group: Group = { isUnseen: false, fallbacks: 1, codePage: 1252, isFontTable: false };
  #pending = '';
  #bytes: number[] = [];
  #skip = 0;
  #font = 0;
  /** A `\*` came: a reader that does not know the next control word passes over its group. */
  #isOptional = false;
  #binaryLeft = 0;
  #isRtf = false;

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  write(chunk: string): void {
    this.#read(this.#pending + chunk, false);
  }

  end(): void {
    this.#read(this.#pending, true);
    this.#flushBytes();
    if (!this.#isRtf) throw new ConversionError({ code: 'document_damaged' });
  }

  #read(text: string, isEnd: boolean): void {
    let at = 0;
    while (at < text.length) {
      if (this.#binaryLeft > 0) {
        const skipped = Math.min(this.#binaryLeft, text.length - at);
        this.#binaryLeft -= skipped;
        at += skipped;
        continue;
      }
      const character = text[at];
      if (character === '\\') {
        const length = this.#control(text, at, isEnd);
        if (length === 0) break;
        at += length;
        continue;
      }
      at += 1;
      if (character === '{') this.#open();
      else if (character === '}') this.#close();
      else if (character !== '\r' && character !== '\n') this.#byte(text.charCodeAt(at - 1));
    }
    this.#pending = text.slice(at);
  }

  /** @returns how long the control is; 0 where its end has not come yet */
  #control(text: string, at: number, isEnd: boolean): number {
    const word = /^\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/.exec(text.slice(at, at + 48));
    if (word === null) return this.#symbol(text, at, isEnd);
    const [whole, name = '', parameter] = word;
    if (!isEnd && at + whole.length === text.length) return 0;
    this.#word(name, parameter === undefined ? null : Number(parameter));
    return whole.length;
  }

  #symbol(text: string, at: number, isEnd: boolean): number {
    const symbol = text[at + 1];
    if (symbol === undefined) return isEnd ? 1 : 0;
    if (symbol === "'") {
      if (at + 4 > text.length) return isEnd ? text.length - at : 0;
      const code = Number.parseInt(text.slice(at + 2, at + 4), 16);
      if (!Number.isNaN(code)) this.#byte(code);
      return 4;
    }
    if (symbol === '*') this.#isOptional = true;
    else if (symbol === '~') this.#text('\u00a0');
    else if (symbol === '_') this.#text('\u2011');
    else if (symbol === '\n' || symbol === '\r') this.#endParagraph();
    else if ('\\{}'.includes(symbol)) this.#byte(symbol.charCodeAt(0));
    return 2;
  }

  #word(name: string, parameter: number | null): void {
    const isOptional = this.#isOptional;
    this.#isOptional = false;
    if (name === 'u' && parameter !== null) {
      this.#text(String.fromCharCode(parameter < 0 ? parameter + 65_536 : parameter));
      this.#skip = this.#group.fallbacks;
      return;
    }
    this.#flushBytes();
    if (UNSEEN.has(name) || (isOptional && name !== 'shppict')) {
      this.#group = { ...this.#group, isUnseen: true, isFontTable: name === 'fonttbl' };
      return;
    }
    const character = CHARACTERS[name];
    if (character !== undefined) this.#text(character);
    switch (name) {
      case 'rtf':
        this.#isRtf = true;
        return;
      case 'bin':
        this.#binaryLeft = Math.max(0, parameter ?? 0);
        return;
      case 'uc':
        this.#group = { ...this.#group, fallbacks: Math.min(16, Math.max(0, parameter ?? 1)) };
        return;
      case 'ansicpg':
        if (parameter !== null) this.#group = { ...this.#group, codePage: parameter };
        return;
      case 'f':
        this.#setFont(parameter ?? 0);
        return;
      case 'fcharset':
        if (this.#group.isFontTable) this.#fonts.set(this.#font, CODE_PAGES[parameter ?? 0] ?? 1252);
        return;
      case 'par':
      case 'line':
      case 'sect':
      case 'page':
        this.#endParagraph();
        return;
      case 'cell':
        this.#text('\t');
        return;
      case 'nestcell':
        this.#text(' ');
        return;
      case 'row':
        this.#endParagraph();
        return;
    }
  }

  #setFont(font: number): void {
    this.#font = font;
    const codePage = this.#fonts.get(font);
    if (!this.#group.isFontTable && codePage !== undefined) this.#group = { ...this.#group, codePage };
  }

  #open(): void {
    this.#flushBytes();
    if (this.#groups.length >= MAX_DEPTH) throw new ConversionError({ code: 'conversion_too_costly' });
    this.#groups.push(this.#group);
    this.#skip = 0;
  }

  #close(): void {
    this.#flushBytes();
    this.#group = this.#groups.pop() ?? this.#group;
    this.#isOptional = false;
    this.#skip = 0;
  }

  /** One byte of a text in the group's code page. */
  #byte(code: number): void {
    if (this.#skip > 0) {
      this.#skip -= 1;
      return;
    }
    if (!this.#group.isUnseen && this.#isRtf) this.#bytes.push(code);
  }

  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Buffer.from(this.#bytes);
    this.#bytes = [];
    const encoding = `cp${this.#group.codePage}`;
    this.#emit(iconv.decode(bytes, iconv.encodingExists(encoding) ? encoding : 'cp1252'));
  }

  #text(text: string): void {
    this.#flushBytes();
    if (!this.#group.isUnseen) this.#emit(text);
  }

  #endParagraph(): void {
    this.#flushBytes();
    if (!this.#group.isUnseen) this.#emit('\n');
  }
}
