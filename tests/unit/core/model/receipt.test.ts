import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_HEADER, csvLine, type Receipt, receiptOf } from '../../../../main/core/model/receipt.ts';
import type { Upload, UploadState } from '../../../../main/core/model/upload.ts';
import { uploadOf } from '../../../support/upload-of.ts';

const upload = (state: UploadState, change: Partial<Upload> = {}): Upload =>
  uploadOf(state, {
    times: { addedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6), signedAtMs: null, sentAtMs: 0, endedAtMs: null },
    ...change,
  });

const ready = {
  stage: 'ready',
  fileId: 'f-1',
  remarks: { empty: false, length: false },
  alreadyAtMs: null,
} as const;

/** What RFC 4180 says of a text of CSV. */
function parse(csv: string): string[][] {
  const cells = csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g);
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a receipt', () => {
  it('holds all that is known, with times that anybody can read', () => {
    expect(receiptOf(upload(ready))).toEqual({
      path: '/docs/a.pdf',
      name: 'a.pdf',
      size_bytes: 5,
      sha256: 'ab',
      file_id: 'f-1',
      outcome: 'ready',
      reason: null,
      retention: 'keep',
      destination: 'user@https://server',
      added_at: '2026-01-02T03:04:05.006Z',
      signed_at: null,
      sent_at: '1970-01-01T00:00:00.000Z',
      ended_at: null,
      earlier_file_id: null,
      made_from: null,
      original_sha256: null,
      way: null,
      part: null,
      parts: null,
    });
  });

  it('of a converted file names the original, its hash, the way and the part', () => {
    const fingerprint = { inode: '1', sizeBytes: 9, mtimeNs: '2', ctimeNs: null };
    const original = { path: '/docs/Slides.pptx', name: 'Slides.pptx', fingerprint, sha256: 'cd' };
    const derivation = { original, groupId: 'g', part: 2, of: 3 };
    expect(receiptOf(upload(ready, { way: 'text', derivation }))).toMatchObject({
      path: '/docs/Slides.pptx',
      name: 'a.pdf',
      made_from: 'Slides.pptx',
      original_sha256: 'cd',
      way: 'text',
      part: 2,
      parts: 3,
    });
  });

  it('of an edited file names what the server has from before', () => {
    const earlierVersion = { uploadId: 'w', fileId: 'f-0' };
    expect(receiptOf(upload(ready, { earlierVersion }))).toMatchObject({ earlier_file_id: 'f-0' });
  });

  it.each<[UploadState, object]>([
    [
      { ...ready, alreadyAtMs: 0 },
      { outcome: 'ready before', file_id: 'f-1', reason: null },
    ],
    [
      { stage: 'failed', fileId: 'f-2', reason: { code: 'infected' } },
      {
        outcome: 'failed',
        file_id: 'f-2',
        reason: 'The server found a virus in this file and refused it.',
      },
    ],
    [
      { stage: 'skipped', reason: { code: 'empty_file' } },
      { outcome: 'skipped', file_id: null, reason: 'The file is empty.' },
    ],
    [{ stage: 'cancelled' }, { outcome: 'cancelled', file_id: null, reason: null }],
  ])('has the outcome of %j', (state, expected) => {
    expect(receiptOf(upload(state))).toMatchObject(expected);
  });
});

/** Those that keep a spreadsheet from taking what follows a semicolon for a formula. */
function withoutLaterApostrophes(text: string): string {
  return text.replace(/;'(?=[=+\-@\uff1d])/g, ';');
}

describe('a line of CSV', () => {
  const receipt = receiptOf(upload(ready));
  const nameIn = (name: string) => parse(csvLine({ ...receipt, name }))[0]?.[1];

  it('has a cell for each column of the header, in the same order', () => {
    const [header = []] = parse(CSV_HEADER);
    expect(header).toEqual(Object.keys(receipt));
    const [cells = []] = parse(csvLine(receipt));
    const values = Object.values(receipt).map((value) => (value === null ? '' : String(value)));
    expect(cells).toEqual(values);
  });

  it.each([
    ['a,b.pdf', '"a,b.pdf"'],
    ['a "b".pdf', '"a ""b"".pdf"'],
    ['a\nb.pdf', '"a\nb.pdf"'],
    ['a\rb.pdf', '"a\rb.pdf"'],
    ['plain; name.pdf', 'plain; name.pdf'],
  ])('quotes what needs it: %j', (name, cell) => {
    expect(csvLine({ ...receipt, name })).toContain(`,${cell},5,`);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\n=x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
  ])('turns a formula into text: %j', (name) => {
    expect(nameIn(name)).toBe(`'${name}`);
  });

  it.each([
    ['a\u001b]0;x\u0007', 'a\\u001b]0;x\\u0007'],
    ['\u009b31m', '\\u009b31m'],
    ['gpj\u202efdp.exe', 'gpj\\u202efdp.exe'],
  ])('escapes control characters and direction marks: %j', (name, cell) => {
    expect(nameIn(name)).toBe(cell);
  });

  it('keeps what follows a semicolon from being run where that ends a cell', () => {
    expect(nameIn('a;=1+1')).toBe("a;'=1+1");
    expect(nameIn('a;＝1')).toBe("a;'＝1");
  });

  it('leaves harmless names and numbers as they are', () => {
    for (const name of ['a=b.pdf', "'quoted'", '1-2.pdf', ' =x', '日本語 🎉'])
      expect(nameIn(name)).toBe(name);
    expect(parse(csvLine({ ...receipt, size_bytes: -1 }))[0]?.[2]).toBe('-1');
  });

  it('reads back as it was written, whatever the texts, and runs no cell', () => {
    const text = fc.string({ unit: fc.constantFrom(...'",\r\n\t=+-@\'a ;é🎉＝') });
    fc.assert(
      fc.property(text, text, fc.option(text), (path, name, reason) => {
        const odd: Receipt = { ...receipt, path, name, reason };
        const rows = parse(csvLine(odd));
        expect(rows).toHaveLength(1);
        const [cells = []] = rows;
        expect(cells).toHaveLength(19);
        for (const [index, value] of [path, name, reason ?? ''].entries()) {
          const cell = cells[[0, 1, 6][index] ?? 0] ?? '';
          const plain = withoutLaterApostrophes(value);
          expect([plain, `'${plain}`]).toContain(withoutLaterApostrophes(cell));
          // As a spreadsheet reads it that takes semicolons to end a cell.
          for (const part of cell.split(';')) expect(part).not.toMatch(/^[=+\-@\uff1d]/);
          expect(cell).not.toMatch(/^[=+\-@\t\r\n\uff1d]/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
