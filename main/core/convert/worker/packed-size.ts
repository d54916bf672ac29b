import { ConversionError } from '../conversion.ts';

/** Deflate itself reaches 1,032; documents stay far below this. */
const MAX_RATIO = 300;
/** A small file may well be packed better than that, such as an empty table. In bytes. */
const SMALL_BYTES = 1024 * 1024;

/** @throws {ConversionError} where a file in an archive is packed so well that it is made to fill the memory or the disk */
export function demandHarmless({
  uncompressedSize,
  compressedSize,
}: {
  readonly uncompressedSize: number;
  readonly compressedSize: number;
}): void {
  if (uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MAX_RATIO) {
    throw new ConversionError({ code: 'conversion_too_costly' });
  }
}
