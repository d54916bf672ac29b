import type { TextFormat } from './text-format.ts';

/** Finds the end of the last record among bytes that come piece by piece. A record is a line outside of quotes. */
export class RecordScanner {
  readonly #format: TextFormat;
  /** Bytes up to the end of the last whole record. */
  endedBytes = 0;
  #seenBytes = 0;
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

  /** The plain loop: it takes about a nanosecond a byte, and finding each quote by a search takes longer. */
  #scanBytes(bytes: Buffer, quote: number): void {
    const { newLine, delimiter } = this.#format;
    let isQuoted = this.#isQuoted;
    let before = this.#before;
    let last = -1;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte === quote) {
        // A quote within a bare field is a character like any other.
        if (isQuoted) isQuoted = false;
        else if (before === delimiter || before === newLine || before === quote) isQuoted = true;
      } else if (byte === newLine && !isQuoted) last = at;
      before = byte;
    }
    this.#isQuoted = isQuoted;
    this.#before = before;
    if (last >= 0) this.endedBytes = this.#seenBytes + last + 1;
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

function unitAt(bytes: Buffer, at: number, isBigEndian: boolean): number {
  return isBigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
}
