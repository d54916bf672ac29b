import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { dividePdf } from '../../../main/core/convert/worker/parts/pdf.ts';
import { filesOf, outputIn } from '../../support/convert/output-in.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A PDF whose pages have a picture of so many random bytes each, and their number as text. */
async function pdfWith(pictures: readonly number[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const [index, sizeBytes] of pictures.entries()) {
    const page = document.addPage([200 + index, 300]);
    page.drawText(`page ${index + 1}`, { font });
    const stream = document.context.stream(randomBytes(sizeBytes), { Type: 'XObject', Subtype: 'Form' });
    page.node.newXObject('Fm', document.context.register(stream));
  }
  return Buffer.from(await document.save());
}

async function divide(bytes: Buffer, maxSizeBytes: number) {
  await using folder = await tempFolder();
  const path = folder.at('source.pdf');
  await writeFile(path, bytes);
  const output = await outputIn(folder.path, maxSizeBytes);
  await dividePdf({ path, name: 'scan.pdf', sizeBytes: bytes.length }, output);
  return await filesOf(output.end());
}

describe('a divided PDF', () => {
  it('has all pages in their order, in parts within the limit', async () => {
    const pictures = [20_000, 90_000, 5_000, 5_000, 60_000, 30_000, 30_000, 95_000, 1_000];
    const parts = await divide(await pdfWith(pictures), 120_000);
    expect(parts.length).toBeGreaterThan(2);
    const widths: number[] = [];
    for (const { bytes } of parts) {
      expect(bytes.length).toBeLessThanOrEqual(120_000);
      const part = await PDFDocument.load(bytes);
      widths.push(...part.getPages().map((page) => page.getWidth()));
    }
    expect(widths).toEqual(pictures.map((_, index) => 200 + index));
    expect(parts[0]?.name).toBe(`scan (part 1 of ${parts.length}).pdf`);
  });

  it('names a page that is too large by itself', async () => {
    await expect(divide(await pdfWith([1000, 80_000, 1000]), 50_000)).rejects.toMatchObject({
      problem: { code: 'page_too_large', page: 2 },
    });
  });

  it('is refused if it is damaged', async () => {
    await expect(divide(Buffer.from('%PDF-1.7\nnothing more'), 10)).rejects.toMatchObject({
      problem: { code: 'document_damaged' },
    });
  });
});
