import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { ConversionError } from '../../conversion.ts';
import type { Source } from '../source.ts';
import { detectEncoding, SAMPLE_BYTES } from './encoding.ts';

const READ_BYTES = 256 * 1024;

/** A text as it is, whatever its encoding: Markdown, logs, JSON, source code. */
export async function* plainText({ path }: Source): AsyncGenerator<string> {
  const encoding = detectEncoding(await sampleOf(path));
  if (encoding === null) throw new ConversionError({ code: 'document_damaged' });
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    yield decoder.write(chunk as Buffer);
  }
  yield decoder.end() ?? '';
}

/**
 * @param declared the encoding that the document names itself; null where it names none
 * @returns a whole text, decoded
 * @throws {ConversionError} where the bytes are no text
 */
export function decodeText(bytes: Buffer, declared: string | null = null): string {
  const isKnown = declared !== null && iconv.encodingExists(declared);
  const encoding = isKnown ? declared : detectEncoding(bytes.subarray(0, SAMPLE_BYTES));
  if (encoding === null) throw new ConversionError({ code: 'document_damaged' });
  return iconv.decode(bytes, encoding);
}

async function sampleOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
