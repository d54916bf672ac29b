import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A file in an archive, with its path there. */
export interface PackedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly text: () => string;
}

interface Folder {
  readonly files: Readonly<Record<string, Folder | { readonly size: number; readonly offset: string }>>;
}

const folder: z.ZodType<Folder> = z.object({
  files: z.record(
    z.string(),
    z.union([z.lazy(() => folder), z.object({ size: z.number(), offset: z.string() })]),
  ),
});

/** Where the header's JSON begins, after four lengths of 32 bits: https://github.com/electron/asar#format */
const JSON_AT = 16;

/** @returns all files of an archive */
export function readAsar(path: string): readonly PackedFile[] {
  const bytes = readFileSync(path);
  const filesAt = 8 + bytes.readUInt32LE(4);
  const jsonLength = bytes.readUInt32LE(12);
  const root = folder.parse(JSON.parse(bytes.toString('utf8', JSON_AT, JSON_AT + jsonLength)));
  const walk = ({ files }: Folder, above: string): PackedFile[] =>
    Object.entries(files).flatMap(([name, entry]) => {
      const path = `${above}${name}`;
      if ('files' in entry) return walk(entry, `${path}/`);
      const at = filesAt + Number(entry.offset);
      return [{ path, sizeBytes: entry.size, text: () => bytes.toString('utf8', at, at + entry.size) }];
    });
  return walk(root, '');
}
