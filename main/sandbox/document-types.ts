import { extname } from 'node:path/posix';
import mime from 'mime';

export const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const pdf = 'application/pdf';

/** The `allowed_types` of the Files API's document. */
export const allowedTypes: readonly string[] = ['text/csv', 'text/plain', pdf, docx, xlsx];

/**
 * The allowed type that a file name's extension stands for, or undefined. A name that is nothing but an extension
 * (`.pdf`) has none.
 */
export function allowedTypeOf(fileName: string): string | undefined {
  const extension = extname(fileName);
  const type = extension === '' ? null : mime.getType(extension);
  return type !== null && allowedTypes.includes(type) ? type : undefined;
}
