import { open, readFile } from 'node:fs/promises';
import { ConversionError } from '../../../conversion.ts';
import { asProblem } from '../../as-problem.ts';
import type { Source, TextExtractor } from '../../source.ts';
import { streamsOf } from '../compound-file.ts';
import { textsOf } from './texts.ts';
import { openWordFile, WORD_STREAM } from './word-file.ts';

/** The document is held in memory, in bytes. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;
const BYTES_TO_TELL = 512;

/** A Word document of 1997 to 2003, or what else Word opens under this name. */
export const docText: TextExtractor = async function* (source) {
  const isWord97 = (await streamsOf(source.path))?.has(WORD_STREAM) ?? false;
  if (isWord97) yield* word97Text(source);
  else yield* (await extractorByContent(source.path))(source);
};

async function* word97Text({ path, sizeBytes }: Source): AsyncGenerator<string> {
  if (sizeBytes > MAX_DOCUMENT_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  const bytes = await readFile(path);
  let isFirst = true;
  for (const text of readTexts(bytes)) {
    yield `${isFirst ? '' : '\n'}${text}\n`;
    isFirst = false;
  }
}

function readTexts(bytes: Buffer): Iterable<string> {
  try {
    return new Set(textsOf(openWordFile(bytes)).filter((text) => text !== ''));
  } catch (error) {
    throw asProblem(error);
  }
}

/** Word opens other documents under this name as well, and some programs make such. */
async function extractorByContent(path: string): Promise<TextExtractor> {
  const beginning = await beginningOf(path);
  if (beginning.startsWith('{\\rtf')) return (await import('../rtf/rtf.ts')).rtfText;
  if (beginning.startsWith('PK')) return (await import('../word/docx.ts')).docxText;
  if (/^[^<]{0,9}<(?:!doctype|html|head|\?xml)/i.test(beginning))
    return (await import('../web/html.ts')).htmlText;
  return (await import('../plain-text.ts')).plainText;
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES_TO_TELL), 0, BYTES_TO_TELL, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
