import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { CharacterMap, readCharacterMap } from './pdf-character-map.ts';
import { readContent } from './pdf-content.ts';
import type { TextSink } from './text-sink.ts';

/** As much of a file as is looked at; the API takes 10 MiB at most. */
const readBytes = 16 * 1024 * 1024;
const inflatedBytes = 8 * 1024 * 1024;
/** Inflated bytes looked at in a pass over all streams. */
const inflatedInAllBytes = 128 * 1024 * 1024;
/** Where the dictionary of a stream begins, at most this far before it. */
const dictionaryBytes = 4 * 1024;

const inflateAsync = promisify(inflate);

/**
 * Text of a PDF, as well as it can be had without reading the document's structure: the strings shown in its content
 * streams, raw or deflated, in file order, put through all its ToUnicode maps together. Encrypted documents and
 * pictures of text have none. Holds at most 16 MiB of the file and one inflated stream of at most 8 MiB.
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

/** Each stream that may hold text operators or a character map, unpacked, as latin1. */
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

/** Empty for what is no deflate stream, and for what unfolds beyond the bound. */
async function inflated(packed: Buffer): Promise<string> {
  try {
    const options = { maxOutputLength: inflatedBytes, finishFlush: constants.Z_SYNC_FLUSH };
    return (await inflateAsync(packed, options)).toString('latin1');
  } catch {
    return '';
  }
}
