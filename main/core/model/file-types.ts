import { extname } from 'node:path';
import mime from 'mime';
import type { FailureReason, SkipReason } from './reasons.ts';

/** The types that the API documents; the server's own `file_limits` replace them once it has responded. */
export const DOCUMENTED_TYPES: readonly string[] = [
  'text/csv',
  'text/plain',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** The MIME range that leaves nothing out. */
export const ANY_TYPE = '*/*';

/** The properties of a file that a server limits. */
export interface FileLimits {
  readonly allowedTypes: readonly string[];
  readonly maxSizeBytes: number | null;
}

export const LIMITS_BEFORE_FIRST_ANSWER: FileLimits = { allowedTypes: DOCUMENTED_TYPES, maxSizeBytes: null };

/** What a server's limits are about. */
export interface FileFacts {
  readonly name: string;
  readonly contentType: string | null;
  readonly sizeBytes: number;
}

/** Why a server with these limits does not take the file, or null where it does. */
export function refusedByLimits(
  { allowedTypes, maxSizeBytes }: FileLimits,
  file: FileFacts,
): Extract<SkipReason & FailureReason, { code: 'type_not_allowed' | 'too_large' }> | null {
  const { name, contentType, sizeBytes } = file;
  if (contentType === null || !allowedTypes.some((range) => isOfRange(contentType, range))) {
    const allowedExtensions = extensionsFor(allowedTypes);
    return { code: 'type_not_allowed', extension: extensionOf(name), allowedExtensions };
  }
  if (maxSizeBytes !== null && sizeBytes > maxSizeBytes)
    return { code: 'too_large', sizeBytes, maxSizeBytes };
  return null;
}

/** `.pdf` of `Report.PDF`, lower case; empty where the name has none. */
export function extensionOf(name: string): string {
  return extname(sentName(name)).toLowerCase();
}

/** @returns why a file of this name is left out, though a person may not even see it; null where it is not */
export function hiddenReason(name: string): SkipReason | null {
  if (name.startsWith('~$') || name.startsWith('.~lock.')) return { code: 'office_lock_file' };
  return name.startsWith('.') ? { code: 'hidden_file' } : null;
}

/**
 * The name that the server gets, without spaces and dots at its end, which nobody sees and Windows drops. With them,
 * the extension would be another one.
 */
export function sentName(name: string): string {
  let end = name.length;
  while (/[\s.]/u.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/**
 * The MIME type that the name's extension stands for, or null.
 *
 * Tables of MIME types call many things plain text (.log, .conf, .ini, .def …). Here only .txt is: a person who
 * drops a folder means its documents.
 */
export function contentTypeOf(name: string): string | null {
  const extension = extensionOf(name);
  if (extension === '') return null;
  const type = mime.getType(extension.slice(1));
  return type === 'text/plain' && extension !== '.txt' ? null : type;
}

function isOfRange(type: string, range: string): boolean {
  return (
    range === ANY_TYPE || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
  );
}

/**
 * `['.csv', '.txt', …]` for MIME ranges, for people; a type without a known extension stands as it is. A range stands
 * for those of the documented types that it holds.
 */
export function extensionsFor(ranges: readonly string[]): string[] {
  const types = ranges.flatMap((range) => {
    const held = range.endsWith('/*') ? DOCUMENTED_TYPES.filter((type) => isOfRange(type, range)) : [];
    return held.length > 0 ? held : [range];
  });
  return [...new Set(types)].map((type) => {
    const extension = mime.getExtension(type);
    return extension === null ? type : `.${extension}`;
  });
}
