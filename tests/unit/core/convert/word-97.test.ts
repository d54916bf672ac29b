import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../main/core/convert/worker/text/word-97/texts.ts';
import { openWordFile, type WordFile } from '../../../../main/core/convert/worker/text/word-97/word-file.ts';
import { fixture } from '../../../support/convert/extracted-text.ts';
import { seeded } from '../../../support/crash/random.ts';

interface Piece {
  readonly text: string;
  /** Of its characters, in hex. */
  readonly properties?: string;
  /** Whether each character has one byte, in Windows-1252. */
  readonly isOneByte?: boolean;
}

const TEXT_AT = 0x400;
const PAGE_BYTES = 512;
const PAGE_AT = 8 * PAGE_BYTES;

/** @returns a Word document of a body with these pieces, each with properties of its own (MS-DOC, 2.8.35 and 2.9.33) */
function wordFile(pieces: readonly Piece[]): WordFile {
  const main = Buffer.alloc(PAGE_AT + PAGE_BYTES);
  const page = main.subarray(PAGE_AT);
  const tables = Buffer.alloc(1024);
  const table = { pieces: 5 + (pieces.length + 1) * 4 + pieces.length * 8, looks: 12 };
  tables[0] = 2;
  tables.writeUInt32LE(table.pieces - 5, 1);
  let number = 0;
  let position = TEXT_AT;
  let propertiesAt = PAGE_BYTES - 2;
  for (const [index, { text, properties = '', isOneByte = false }] of pieces.entries()) {
    const bytes = iconv.encode(text, isOneByte ? 'windows-1252' : 'utf-16le', { addBOM: false });
    bytes.copy(main, position);
    tables.writeUInt32LE(number, 5 + index * 4);
    const place = isOneByte ? (position * 2) | 0x4000_0000 : position;
    tables.writeUInt32LE(place, 5 + (pieces.length + 1) * 4 + index * 8 + 2);
    page.writeUInt32LE(position, index * 4);
    const look = Buffer.from(properties, 'hex');
    propertiesAt -= 1 + look.length + ((1 + look.length) % 2);
    page[propertiesAt] = look.length;
    look.copy(page, propertiesAt + 1);
    page[(pieces.length + 1) * 4 + index] = propertiesAt / 2;
    number += text.length;
    position += bytes.length + (bytes.length % 2);
  }
  tables.writeUInt32LE(number, 5 + pieces.length * 4);
  page.writeUInt32LE(position, pieces.length * 4);
  page[PAGE_BYTES - 1] = pieces.length;
  tables.writeUInt32LE(TEXT_AT, table.pieces);
  tables.writeUInt32LE(position, table.pieces + 4);
  tables.writeUInt32LE(PAGE_AT / PAGE_BYTES, table.pieces + 8);
  main.writeUInt32LE(number, 0x4c);
  main.writeUInt32LE(table.pieces, 0x1a6);
  main.writeUInt32LE(table.pieces, 0xfa);
  main.writeUInt32LE(table.looks, 0xfe);
  return { main, tables };
}

const bodyOf = (...pieces: Piece[]) => textsOf(wordFile(pieces))[0];

describe('the body of a Word document of 1997', () => {
  it('is put together of its pieces, in one byte for a character or two', () => {
    expect(
      bodyOf({ text: 'Größe ', isOneByte: true }, { text: '№ 5 ' }, { text: '“a” – 5 €\r', isOneByte: true }),
    ).toBe('Größe № 5 “a” – 5 €');
  });

  it('has its hyphens, and no places where a word may be divided', () => {
    expect(bodyOf({ text: 'pay\x1fable\r', isOneByte: true }, { text: 'non\x1estop\x02\x08\r' })).toBe(
      'payable\nnon\u2011stop',
    );
  });

  it('shows of a field its result alone', () => {
    expect(bodyOf({ text: 'a \x13LINK \x13 IN \x14x\x15 "u"\x14shown \x13 A \x14too\x15\x15 b\x15\r' })).toBe(
      'a shown too b',
    );
  });

  it.each([
    ['deleted by a revision', '000801'],
    ['hidden', '3c0801'],
    ['hidden, behind a property of several bytes', '47ca04010203043c0801'],
  ])('has no text that is %s', (_, properties) => {
    expect(bodyOf({ text: 'seen ' }, { text: 'gone', properties }, { text: 'seen\r' })).toBe('seen seen');
  });

  it.each([
    ['with room between its letters', '40881500'],
    ['of another colour in Arabic', '604a0100'],
    ['that is not deleted', '000800'],
  ])('has text %s', (_, properties) => {
    expect(bodyOf({ text: 'seen', properties })).toBe('seen');
  });

  it.each([
    ['that other fonts have', '096a0000b003', 'a\u03b0b'],
    ['that is a bullet', '096a0000b7f0', 'a•b'],
    ['that no other font has', '096a0000fef0', 'ab'],
  ])('shows a symbol %s', (_, properties, text) => {
    expect(bodyOf({ text: 'a' }, { text: '(', properties }, { text: 'b\r' })).toBe(text);
  });

  it('is damaged if it has more text than the file has bytes', () => {
    const file = wordFile([{ text: 'a\r' }]);
    file.tables.writeUInt32LE(0x7fff_ffff, 9);
    expect(() => textsOf(file)).toThrow('more text than the file has bytes');
  });

  it('is read or refused in time, whatever bytes the file has', () => {
    const random = seeded(7);
    const report = openWordFile(readFileSync(fixture('made/report.doc')));
    const startedAt = performance.now();
    for (let turn = 0; turn < 2000; turn += 1) {
      const file = { main: Buffer.from(report.main), tables: Buffer.from(report.tables) };
      for (let change = 0; change < 10; change += 1) {
        const stream = random() < 0.5 ? file.main : file.tables;
        stream[Math.floor(random() * stream.length)] = Math.floor(random() * 256);
      }
      try {
        const length = textsOf(file).join('').length;
        expect(length).toBeLessThan(100 * file.main.length);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });
});
