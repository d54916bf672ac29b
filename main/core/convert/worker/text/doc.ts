import { readFile } from 'node:fs/promises';
import WordExtractor from 'word-extractor';
import { ConversionError } from '../../conversion.ts';
import type { Source } from '../source.ts';

/** The library holds the whole document in memory, in bytes. */
const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;
const ENCRYPTED_MESSAGE = /encrypt/i;

/** A Word document of 1997 to 2003: body, then notes, comments, headers and footers. */
export async function* docText({ path, sizeBytes }: Source): AsyncGenerator<string> {
  if (sizeBytes > MAX_DOCUMENT_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  const document = await extract(await readFile(path));
  yield document.getBody();
  for (const text of [
    document.getFootnotes(),
    document.getEndnotes(),
    document.getAnnotations(),
    document.getHeaders(),
    document.getTextboxes(),
  ]) {
    if (text.trim() !== '') yield `\n${text.trim()}\n`;
  }
}

async function extract(bytes: Buffer): ReturnType<WordExtractor['extract']> {
  try {
    return await new WordExtractor().extract(bytes);
  } catch (error) {
    const isEncrypted = error instanceof Error && ENCRYPTED_MESSAGE.test(error.message);
    throw new ConversionError(
      { code: isEncrypted ? 'document_encrypted' : 'document_damaged' },
      { cause: error },
    );
  }
}
