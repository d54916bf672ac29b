import { isAscii, isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { canDecode, decode } from './decoder.ts';

/** What is looked at of a text; more changes little. */
export const SAMPLE_BYTES = 256 * 1024;
/** Of 100 bytes of UTF-16 in a European language, 40 or more are zero. */
const ZEROS_OF_UTF_16 = 0.2;
/** A text has hardly a control character beside tabs and line ends. */
const CONTROLS_OF_BINARY = 0.02;
/** A log that is UTF-8 may have a line that is not. Text of another encoding is hardly ever valid UTF-8. */
const BROKEN_OF_UTF_8 = 0.1;
/** Encodings with two bytes for a character. A few umlauts may look like them. */
const EAST_ASIAN: ReadonlySet<string> = new Set(['Big5', 'EUC-JP', 'EUC-KR', 'GB18030', 'Shift_JIS']);
/** So many bytes beyond ASCII are enough to tell an East Asian text. */
const MANY_BYTES = 40;
/** The library gives 100 at most, and 40 or more to a sentence in a language that it knows. */
const LEAST_CONFIDENCE = 10;
/** Of Western Europe and America, for a text of too few words to tell. */
const USUAL = 'windows-1252';
const UNICODE = /^UTF-/;
const BEYOND_ASCII = /[\x80-\xff]/;
/** `ESC $ @` and `ESC $ B`: Japanese characters follow (RFC 1468). */
const JAPANESE_ESCAPES = ['\u001b$@', '\u001b$B'];
const MARKS = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  // It begins as UTF-16 does.
  ['utf-32le', Buffer.from([0xff, 0xfe, 0, 0])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
  ['utf-32be', Buffer.from([0, 0, 0xfe, 0xff])],
] as const;
/** Encodings that have all characters of the one that chardet names, and more. */
const SUPERSETS: ReadonlyMap<string, string> = new Map([
  ['ISO-8859-1', 'windows-1252'],
  ['ISO-8859-9', 'windows-1254'],
  ['KOI8-R', 'koi8-u'],
]);

/**
 * @param sample a piece of a text, such as its first {@link SAMPLE_BYTES} bytes
 * @returns the name of its encoding, for `decoderFor`; null where the bytes are no text
 */
export function detectEncoding(sample: Buffer): string | null {
  const known = markedEncoding(sample) ?? utf16WithoutMark(sample);
  if (known !== null) return known;
  if (sample.includes(0) || hasControls(sample)) return null;
  if (isAscii(sample))
    return JAPANESE_ESCAPES.some((start) => sample.includes(start)) ? 'iso-2022-jp' : 'utf-8';
  return isMostlyUtf8(sample) ? 'utf-8' : guess(sample);
}

/** @returns the encoding that the mark at the beginning of a text tells; null without a mark */
export function markedEncoding(head: Buffer): string | null {
  return MARKS.find(([, mark]) => head.subarray(0, mark.length).equals(mark))?.[0] ?? null;
}

function utf16WithoutMark(sample: Buffer): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => count / (sample.length / 2));
  if (odd > ZEROS_OF_UTF_16 && even < odd / 10) return 'utf-16le';
  return even > ZEROS_OF_UTF_16 && odd < even / 10 ? 'utf-16be' : null;
}

function isMostlyUtf8(sample: Buffer): boolean {
  // A sample may be cut within a character, and a file too.
  const bytes = sample.subarray(0, sample.length - cutBytes(sample));
  if (isUtf8(bytes) && !isAscii(bytes)) return true;
  let broken = 0;
  let whole = 0;
  for (const character of sample.toString('utf8')) {
    if (character === '\ufffd') broken += 1;
    else if (character > '\x7f') whole += 1;
  }
  return broken < whole * BROKEN_OF_UTF_8;
}

/** @returns how many bytes at the end belong to a UTF-8 character that goes on behind it */
export function cutBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** @returns of the encodings that it may be, the likeliest that has a character for all bytes */
function guess(sample: Buffer): string {
  const isEastAsian = mayBeEastAsian(sample);
  const matches = analyse(Buffer.from(tellingWords(sample), 'latin1')).filter(
    ({ name }) => !UNICODE.test(name) && canDecode(name) && (isEastAsian || !EAST_ASIAN.has(name)),
  );
  const [likely, unlikely] = [true, false].map((isLikely) =>
    matches
      .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE === isLikely)
      .map(({ name }) => SUPERSETS.get(name) ?? name),
  );
  const names = [...(likely ?? []), USUAL, ...(unlikely ?? [])];
  return names.find((name) => !decode(sample, name).slice(0, -1).includes('\ufffd')) ?? USUAL;
}

/** @returns the words with more than ASCII, each with those beside it: other words tell only that they are English */
function tellingWords(sample: Buffer): string {
  const words = sample.toString('latin1').split(/[\t\n\r ]+/);
  const isTelling = (at: number) => BEYOND_ASCII.test(words[at] ?? '');
  return words.filter((_, at) => isTelling(at - 1) || isTelling(at) || isTelling(at + 1)).join(' ');
}

function mayBeEastAsian(sample: Buffer): boolean {
  let beyondAscii = 0;
  for (const byte of sample) if (byte > 0x7f) beyondAscii += 1;
  return beyondAscii >= MANY_BYTES || beyondAscii > sample.length / 2;
}

/** The escape belongs to the colours of a terminal's log. */
function hasControls(sample: Buffer): boolean {
  let controls = 0;
  for (const byte of sample) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) controls += 1;
  return controls > sample.length * CONTROLS_OF_BINARY;
}
