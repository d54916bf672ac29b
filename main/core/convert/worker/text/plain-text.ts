import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ConversionError } from '../../conversion.ts';
import type { Source } from '../source.ts';
import { encodingOfXml } from './encoding/declared-encoding.ts';
import { decode, decoderFor } from './encoding/decoder.ts';
import { cutBytes, detectEncoding, markedEncoding, SAMPLE_BYTES } from './encoding/detect-encoding.ts';

const READ_BYTES = 256 * 1024;

/** A text as it is, whatever its encoding: Markdown, logs, JSON, source code. */
export async function* plainText({ path }: Source): AsyncGenerator<string> {
  const decoder = decoderFor(await encodingOf(path));
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    yield decoder.write(chunk as Buffer);
  }
  yield decoder.end();
}

/**
 * @param declared the encoding that the document names itself; null where it names none
 * @returns a whole text, decoded
 * @throws {ConversionError} where the bytes are no text
 */
export function decodeText(bytes: Buffer, declared: string | null = null): string {
  return decode(bytes, known(chosenEncoding(bytes.subarray(0, SAMPLE_BYTES), declared, isUtf8(bytes))));
}

async function encodingOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const head = await bytesAt(file, 0, SAMPLE_BYTES);
    const declared = encodingOfXml(head);
    if (markedEncoding(head) !== null || detectEncoding(head) !== 'utf-8') {
      return known(chosenEncoding(head, declared, false));
    }
    // A long export in English may have its first umlaut anywhere.
    const { allUtf8, telling } = await lookThrough(file);
    const sample = allUtf8 ? head : await bytesAt(file, telling, SAMPLE_BYTES);
    return known(chosenEncoding(sample, declared, allUtf8));
  } finally {
    await file.close();
  }
}

/**
 * A text that is UTF-8 throughout is UTF-8 whatever it says of itself. Without a character beyond ASCII, it may be anything
 * that it says.
 */
function chosenEncoding(sample: Buffer, declared: string | null, allUtf8: boolean): string | null {
  if (declared !== null && declared !== 'utf-8' && (!allUtf8 || isAscii(sample))) return declared;
  return detectEncoding(sample);
}

/** @returns whether all of it is UTF-8, and where its first byte beyond ASCII is */
async function lookThrough(file: FileHandle): Promise<{ allUtf8: boolean; telling: number }> {
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let telling: number | null = null;
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return { allUtf8: true, telling: telling ?? 0 };
    const bytes = buffer.subarray(0, bytesRead);
    if (telling === null && !isAscii(bytes)) telling = position + bytes.findIndex((byte) => byte > 0x7f);
    const whole = bytesRead - cutBytes(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return { allUtf8: false, telling: telling ?? 0 };
    // Only the end of the file cuts a character into two in two reads.
    if (whole === 0) return { allUtf8: false, telling: telling ?? 0 };
    position += whole;
  }
}

function known(encoding: string | null): string {
  if (encoding === null) throw new ConversionError({ code: 'document_damaged' });
  return encoding;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
