import type { CharacterMap } from './pdf-character-map.ts';
import type { TextSink } from './text-sink.ts';

/** A gap in a TJ array at least this wide, in thousandths of the font size, reads as a space. */
const wordGap = 200;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const windows1252 = new TextDecoder('windows-1252');
const utf16be = new TextDecoder('utf-16be');

/**
 * Text that a content stream shows (PDF 32000-1, 9.4.3): the strings of Tj, TJ, ' and ", a line for each move to a
 * new line. `characters` maps codes in upper-case hex to text.
 */
export function readContent(content: string, characters: Pick<CharacterMap, 'get'>, sink: TextSink): void {
  let shown = '';
  let operands: number[] = [];
  let position = 0;
  while (position < content.length && !sink.full) {
    const character = content[position] ?? '';
    if (character === '(') {
      const { text, end } = literalString(content, position);
      shown += decodeLiteral(text, characters);
      position = end;
    } else if (character === '<' && content[position + 1] !== '<') {
      const end = content.indexOf('>', position);
      if (end === -1) return;
      shown += decodeHex(content.slice(position + 1, end), characters);
      position = end + 1;
    } else if (character === '%') {
      const end = content.indexOf('\n', position);
      if (end === -1) return;
      position = end + 1;
    } else {
      const word = wordAt(content, position);
      if (word === '') position++;
      else if (/^[-+.\d]/.test(word)) {
        if (shown !== '' && Number(word) <= -wordGap) shown += ' ';
        else operands.push(Number(word));
      } else {
        sink.add(textOf(word, shown, operands));
        shown = '';
        operands = [];
      }
      position += word.length;
    }
  }
  sink.add('\n');
}

/** What an operator adds to the text, given the strings and the numbers before it. */
function textOf(operator: string, shown: string, operands: readonly number[]): string {
  switch (operator) {
    case 'Tj':
    case 'TJ':
      return shown;
    case "'":
    case '"':
      return `\n${shown}`;
    case 'Td':
    case 'TD':
      // Many writers move along the line for each glyph.
      return operands.at(-1) === 0 ? '' : '\n';
    case 'T*':
    case 'Tm':
      return '\n';
    default:
      return '';
  }
}

const wordPattern = /[^\s()<>[\]{}/%]+|\/[^\s()<>[\]{}/%]*/y;

function wordAt(content: string, position: number): string {
  wordPattern.lastIndex = position;
  return wordPattern.exec(content)?.[0] ?? '';
}

/** A string in parentheses, which may nest; without its end it goes on to the end of the stream. */
function literalString(content: string, start: number): { text: string; end: number } {
  let text = '';
  let depth = 1;
  let position = start + 1;
  for (; position < content.length; position++) {
    const character = content[position] ?? '';
    if (character === '\\') {
      const octal = /^[0-7]{1,3}/.exec(content.slice(position + 1, position + 4))?.[0];
      const next = content[position + 1] ?? '';
      if (octal !== undefined) text += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      else if (next !== '\n') text += escapes[next] ?? next;
      position += octal?.length ?? 1;
      continue;
    }
    if (character === '(') depth++;
    else if (character === ')') depth--;
    if (depth === 0) return { text, end: position + 1 };
    text += character;
  }
  return { text, end: position };
}

function decodeLiteral(text: string, characters: Pick<CharacterMap, 'get'>): string {
  const bytes = Buffer.from(text, 'latin1');
  if (text.startsWith('\xfe\xff')) return utf16be.decode(bytes);
  // Two-byte codes of a composite font nearly always hold a byte 0; text in one-byte codes never does.
  if (text.includes('\0')) return decodeHex(bytes.toString('hex'), characters);
  return windows1252.decode(bytes);
}

function decodeHex(digits: string, characters: Pick<CharacterMap, 'get'>): string {
  const hex = digits.replace(/\s/g, '').toUpperCase();
  for (const width of [4, 2]) {
    const codes = hex.match(new RegExp(`.{${width}}`, 'g')) ?? [];
    const texts = codes.map((code) => characters.get(code));
    if (texts.some((text) => text !== undefined)) return texts.map((text) => text ?? '').join('');
  }
  return windows1252.decode(Buffer.from(hex, 'hex')).replaceAll('\0', '');
}
