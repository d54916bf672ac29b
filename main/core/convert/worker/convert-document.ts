import { rmSync } from 'node:fs';
import type { ConversionWay } from '../../model/conversion.ts';
import { contentTypeOf, extensionOf, hiddenReason, refusedByLimits } from '../../model/file-types.ts';
import type { SkipReason } from '../../model/reasons.ts';
import { ConversionError } from '../conversion.ts';
import { waysFor } from '../ways.ts';
import { type OutputFolder, sizeOf } from './output-folder.ts';
import type { Source } from './source.ts';
import { extractorFor } from './text/extractors.ts';
import { TextFile } from './text-file.ts';

/** Mails in archives in mails: deeper than this nothing is looked for. */
const MAX_DEPTH = 4;

/** A document that is converted, see `Source`. */
interface Document {
  readonly path: string;
  readonly name: string;
  readonly way: Exclude<ConversionWay, 'pdf'>;
}

/**
 * Converts a document. What a way needs is loaded with it.
 * @param depth how many archives and mails it lies in
 * @throws {ConversionError} where nothing can be made of it
 */
export async function convertDocument(
  { path, name, way }: Document,
  output: OutputFolder,
  depth = 0,
): Promise<void> {
  const source = { path, name, sizeBytes: sizeOf(path) };
  const extension = extensionOf(name);
  const addInner = (innerPath: string, innerName: string) => addFile(innerPath, innerName, output, depth);
  switch (way) {
    case 'text': {
      if (extension === '.eml' || extension === '.msg') {
        const { convertMail } = await import('./contents/mail.ts');
        return convertMail(source, output, addInner);
      }
      const extractor = await extractorFor(extension)();
      const text = new TextFile(output, name);
      for await (const piece of extractor(source)) text.write(piece);
      return text.end();
    }
    case 'parts': {
      if (extension === '.pdf') {
        const { dividePdf } = await import('./parts/pdf.ts');
        return dividePdf(source, output);
      }
      const { divideText } = await import('./parts/text.ts');
      return divideText(source, contentTypeOf(name) ?? 'text/plain', output);
    }
    case 'contents': {
      const { convertZip } = await import('./contents/zip.ts');
      return convertZip(source, output, addInner);
    }
  }
}

/** See `AddInnerFile`. */
async function addFile(path: string, name: string, output: OutputFolder, depth: number): Promise<void> {
  const sizeBytes = sizeOf(path);
  const contentType = contentTypeOf(name);
  const refused =
    whyUnsendable(name, sizeBytes) ?? refusedByLimits(output.limits, { name, contentType, sizeBytes });
  if (refused === null) return output.add(path, name, contentType ?? '');
  const why = await convertInner({ path, name, sizeBytes }, output, depth, refused);
  if (why !== null) output.leaveOut(name, sizeBytes, why);
  rmSync(path, { force: true });
}

function whyUnsendable(name: string, sizeBytes: number): SkipReason | null {
  const hidden = hiddenReason(name);
  if (hidden !== null) return hidden;
  if (extensionOf(name) === '') return { code: 'no_extension' };
  return sizeBytes === 0 ? { code: 'empty_file' } : null;
}

/** @returns why the file is left out; null where something was made of it */
async function convertInner(
  file: Source,
  output: OutputFolder,
  depth: number,
  refused: SkipReason,
): Promise<SkipReason | null> {
  const isRefusedByLimits = refused.code === 'type_not_allowed' || refused.code === 'too_large';
  const ways = isRefusedByLimits ? waysFor(file, output.limits, { hasOffice: false }) : [];
  const way = ways.find((one) => one !== 'pdf');
  if (way === undefined || depth >= MAX_DEPTH) return refused;
  try {
    await convertDocument({ ...file, way }, output, depth + 1);
    return null;
  } catch (error) {
    // What is made to do harm ends all of it.
    if (!(error instanceof ConversionError) || error.problem.code === 'conversion_too_costly') throw error;
    return { code: 'conversion_failed', because: error.problem };
  }
}
