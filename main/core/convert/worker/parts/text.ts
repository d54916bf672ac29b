import { closeSync, openSync, readSync } from 'node:fs';
import { ConversionError } from '../../conversion.ts';
import type { OutputFile, OutputFolder } from '../output-folder.ts';
import type { Source } from '../source.ts';
import { RecordScanner } from './record-scanner.ts';
import { sniffFormat, type TextFormat } from './text-format.ts';

/** Small enough to stay in a processor’s cache between the read, the search and the write. */
const CHUNK_BYTES = 128 * 1024;

/**
 * Divides a CSV or text file at the ends of records or lines. Each part of a CSV file begins with the header. Together, the parts
 * without the repeated beginnings are the original, byte for byte.
 * @throws {ConversionError} `line_too_large` where a record of a CSV file does not fit into a part
 */
export function divideText(source: Source, contentType: string, output: OutputFolder): void {
  const fd = openSync(source.path, 'r');
  try {
    const format = sniffFormat(fd, contentType === 'text/csv');
    let paths = divide(fd, source.sizeBytes, format, output);
    // A stray quote makes one endless record of the rest. Then each line counts as a record.
    if (paths === null && format.quote !== null) {
      paths = divide(fd, source.sizeBytes, { ...format, quote: null }, output);
    }
    if (paths === null) throw new ConversionError({ code: 'line_too_large' });
    output.addParts(paths, source.name, contentType);
  } finally {
    closeSync(fd);
  }
}

/** @returns the parts in their order; null where a record does not fit into one */
function divide(fd: number, sizeBytes: number, format: TextFormat, output: OutputFolder): string[] | null {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const paths: string[] = [];
  for (let start = 0; start < sizeBytes; ) {
    const head = start === 0 ? null : format.repeated;
    const file = output.open();
    paths.push(file.path);
    try {
      const end = writePart({
        fd,
        chunk,
        start,
        sizeBytes,
        format,
        head,
        file,
        maxSizeBytes: output.maxSizeBytes,
      });
      if (end === null) return null;
      start = end;
    } finally {
      file.close();
    }
  }
  return paths;
}

interface PartWork {
  readonly fd: number;
  readonly chunk: Buffer;
  /** Where the part starts in the original, in bytes. */
  readonly start: number;
  readonly sizeBytes: number;
  readonly format: TextFormat;
  /** What the part begins with, beside its own bytes. */
  readonly head: Buffer | null;
  readonly file: OutputFile;
  readonly maxSizeBytes: number;
}

/** @returns where the part ends in the original, in bytes; null where not even one record fits into it */
function writePart(work: PartWork): number | null {
  const { fd, chunk, start, sizeBytes, format, head, file, maxSizeBytes } = work;
  if (head !== null) file.write(head);
  const headBytes = head?.length ?? 0;
  const scanner = new RecordScanner(format, start === 0 ? format.markBytes : 0);
  let position = start;
  while (position < sizeBytes) {
    const room = maxSizeBytes - file.sizeBytes;
    const free = room - (room % format.unitBytes);
    const wanted = Math.min(chunk.length, free, sizeBytes - position);
    const read = wanted === 0 ? 0 : readSync(fd, chunk, 0, wanted, position);
    if (wanted > 0 && read === 0) throw new ConversionError({ code: 'document_damaged' });
    const bytes = chunk.subarray(0, read);
    scanner.scan(bytes);
    file.write(bytes);
    position += read;
    if (position === sizeBytes) return position;
    if (wanted === free) break;
  }
  const kept = scanner.endedBytes > 0 ? scanner.endedBytes : format.endOfLongLine(fd, start, position);
  if (kept === null || kept <= 0) return null;
  file.truncate(headBytes + kept);
  return start + kept;
}
