import { posix } from 'node:path';
import { readXml } from './xml.ts';
import type { ZipParts } from './zip-parts.ts';

/** Where a part of an Office document points to (ECMA-376, part 2). */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, such as `slide`; that is the same in transitional and strict documents. */
  readonly type: string;
  /** The name of the part that it leads to. */
  readonly target: string;
}

/** @returns the relationships of a part; those of the document itself for an empty name */
export async function relationshipsOf(parts: ZipParts, name: string): Promise<readonly Relationship[]> {
  const folder = posix.dirname(name);
  const file = posix.join(folder, '_rels', `${posix.basename(name)}.rels`);
  const found: Relationship[] = [];
  await readXml(parts.read(name === '' ? '_rels/.rels' : file), {
    open: (element, { Id = '', Type = '', Target = '', TargetMode }) => {
      // An external one is a link, which nobody follows.
      if (element !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return found;
}

/**
 * @returns the name of a document's main part, such as `word/document.xml`
 * @throws {ConversionError} where it has none
 */
export async function mainPartOf(parts: ZipParts, usual: string): Promise<string> {
  const related = await relationshipsOf(parts, '');
  const main = related.find(({ type }) => type === 'officeDocument')?.target ?? usual;
  parts.demand(main);
  return main;
}
