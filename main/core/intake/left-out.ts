import { type ConversionChoice, wayWithoutAsking } from '../convert/ways.ts';
import { localNamedFiles, type NamedFiles } from '../files/named-files.ts';
import type { ConversionWay } from '../model/conversion.ts';
import { contentTypeOf, extensionOf, type FileLimits, refusedByLimits } from '../model/file-types.ts';
import type { MessagePart } from '../model/messages.ts';
import type { SkipReason } from '../model/reasons.ts';

/** What is sent of a file: its own bytes, of this type, or what is made of it. */
export type Judged =
  | { readonly contentType: string; readonly way: null }
  | { readonly contentType: null; readonly way: ConversionWay };

/** @returns what is sent of a file by its name and size, or the reason why it is not sent */
export function judgeFile(
  name: string,
  sizeBytes: number,
  limits: FileLimits,
  choice: ConversionChoice,
): Judged | SkipReason {
  if (extensionOf(name) === '') return { code: 'no_extension' };
  const contentType = contentTypeOf(name);
  const refused = refusedByLimits(limits, { name, contentType, sizeBytes });
  if (refused !== null) {
    const way = wayWithoutAsking({ name, sizeBytes }, limits, choice);
    return way === null ? refused : { contentType: null, way };
  }
  if (contentType === null) return { code: 'no_extension' };
  return sizeBytes === 0 ? { code: 'empty_file' } : { contentType, way: null };
}

/** @returns why `path` cannot be read, from the `error` of the file system */
export async function reasonFor(
  path: string,
  error: unknown,
  files: Pick<NamedFiles, 'entry'> = localNamedFiles,
): Promise<SkipReason> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ELOOP') return { code: 'symlink_loop' };
  if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'file_vanished') {
    return { code: 'unreadable', because: BECAUSE[code] ?? code };
  }
  const dangling = await files.entry(path).then(
    ({ isLink }) => isLink,
    () => false,
  );
  return dangling ? { code: 'unreadable', because: { code: 'dangling_link' } } : { code: 'not_found' };
}

const BECAUSE: Readonly<Record<string, MessagePart>> = {
  EACCES: { code: 'permission_denied' },
  EPERM: { code: 'permission_denied' },
  EBUSY: { code: 'file_in_use' },
  EMFILE: { code: 'too_many_open_files' },
  ENAMETOOLONG: { code: 'name_too_long' },
  EIO: { code: 'disk_error' },
};
