import { ConversionError } from '../conversion.ts';

/** @returns what a library says of a damaged document, as a problem; errors of the disk stay as they are */
export function asProblem(error: unknown): unknown {
  if (error instanceof ConversionError) return error;
  const isOfDisk = error instanceof Error && 'syscall' in error;
  return isOfDisk ? error : new ConversionError({ code: 'document_damaged' }, { cause: error });
}
