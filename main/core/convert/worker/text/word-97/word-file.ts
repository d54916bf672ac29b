import { Reader } from '@kenjiuno/msgreader/lib/Reader.js';
import { ConversionError } from '../../../conversion.ts';
import { demandFiniteChains } from '../../compound-chains.ts';

export const WORD_STREAM = 'WordDocument';
/** What the stream begins with, since Word 97 (MS-DOC, 2.5.2). */
const WORD_97 = 0xa5ec;
const FLAGS_AT = 0x0a;
const IS_ENCRYPTED = 0x0100;
const USES_TABLE_1 = 0x0200;
/** The shortest description of a file, which is at the beginning of its stream (MS-DOC, 2.5.1), in bytes. */
const DESCRIPTION_BYTES = 0x382;

/** The two streams of a Word document of 1997 to 2003 that have its text (MS-DOC). */
export interface WordFile {
  /** Begins with a description of the file; text and its look are at places in it. */
  readonly main: Buffer;
  /** The tables to which the description leads. */
  readonly tables: Buffer;
}

/** @throws where it is none, or damaged; a {@link ConversionError} where it is encrypted */
export function openWordFile(bytes: Buffer): WordFile {
  demandFiniteChains(bytes);
  const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  reader.parse();
  const streams = reader.rootFolder().fileNameSets();
  const streamOf = (wanted: string): Buffer => {
    const stream = streams.find(({ name }) => name === wanted);
    // A stream is no longer than the file, whatever the file says.
    if (stream === undefined || stream.length > bytes.length) throw new Error(`there is no ${wanted}`);
    const content = stream.provider();
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  };
  const main = streamOf(WORD_STREAM);
  if (main.length < DESCRIPTION_BYTES || main.readUInt16LE(0) !== WORD_97)
    throw new Error('it is not of Word 97');
  const flags = main.readUInt16LE(FLAGS_AT);
  if ((flags & IS_ENCRYPTED) !== 0) throw new ConversionError({ code: 'document_encrypted' });
  return { main, tables: streamOf((flags & USES_TABLE_1) !== 0 ? '1Table' : '0Table') };
}

/**
 * @param at where the description has the place and size of the table (MS-DOC, 2.5.6), in bytes
 * @returns a table; empty where there is none
 */
export function tableAt({ main, tables }: WordFile, at: number): Buffer {
  const start = main.readUInt32LE(at);
  const sizeBytes = main.readUInt32LE(at + 4);
  if (start + sizeBytes > tables.length) throw new Error('a table is cut off');
  return tables.subarray(start, start + sizeBytes);
}

/** @returns the positions that a table begins with, in front of `itemBytes` for each but the last (MS-DOC, 2.2.2) */
export function positionsIn(table: Buffer, itemBytes: number): number[] {
  const count = Math.max(0, Math.floor((table.length - 4) / (4 + itemBytes)));
  return Array.from({ length: table.length < 4 ? 0 : count + 1 }, (_, index) =>
    table.readUInt32LE(index * 4),
  );
}
