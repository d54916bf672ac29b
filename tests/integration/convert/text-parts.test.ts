import { writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConversionError } from '../../../main/core/convert/conversion.ts';
import { divideText } from '../../../main/core/convert/worker/parts/text.ts';
import { filesOf, outputIn } from '../../support/convert/output-in.ts';
import { tempFolder } from '../../support/temp-folder.ts';

async function divide(bytes: Buffer, type: 'text/csv' | 'text/plain', maxSizeBytes: number) {
  await using folder = await tempFolder();
  const path = folder.at('source');
  await writeFile(path, bytes);
  const output = await outputIn(folder.path, maxSizeBytes);
  divideText({ path, name: 'table.csv', sizeBytes: bytes.length }, type, output);
  return await filesOf(output.end());
}

const cell = fc.oneof(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('a,b', 'say "hi"', 'two\nlines', 'x\r\ny', '', ' 5" pipe', 'ünï'),
);
const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 60 });

/** RFC 4180: every cell is quoted, or only those that need it. */
const csvOf = (rows: readonly (readonly string[])[], quoteAll: boolean, end: string) =>
  [['id', 'a "b"', 'c,d'], ...rows]
    .map((row) =>
      row
        .map((text) => (quoteAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join(','),
    )
    .map((line) => `${line}${end}`)
    .join('');

describe('a divided CSV file', () => {
  it('has whole records in each part, the header in each, and is the original without the repeated ones', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), fc.constantFrom('\n', '\r\n'), async (rows, quoteAll, end) => {
        const csv = csvOf(rows, quoteAll, end);
        const bytes = Buffer.from(csv);
        const parts = await divide(bytes, 'text/csv', 300);
        const header = Buffer.from(csvOf([], quoteAll, end));
        const bodies = parts.map((part, index) => part.bytes.subarray(index === 0 ? 0 : header.length));
        expect(Buffer.concat(bodies).equals(bytes)).toBe(true);
        for (const part of parts) {
          expect(part.bytes.length).toBeLessThanOrEqual(300);
          expect(part.bytes.subarray(0, header.length).equals(header)).toBe(true);
        }
        const read = (text: Buffer) => parse(text, { relax_column_count: true, skip_empty_lines: true });
        const records = parts.flatMap(({ bytes: text }) => read(text).slice(1));
        expect(records).toEqual(read(bytes).slice(1));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the mark of its encoding in each part, and cuts UTF-16 between characters', async () => {
    for (const [encoding, mark] of [
      ['utf16le', '\uFEFF'],
      ['utf8', '\uFEFF'],
    ] as const) {
      const csv = `${mark}"na\nme",value\n${Array.from({ length: 50 }, (_, n) => `"ä${n}\n",x\n`).join('')}`;
      const parts = await divide(Buffer.from(csv, encoding), 'text/csv', 201);
      expect(parts.length).toBeGreaterThan(2);
      const header = Buffer.from(`${mark}"na\nme",value\n`, encoding);
      for (const { bytes } of parts) expect(bytes.subarray(0, header.length).equals(header)).toBe(true);
      const bodies = parts.map(({ bytes }, index) => bytes.subarray(index === 0 ? 0 : header.length));
      expect(Buffer.concat(bodies).toString(encoding)).toBe(csv);
    }
  });

  it('takes a stray quote for a character, so that lines are divided all the same', async () => {
    const csv = `a,b\n"never closed,1\n${'x,2\n'.repeat(200)}`;
    const parts = await divide(Buffer.from(csv), 'text/csv', 120);
    expect(parts.length).toBeGreaterThan(5);
  });

  it('is refused if a record alone is too large', async () => {
    const csv = `a,b\n${'x'.repeat(500)},1\n`;
    await expect(divide(Buffer.from(csv), 'text/csv', 300)).rejects.toThrow(
      new ConversionError({ code: 'line_too_large' }),
    );
  });
});

describe('a divided text', () => {
  it('is cut at line ends, and is the original when its parts are put together', async () => {
    const line = fc.string({ maxLength: 80, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 80 }), async (lines) => {
        const text = Buffer.from(lines.join('\n'));
        fc.pre(text.length > 0);
        const parts = await divide(text, 'text/plain', 400);
        expect(Buffer.concat(parts.map(({ bytes }) => bytes)).equals(text)).toBe(true);
        for (const { bytes } of parts) {
          expect(bytes.length).toBeLessThanOrEqual(400);
          expect(Buffer.from(bytes.toString()).equals(bytes)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('cuts a line that is too long behind a blank, or between two characters', async () => {
    const words = 'word '.repeat(100);
    for (const { bytes } of (await divide(Buffer.from(words), 'text/plain', 64)).slice(0, -1)) {
      expect(bytes.toString()).toMatch(/ $/);
    }
    const text = 'ä'.repeat(300);
    for (const { bytes } of await divide(Buffer.from(text), 'text/plain', 65)) {
      expect(bytes.toString()).toMatch(/^ä+$/);
    }
  });
});
