import { ConversionError } from '../../conversion.ts';
import type { TextExtractor } from '../source.ts';
import { readXml, textOfXml, type XmlEvents } from './xml.ts';
import { withParts, type ZipParts } from './zip-parts.ts';

/** A sheet ends with a million repeated empty rows. What repeats and has text is shown so often at most. */
const MAX_REPEATED = 200;
const MAX_SPACES = 100;
/** Deleted revisions, and what repeats on each page of a presentation. */
const UNSEEN = new Set([
  'tracked-changes',
  'forms',
  'page-number',
  'date-decl',
  'footer-decl',
  'header-decl',
]);

/** A document, sheet or presentation of LibreOffice (ODF 1.2): the text, then notes and comments. */
export const openDocumentText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  if (!parts.has('content.xml')) throw new ConversionError({ code: 'document_damaged' });
  await demandReadable(parts);
  const beside: string[] = [];
  yield* textOfXml(parts.read('content.xml'), (emit) => contentEvents(emit, beside));
  for (const text of beside) yield `\n${text.trim()}\n`;
}

async function demandReadable(parts: ZipParts): Promise<void> {
  let isEncrypted = false;
  await readXml(parts.read('META-INF/manifest.xml'), {
    open: (name) => {
      if (name === 'encryption-data') isEncrypted = true;
    },
  });
  if (isEncrypted) throw new ConversionError({ code: 'document_encrypted' });
}

function contentEvents(emit: (text: string) => void, beside: string[]): XmlEvents {
  const sheet = new SheetRows(emit);
  let isSpreadsheet = false;
  let slides = 0;
  let unseen = 0;
  let paragraphs = 0;
  /** The note or comment that is open. */
  let aside: string | null = null;
  let cells = 0;
  const write = (text: string) => {
    if (aside !== null) aside += text;
    else if (cells > 0) sheet.text(text);
    else emit(text);
  };
  return {
    open: (name, attributes) => {
      if (UNSEEN.has(name)) unseen += 1;
      else if (name === 'note' || name === 'annotation') aside = '';
      else if (name === 'page') {
        slides += 1;
        emit(`${slides === 1 ? '' : '\n'}Slide ${slides}\n`);
      } else if (name === 'notes') emit('Notes: ');
      else if (name === 'spreadsheet') isSpreadsheet = true;
      else if (name === 'table' && isSpreadsheet && cells === 0) sheet.open(attributes['name'] ?? '');
      else if (name === 'table-row' && cells === 0) sheet.openRow(attributes['number-rows-repeated']);
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        cells += 1;
        if (cells === 1) sheet.openCell(attributes['number-columns-repeated']);
      } else if (name === 'p' || name === 'h') paragraphs += 1;
      else if (name === 's') write(' '.repeat(Math.min(MAX_SPACES, Number(attributes['c'] ?? 1))));
      else if (name === 'tab') write('\t');
      else if (name === 'line-break') write(cells > 0 ? ' ' : '\n');
    },
    close: (name) => {
      if (UNSEEN.has(name)) unseen -= 1;
      else if ((name === 'note' || name === 'annotation') && aside !== null) {
        beside.push(aside);
        aside = null;
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cells -= 1;
        if (cells === 0) sheet.closeCell();
      } else if (name === 'table-row' && cells === 0) sheet.closeRow();
      else if (name === 'p' || name === 'h') {
        paragraphs -= 1;
        write(cells > 0 || aside !== null ? ' ' : '\n');
      }
    },
    text: (text) => {
      if (paragraphs > 0 && unseen === 0) write(text);
    },
  };
}

/** The rows of a table or sheet: a line each, with tabs between cells; empty cells at the end are left out. */
class SheetRows {
  readonly #emit: (text: string) => void;
  #cells: string[] = [];
  #cell = '';
  #cellRepeats = 1;
  #rowRepeats = 1;

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  open(name: string): void {
    this.#emit(`\n${name}\n`);
  }

  openRow(repeated: string | undefined): void {
    this.#cells = [];
    this.#rowRepeats = repeats(repeated);
  }

  openCell(repeated: string | undefined): void {
    this.#cell = '';
    this.#cellRepeats = repeats(repeated);
  }

  text(text: string): void {
    this.#cell += text;
  }

  closeCell(): void {
    const text = this.#cell.replaceAll(/\s+/g, ' ').trim();
    for (let copy = 0; copy < this.#cellRepeats; copy += 1) this.#cells.push(text);
  }

  closeRow(): void {
    const last = this.#cells.findLastIndex((cell) => cell !== '');
    if (last < 0) return;
    const line = `${this.#cells.slice(0, last + 1).join('\t')}\n`;
    for (let copy = 0; copy < this.#rowRepeats; copy += 1) this.#emit(line);
  }
}

function repeats(attribute: string | undefined): number {
  return Math.min(MAX_REPEATED, Math.max(1, Number(attribute ?? 1) || 1));
}
