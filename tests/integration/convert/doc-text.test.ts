import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { archive, fixture, problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';

describe('the text of a .doc', () => {
  const report = readFileSync(fixture('made/report.doc'));

  it('is refused where the document is encrypted', async () => {
    const encrypted = Buffer.from(report);
    const stream = encrypted.indexOf(Buffer.from('eca5', 'hex'));
    encrypted.writeUInt16LE(encrypted.readUInt16LE(stream + 0x0a) | 0x0100, stream + 0x0a);
    expect(await problemOfBytes('a.doc', encrypted)).toBe('document_encrypted');
  });

  it('keeps dashes and quotation marks as they are', async () => {
    const text = '“One” – two — ‘three’';
    const bytes = Buffer.from(report);
    const at = bytes.indexOf(Buffer.from('Annual report of the', 'utf16le'));
    const start = at >= 0 ? at : bytes.indexOf('Annual report of the');
    Buffer.from(text, 'utf16le').copy(bytes, start);
    expect(at).toBeGreaterThan(0);
    expect(await textOfBytes('a.doc', bytes)).toMatch(text);
  });

  it.each([
    ['RTF', '{\\rtf1 Hello}'],
    ['a web page', '<!DOCTYPE html><p>Hello</p>'],
    [
      'a newer Word document',
      archive({ 'word/document.xml': '<document><body><p><r><t>Hello</t></r></p></body></document>' }),
    ],
    ['plain text', 'Hello\n'],
  ])('is found in a file that is %s', async (_, bytes) => {
    expect(await textOfBytes('a.doc', bytes)).toBe('Hello\n');
  });

  it('is refused where the file is an old workbook', async () => {
    const workbook = Buffer.from(report);
    const name = Buffer.from('WordDocument', 'utf16le');
    Buffer.from('Workbook\0\0\0\0', 'utf16le').copy(workbook, workbook.indexOf(name));
    expect(await problemOfBytes('a.doc', workbook)).toBe('document_damaged');
  });

  it('is refused where the file is cut off', async () => {
    for (let length = 512; length < report.indexOf('Root Entry', 0, 'utf16le'); length += 512) {
      expect(await problemOfBytes('a.doc', report.subarray(0, length)), String(length)).toBe(
        'document_damaged',
      );
    }
  });

  it.each([
    ['stream', (header: Buffer) => (header.readUInt32LE(76) + 1) * 512, 3],
    ['short stream', (header: Buffer) => (header.readUInt32LE(60) + 1) * 512, 0],
  ])('is refused where a %s never ends', async (_, tableAt, sector) => {
    const endless = Buffer.from(report);
    endless.writeUInt32LE(sector, tableAt(endless) + sector * 4);
    expect(await problemOfBytes('a.doc', endless)).toBe('document_damaged');
  });

  it('is refused where the file has fewer sectors than it says', async () => {
    const short = Buffer.from(report);
    short.writeUInt32LE(0x7fff_ffff, 72);
    expect(await problemOfBytes('a.doc', short)).toBe('document_damaged');
  });
});
