import { matchesGlob } from 'node:path';
import { hiddenReason } from '../model/file-types.ts';

/** The suffixes that browsers, mail and sync programs give to a file that is not complete yet. */
const UNFINISHED = /\.(part|partial|crdownload|tmp|temp|download|opdownload|filepart|!ut|swp|swx)$|~$/i;

/** Hidden files and folders, lock files of office programs, and files that get their name once they are whole. */
export function isPassedOver(name: string): boolean {
  return hiddenReason(name) !== null || UNFINISHED.test(name);
}

/** Which files of a folder are meant, by its patterns. */
export interface Selection {
  /** @param parts the path from the watched folder, the file's name last */
  takesFile(parts: readonly string[]): boolean;
  /** Whether anything in this folder may be meant. */
  takesFolder(parts: readonly string[]): boolean;
}

/** Letters count the same in upper and lower case, as `*.pdf` is meant for `SCAN.PDF` too. */
export function selection(include: readonly string[], exclude: readonly string[]): Selection {
  const included = include.map(matcher);
  const excluded = exclude.map(matcher);
  const isExcluded = (parts: readonly string[]) => excluded.some((matches) => matches(parts));
  return {
    takesFile: (parts) =>
      !isExcluded(parts) && (included.length === 0 || included.some((matches) => matches(parts))),
    takesFolder: (parts) => !isExcluded(parts),
  };
}

function matcher(pattern: string): (parts: readonly string[]) => boolean {
  const lower = pattern.toLowerCase().normalize('NFC');
  const subject = (parts: readonly string[]) =>
    lower.includes('/') ? parts.join('/') : (parts.at(-1) ?? '');
  return (parts) => matchesGlob(subject(parts).toLowerCase().normalize('NFC'), lower);
}
