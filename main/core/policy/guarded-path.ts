import { dirname } from 'node:path';
import type { MessagePart } from '../model/messages.ts';

/** A file, or a folder above it, as `lstat` shows it. */
export interface PathLevel {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly uid: number;
  readonly mode: number;
}

/**
 * Writing by the group or by others. An access list (POSIX.1e) that lets one more user write shows in the group's bits,
 * since these are its mask: https://man7.org/linux/man-pages/man5/acl.5.html
 */
const OTHERS_WRITE = 0o022;

/** The path and each folder above it, the innermost first, up to and with `top`. */
export function levelsOf(path: string, top: string): string[] {
  const levels = [path];
  for (let at = path; at !== top && dirname(at) !== at; ) {
    at = dirname(at);
    levels.push(at);
  }
  return levels;
}

/**
 * Whoever can write to a folder can replace what is in it, so each level counts. A link is refused: what it leads to
 * would have to be checked in turn.
 * @param levels the file first
 * @param trusted the users who may write
 * @returns why others can change the file, or null
 */
export function writableByOthers(
  levels: readonly PathLevel[],
  trusted: readonly number[],
): MessagePart | null {
  for (const [index, { path, kind, uid, mode }] of levels.entries()) {
    if (kind === 'link') return { code: 'is_a_link', path };
    if (kind !== (index === 0 ? 'file' : 'folder')) return { code: 'no_regular_file' };
    if (!trusted.includes(uid)) return { code: 'not_of_administrator', path };
    if ((mode & OTHERS_WRITE) !== 0) return { code: 'writable_by_others', path };
  }
  return null;
}
