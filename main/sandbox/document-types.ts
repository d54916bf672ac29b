import { extname } from 'node:path/posix';
import mime from 'mime';

export const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const pdf = 'application/pdf';

/** The `allowed_types` in the Files API's documentation. */
export const allowedTypes: readonly string[] = ['text/csv', 'text/plain', pdf, docx, xlsx];

/**
 * @returns the allowed type of a file name's extension, or undefined. A name that is only an extension (`.pdf`) has none.
 */
export function allowedTypeOf(fileName: string): string | undefined {
  const extension = extname(fileName);
  const type = extension === '' ? null : mime.getType(extension);
  return type !== null && allowedTypes.includes(type) ? type : undefined;
}
