import type { Upload } from '../model/upload.ts';

/**
 * A text as it is searched by: in any case, with or without accents. `Übersicht` is found by `ubersicht`, whichever way a
 * file system wrote it down. SQLite's own LIKE knows the case of ASCII letters only.
 */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** @returns all names that an upload is found by: its own and its original's */
export function foldedNames({ name, derivation }: Pick<Upload, 'name' | 'derivation'>): string {
  return folded(derivation === null ? name : `${derivation.original.name}\n${name}`);
}
