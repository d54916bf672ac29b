import type { TextFormat } from './text-format.ts';

/**
 * How many stretches outside of quotes are remembered: the last record of a chunk ends in one of the last, unless it has more
 * quoted fields than this. Then an earlier chunk's end counts.
 */
const MAX_SPANS = 1024;

/** Finds the end of the last record among bytes that come piece by piece. A record is a line outside of quotes. */
export class RecordScanner {
  readonly #format: TextFormat;
  /** Bytes up to the end of the last whole record. */
  endedBytes = 0;
  #seenBytes = 0;
  /** Where the last stretches outside of quotes begin and end, in turn. */
  readonly #bounds = new Uint32Array(2 * MAX_SPANS);
  #isQuoted = false;
  /** Bytes that are still to be passed over. */
  #markBytes: number;
  /** The unit before the next one. A record begins as if a delimiter stood before it. */
  #before: number;

  /** @param markBytes the length of the encoding's mark, with which the bytes begin */
  constructor(format: TextFormat, markBytes: number) {
    this.#format = format;
    this.#markBytes = markBytes;
    this.#before = format.delimiter;
  }

  scan(all: Buffer): void {
    const { quote, unitBytes } = this.#format;
    const mark = Math.min(this.#markBytes, all.length);
    this.#markBytes -= mark;
    this.#seenBytes += mark;
    const bytes = all.subarray(mark);
    if (quote === null) this.#scanLines(bytes);
    else if (unitBytes === 1) this.#scanBytes(bytes, quote);
    else this.#scanUnits(bytes, quote);
    this.#seenBytes += bytes.length;
  }

  #scanLines(bytes: Buffer): void {
    const { newLine, unitBytes, isBigEndian } = this.#format;
    if (unitBytes === 1) {
      const last = bytes.lastIndexOf(newLine);
      if (last >= 0) this.endedBytes = this.#seenBytes + last + 1;
      return;
    }
    for (let at = bytes.length - 2; at >= 0; at -= 2) {
      if (unitAt(bytes, at, isBigEndian) !== newLine) continue;
      this.endedBytes = this.#seenBytes + at + 2;
      return;
    }
  }

  /**
   * Finds the quotes four bytes at a time, and then looks back through what is outside of them for the last line end. A search for
   * each quote would take longer: tables have many.
   */
  #scanBytes(bytes: Buffer, quote: number): void {
    const { newLine, delimiter } = this.#format;
    const bounds = this.#bounds;
    const aligned = Math.min(-bytes.byteOffset & 3, bytes.length);
    const words = wordsOf(bytes, aligned);
    const pattern = quote * 0x01010101;
    let isQuoted = this.#isQuoted;
    let spans = 0;
    let from = 0;
    let word = 0;
    let end = aligned;
    for (let at = 0; at < bytes.length; ) {
      for (; at < end; at += 1) {
        if (bytes[at] !== quote) continue;
        if (isQuoted) {
          isQuoted = false;
          from = at + 1;
          continue;
        }
        const before = at === 0 ? this.#before : bytes[at - 1];
        // A quote within a bare field is a character like any other.
        if (before !== delimiter && before !== newLine && before !== quote) continue;
        isQuoted = true;
        bounds[2 * (spans % MAX_SPANS)] = from;
        bounds[2 * (spans % MAX_SPANS) + 1] = at;
        spans += 1;
      }
      // A byte of the difference is 0 where the quote stands.
      for (; word < words.length; word += 1) {
        const difference = (words[word] ?? 0) ^ pattern;
        if (((difference - 0x01010101) & ~difference & 0x80808080) !== 0) break;
      }
      at = aligned + 4 * word;
      word += 1;
      end = word <= words.length ? at + 4 : bytes.length;
    }
    const rest = isQuoted ? -1 : lastWithin(bytes, newLine, from, bytes.length);
    const last = rest >= 0 ? rest : this.#lastInSpans(bytes, spans);
    this.#isQuoted = isQuoted;
    this.#before = bytes.at(-1) ?? this.#before;
    if (last >= 0) this.endedBytes = this.#seenBytes + last + 1;
  }

  #lastInSpans(bytes: Buffer, spans: number): number {
    for (let back = 1; back <= Math.min(spans, MAX_SPANS); back += 1) {
      const at = 2 * ((spans - back) % MAX_SPANS);
      const found = lastWithin(bytes, this.#format.newLine, this.#bounds[at] ?? 0, this.#bounds[at + 1] ?? 0);
      if (found >= 0) return found;
    }
    return -1;
  }

  #scanUnits(bytes: Buffer, quote: number): void {
    const { newLine, delimiter, isBigEndian } = this.#format;
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      const unit = unitAt(bytes, at, isBigEndian);
      if (unit === quote) {
        if (this.#isQuoted) this.#isQuoted = false;
        else if (this.#before === delimiter || this.#before === newLine || this.#before === quote)
          this.#isQuoted = true;
      } else if (unit === newLine && !this.#isQuoted) this.endedBytes = this.#seenBytes + at + 2;
      this.#before = unit;
    }
  }
}

/** @returns the whole words from `aligned` on, where memory allows to read them */
function wordsOf({ buffer, byteOffset, length }: Buffer, aligned: number): Int32Array {
  const count = (length - aligned) >> 2;
  return count === 0 ? new Int32Array() : new Int32Array(buffer, byteOffset + aligned, count);
}

/** @returns where the value stands last in the stretch; -1 where it does not */
function lastWithin(bytes: Buffer, value: number, from: number, to: number): number {
  const found = to > from ? bytes.lastIndexOf(value, to - 1) : -1;
  return found >= from ? found : -1;
}

function unitAt(bytes: Buffer, at: number, isBigEndian: boolean): number {
  return isBigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
}
