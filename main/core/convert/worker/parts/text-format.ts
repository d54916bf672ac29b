import { readSync } from 'node:fs';

const SAMPLE_BYTES = 256 * 1024;
const [QUOTE, LINE_FEED, CARRIAGE_RETURN] = [0x22, 0x0a, 0x0d];
const DELIMITERS = [',', ';', '\t', '|'];
const UTF_8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** A word that is longer is cut. */
const LONGEST_WORD_BYTES = 1024;

/** What has to be known of a text's bytes to divide it. */
export interface TextFormat {
  /** 2 for UTF-16, else 1: in all other encodings line ends, quotes and delimiters are bytes of their own. */
  readonly unitBytes: 1 | 2;
  readonly isBigEndian: boolean;
  /** The length of the encoding's mark at the beginning; 0 without one. */
  readonly markBytes: number;
  readonly newLine: number;
  /** null where each line is a record. */
  readonly quote: number | null;
  readonly delimiter: number;
  /** What each part but the first begins with: the mark of the encoding, and the header of a CSV file. */
  readonly repeated: Buffer | null;
  /**
   * @returns how many bytes of a line that does not fit between `start` and `end` go into a part; null where it must not be
   *   cut. A line of text is cut behind a blank, or between two characters.
   */
  endOfLongLine(fd: number, start: number, end: number): number | null;
}

/** Looks at the beginning of a file. */
export function sniffFormat(fd: number, isCsv: boolean): TextFormat {
  const sample = Buffer.alloc(SAMPLE_BYTES);
  const head = sample.subarray(0, readSync(fd, sample, 0, sample.length, 0));
  const mark = markOf(head);
  const unitBytes = mark === null || mark.length === 3 ? 1 : 2;
  const isBigEndian = unitBytes === 2 && mark?.[0] === 0xfe;
  const text = decoded(head, unitBytes, isBigEndian);
  const newLine = text.includes('\n') || !text.includes('\r') ? LINE_FEED : CARRIAGE_RETURN;
  const delimiter = delimiterOf(text);
  const markBytes = mark?.length ?? 0;
  const format = { unitBytes, isBigEndian, markBytes, newLine, delimiter } as const;
  if (!isCsv) {
    const endOfLongLine = (file: number, start: number, end: number) => wordEnd(file, start, end, format);
    return { ...format, quote: null, repeated: unitBytes === 2 ? mark : null, endOfLongLine };
  }
  return { ...format, quote: QUOTE, repeated: headerOf(head, text, format), endOfLongLine: () => null };
}

function markOf(head: Buffer): Buffer | null {
  if (head.subarray(0, 3).equals(UTF_8_MARK)) return head.subarray(0, 3);
  const [first, second] = head;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isUtf16 ? head.subarray(0, 2) : null;
}

/** Only its ASCII characters are of interest. */
function decoded(head: Buffer, unitBytes: 1 | 2, isBigEndian: boolean): string {
  if (unitBytes === 1) return head.toString('latin1');
  const whole = Buffer.from(head.subarray(0, head.length - (head.length % 2)));
  return (isBigEndian ? whole.swap16() : whole).toString('utf16le');
}

/** @returns the code of the character that stands most often in the first line */
function delimiterOf(text: string): number {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return (DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',').charCodeAt(0);
}

/** @returns the bytes of the first record, with what stands before it; null where it does not end in the sample */
function headerOf(
  head: Buffer,
  text: string,
  { unitBytes, newLine }: Pick<TextFormat, 'unitBytes' | 'newLine'>,
): Buffer | null {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isQuoted = !isQuoted;
    else if (code === newLine && !isQuoted) return Buffer.from(head.subarray(0, (at + 1) * unitBytes));
  }
  return null;
}

function wordEnd(
  fd: number,
  start: number,
  end: number,
  { unitBytes, isBigEndian }: Pick<TextFormat, 'unitBytes' | 'isBigEndian'>,
): number {
  const from = Math.max(start, end - LONGEST_WORD_BYTES);
  const tail = Buffer.alloc(end - from);
  readSync(fd, tail, 0, tail.length, from);
  const text = decoded(tail, unitBytes, isBigEndian);
  const blank = text.lastIndexOf(' ');
  if (blank >= 0) return from - start + (blank + 1) * unitBytes;
  return end - start - cutCharacterBytes(tail, text, unitBytes);
}

/** @returns how many bytes at the end belong to a character that is cut there */
function cutCharacterBytes(tail: Buffer, text: string, unitBytes: 1 | 2): number {
  if (unitBytes === 2) return tail.length % 2 === 1 ? 1 : /[\uD800-\uDBFF]$/.test(text) ? 2 : 0;
  for (let back = 1; back <= Math.min(4, tail.length); back += 1) {
    const byte = tail[tail.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const lengthBytes = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return lengthBytes > back ? back : 0;
  }
  return 0;
}
