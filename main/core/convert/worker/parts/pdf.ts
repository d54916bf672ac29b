import { readFileSync } from 'node:fs';
import { EncryptedPDFError, PDFDocument } from '@cantoo/pdf-lib';
import { ConversionError } from '../../conversion.ts';
import { asProblem } from '../as-problem.ts';
import type { OutputFolder } from '../output-folder.ts';
import type { Source } from '../source.ts';

/** The library holds a whole document in memory, in bytes. */
const MAX_PDF_BYTES = 1024 ** 3;
/** The share of the size limit that the first try of a part aims at, since pages differ from the average. */
const CAUTION = 0.9;

/**
 * Divides a PDF between pages. Each part has as many pages as fit, by a guess from their average size, and what these pages
 * share, such as fonts.
 * @throws {ConversionError} `page_too_large` where a page does not fit into a part
 */
export async function dividePdf(source: Source, output: OutputFolder): Promise<void> {
  if (source.sizeBytes > MAX_PDF_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  try {
    await divide(source, output);
  } catch (error) {
    throw error instanceof EncryptedPDFError
      ? new ConversionError({ code: 'document_encrypted' })
      : asProblem(error);
  }
}

async function divide({ path, name, sizeBytes }: Source, output: OutputFolder): Promise<void> {
  const whole = await PDFDocument.load(readFileSync(path), {
    updateMetadata: false,
    parseSpeed: Number.POSITIVE_INFINITY,
  });
  const pages = whole.getPageCount();
  if (pages === 0) throw new ConversionError({ code: 'document_damaged' });
  const paths: string[] = [];
  let pageBytes = sizeBytes / pages;
  for (let from = 0; from < pages; ) {
    const wanted = Math.floor((output.maxSizeBytes * CAUTION) / pageBytes);
    const part = await largestPart(whole, { from, to: Math.min(pages, from + Math.max(1, wanted)) }, output);
    const file = output.open();
    file.write(part.bytes);
    file.close();
    paths.push(file.path);
    pageBytes = part.bytes.length / (part.to - from);
    from = part.to;
  }
  output.addParts(paths, name, 'application/pdf');
}

/** @returns the pages from `from` on that fit into one part, at most up to `to` */
async function largestPart(
  whole: PDFDocument,
  { from, to }: { readonly from: number; readonly to: number },
  output: OutputFolder,
): Promise<{ readonly bytes: Uint8Array; readonly to: number }> {
  for (let end = to; ; ) {
    const bytes = await pagesOf(whole, from, end);
    if (bytes.length <= output.maxSizeBytes) return { bytes, to: end };
    const count = end - from;
    if (count === 1) throw new ConversionError({ code: 'page_too_large', page: from + 1 });
    const fitting = Math.floor((count * output.maxSizeBytes * CAUTION) / bytes.length);
    end = from + Math.min(count - 1, Math.max(1, fitting));
  }
}

async function pagesOf(whole: PDFDocument, from: number, to: number): Promise<Uint8Array> {
  const part = await PDFDocument.create({ updateMetadata: false });
  const indices = Array.from({ length: to - from }, (_, index) => from + index);
  for (const page of await part.copyPages(whole, indices)) part.addPage(page);
  // The library would yield after every 50 objects, but nothing else runs in this thread.
  return part.save({ objectsPerTick: Number.POSITIVE_INFINITY, updateFieldAppearances: false });
}
