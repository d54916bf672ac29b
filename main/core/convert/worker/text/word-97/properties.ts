import { positionsIn, tableAt, type WordFile } from './word-file.ts';

/** Where the description leads to the properties of characters and of paragraphs (MS-DOC, 2.5.6). */
const CHARACTERS_AT = 0xfa;
const PARAGRAPHS_AT = 0x102;
/** Both are in pages of this size in the main stream (MS-DOC, 2.9.33 and 2.9.176). */
const PAGE_BYTES = 512;
const PARAGRAPH_ITEM_BYTES = 13;

/** Properties by their codes (MS-DOC, 2.6). */
const DELETED = 0x0800;
const HIDDEN = 0x083c;
const SYMBOL = 0x6a09;
const IN_TABLE = 0x2416;
const ENDS_ROW = 0x2417;
const TABLE_COLUMNS = 0xd608;
const TAB_STOPS = 0xc615;
/** The bytes of a value, by the highest bits of its property's code; 0 where its first byte says how many follow. */
const VALUE_BYTES = [1, 1, 2, 4, 2, 2, 0, 3];

export interface CharacterLook {
  /** Deleted by a revision, or not shown. */
  readonly isUnseen: boolean;
  /** The code of a character of another font, which stands for the one in the text. */
  readonly symbol: number | null;
}

export interface ParagraphLook {
  readonly isInTable: boolean;
  readonly endsRow: boolean;
}

/** Properties of what lies between two places of the main stream. */
export class Runs<Look> {
  readonly #runs: readonly { readonly start: number; readonly end: number; readonly look: Look }[];
  readonly #usual: Look;
  #last = 0;

  constructor(runs: { start: number; end: number; look: Look }[], usual: Look) {
    this.#runs = runs.sort((a, b) => a.start - b.start);
    this.#usual = usual;
  }

  /** @param position in the main stream, in bytes */
  at(position: number): Look {
    const last = this.#runs[this.#last];
    if (last === undefined || position < last.start || position >= last.end)
      this.#last = this.#find(position);
    const run = this.#runs[this.#last];
    return run !== undefined && position >= run.start && position < run.end ? run.look : this.#usual;
  }

  #find(position: number): number {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#runs[middle]?.start ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export function characterLooks(file: WordFile): Runs<CharacterLook> {
  return runsIn(file, CHARACTERS_AT, { isUnseen: false, symbol: null }, (page, count, index) => {
    const at = page.readUInt8((count + 1) * 4 + index) * 2;
    const look = { isUnseen: false, symbol: null as number | null };
    if (at === 0) return look;
    eachProperty(page.subarray(at + 1, at + 1 + page.readUInt8(at)), (code, value) => {
      // 1 is yes; 0x81 is not what the style says, which hides nothing.
      if (code === DELETED || code === HIDDEN) look.isUnseen ||= value[0] === 1 || value[0] === 0x81;
      else if (code === SYMBOL) look.symbol = value.readUInt16LE(2);
    });
    return look;
  });
}

export function paragraphLooks(file: WordFile): Runs<ParagraphLook> {
  return runsIn(file, PARAGRAPHS_AT, { isInTable: false, endsRow: false }, (page, count, index) => {
    const at = page.readUInt8((count + 1) * 4 + index * PARAGRAPH_ITEM_BYTES) * 2;
    const look = { isInTable: false, endsRow: false };
    if (at === 0) return look;
    const half = page.readUInt8(at);
    // The number of a style stands before the properties.
    const [start, end] = half > 0 ? [at + 3, at + half * 2] : [at + 4, at + 2 + page.readUInt8(at + 1) * 2];
    eachProperty(page.subarray(start, end), (code, value) => {
      if (code === IN_TABLE) look.isInTable = value[0] === 1;
      else if (code === ENDS_ROW) look.endsRow = value[0] === 1;
    });
    return look;
  });
}

function runsIn<Look>(
  file: WordFile,
  at: number,
  usual: Look,
  lookOf: (page: Buffer, count: number, index: number) => Look,
): Runs<Look> {
  const table = tableAt(file, at);
  const pages = Math.max(0, positionsIn(table, 4).length - 1);
  // Each page is there once.
  if (pages > file.main.length / PAGE_BYTES) throw new Error('there are more pages than the file has bytes');
  const runs: { start: number; end: number; look: Look }[] = [];
  for (let index = 0; index < pages; index += 1) {
    const start = (table.readUInt32LE((pages + 1 + index) * 4) & 0x3f_ffff) * PAGE_BYTES;
    const page = file.main.subarray(start, start + PAGE_BYTES);
    const count = page.readUInt8(PAGE_BYTES - 1);
    for (let run = 0; run < count; run += 1) {
      const [from, to] = [page.readUInt32LE(run * 4), page.readUInt32LE(run * 4 + 4)];
      runs.push({ start: from, end: to, look: lookOf(page, count, run) });
    }
  }
  return new Runs(runs, usual);
}

function eachProperty(bytes: Buffer, take: (code: number, value: Buffer) => void): void {
  let at = 0;
  while (at + 2 < bytes.length) {
    const code = bytes.readUInt16LE(at);
    at += 2;
    let length = VALUE_BYTES[code >> 13] ?? 0;
    if (code === TABLE_COLUMNS) length = bytes.readUInt16LE(at) + 1;
    else if (length === 0) {
      // Longer ones have no length.
      if (code === TAB_STOPS && bytes[at] === 255) return;
      length = bytes.readUInt8(at) + 1;
    }
    take(code, bytes.subarray(at, at + length));
    at += length;
  }
}
