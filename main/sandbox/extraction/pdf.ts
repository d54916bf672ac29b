import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { CharacterMap, readCharacterMap } from './pdf-character-map.ts';
import { readContent } from './pdf-content.ts';
import type { TextSink } from './text-sink.ts';

/** How much of a file is read. The API accepts 10 MiB at most. */
const readBytes = 16 * 1024 * 1024;
const inflatedBytes = 8 * 1024 * 1024;
/** How many inflated bytes a pass over all streams reads. */
const inflatedInAllBytes = 128 * 1024 * 1024;
/** A stream's dictionary starts at most this far before it. */
const dictionaryBytes = 4 * 1024;

const inflateAsync = promisify(inflate);

/**
 * Reads a PDF's text without the document's structure: the strings in its content streams, raw or deflated, in file order,
 * mapped by all its ToUnicode maps together. Encrypted documents and pictures of text give none. Holds at most 16 MiB of the
 * file and one inflated stream of at most 8 MiB.
 */
export async function pdfText(path: string, sink: TextSink): Promise<void> {
  const bytes = await readStart(path);
  const source = bytes.toString('latin1');
  if (!source.includes('%PDF-') || source.includes('/Encrypt')) return;
  const characters = new CharacterMap();
  for await (const stream of streams(bytes, source)) {
    if (stream.includes('begincmap')) readCharacterMap(stream, characters);
  }
  for await (const stream of streams(bytes, source)) {
    if (!stream.includes('begincmap') && /\bBT\b/.test(stream)) readContent(stream, characters, sink);
    if (sink.full) return;
  }
}

async function readStart(path: string): Promise<Buffer> {
  await using file = await open(path);
  const buffer = Buffer.alloc(Math.min(readBytes, (await file.stat()).size));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Yields each stream that may contain text operators or a character map, inflated, as latin1. */
async function* streams(bytes: Buffer, source: string): AsyncGenerator<string> {
  const keyword = /stream\r?\n/g;
  let inflatedSoFar = 0;
  for (let found = keyword.exec(source); found !== null; found = keyword.exec(source)) {
    const begin = found.index + found[0].length;
    const end = source.indexOf('endstream', begin);
    if (end === -1) return;
    keyword.lastIndex = end + 'endstream'.length;
    const before = source.slice(Math.max(0, found.index - dictionaryBytes), found.index);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    if (/\/(Image|XRef|ObjStm|Length1|FontFile\d?|Metadata)\b/.test(dictionary)) continue;
    if (!dictionary.includes('/Filter')) yield source.slice(begin, Math.min(end, begin + inflatedBytes));
    else if (/\/Filter\s*(?:\[\s*)?\/FlateDecode\s*(?:\]\s*)?(?:\/|>>)/.test(dictionary)) {
      const stream = await inflated(bytes.subarray(begin, end));
      inflatedSoFar += stream.length;
      if (inflatedSoFar > inflatedInAllBytes) return;
      yield stream;
    }
  }
}

/** @returns an empty text if this is no deflate stream, or one that inflates beyond the limit */
async function inflated(packed: Buffer): Promise<string> {
  try {
    const options = { maxOutputLength: inflatedBytes, finishFlush: constants.Z_SYNC_FLUSH };
    return (await inflateAsync(packed, options)).toString('latin1');
  } catch {
    return '';
  }
}
