import { basename } from 'node:path';
import { extensionOf } from '../../core/model/file-types.ts';

/** What programs of an office show without running it. Not those that hold macros by design, such as .docm or .xls. */
const DOCUMENTS: ReadonlySet<string> = new Set([
  ...['.pdf', '.txt', '.md', '.csv', '.tsv', '.log', '.rtf'],
  ...['.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp', '.epub'],
  ...['.png', '.jpg', '.jpeg', '.gif', '.webp', '.bmp', '.tif', '.tiff'],
]);

/** Whether a system shows the file rather than runs it. On Windows, what stands behind a colon is another file of that name. */
export function isDocument(path: string): boolean {
  const name = basename(path);
  return DOCUMENTS.has(extensionOf(name)) && !name.includes(':');
}
