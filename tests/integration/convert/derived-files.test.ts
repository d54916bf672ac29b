import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConversionRequest } from '../../../main/core/convert/conversion.ts';
import { DerivedFiles } from '../../../main/core/convert/derived-files.ts';
import { contentOf, fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SIGNAL = new AbortController().signal;
const PARTS = ['part-1.txt', 'part-2.txt'];

/** Each original gives two parts. @param converted called when they are made, and not moved yet */
function inTwoParts(converted: () => void) {
  return {
    tools: { hasOffice: false },
    async convert({ folder }: ConversionRequest) {
      const parts = await Promise.all(
        PARTS.map(async (name) => {
          const path = join(folder, name);
          await writeFile(path, name);
          return { kind: 'file', path, name, contentType: 'text/plain' } as const;
        }),
      );
      converted();
      return parts;
    },
  };
}

async function requestFor(path: string, groupId: string) {
  const { sha256, fingerprint } = await contentOf(path, await fingerprintOf(path), SIGNAL);
  const limits = { allowedTypes: ['text/plain'], maxSizeBytes: null };
  const links = 'followed' as const;
  return {
    groupId,
    only: null,
    path,
    links,
    name: 'a.txt',
    sha256,
    fingerprint,
    way: 'parts',
    limits,
  } as const;
}

describe('derived files', () => {
  it('are made only once the leftovers of a crash are gone, so that no late deletion meets them', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'the original');
    const derived = folder.at('derived');
    for (const left of ['group', 'group.making', ...Array.from({ length: 200 }, (_, n) => `other-${n}`)]) {
      await mkdir(join(derived, left), { recursive: true });
      await writeFile(join(derived, left, 'part-1.txt'), 'left');
    }
    let isClean = false;
    let wasClean = false;
    const files = new DerivedFiles(
      derived,
      inTwoParts(() => {
        wasClean = isClean;
      }),
    );
    const cleaning = files.discardAllBut(new Set()).then(() => {
      isClean = true;
    });
    const parts = await files.make(await requestFor(folder.at('a.txt'), 'group'), SIGNAL);
    await cleaning;
    expect(wasClean).toBe(true);
    expect(await readdir(derived)).toEqual(['group']);
    expect(await readdir(join(derived, 'group'))).toEqual(PARTS);
    expect(parts).toHaveLength(2);
  });

  it('keep a part that is made again while the last other one of its group is deleted', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'the original');
    const paths = PARTS.map((name) => join(folder.at('derived'), 'group', name));
    let discarded: Promise<void> | null = null;
    let isOtherSent = false;
    const files = new DerivedFiles(
      folder.at('derived'),
      inTwoParts(() => {
        if (isOtherSent) discarded = files.discard(paths[0] ?? '');
      }),
    );
    const request = await requestFor(folder.at('a.txt'), 'group');
    for (let run = 0; run < 50; run += 1) {
      isOtherSent = false;
      await files.make(request, SIGNAL);
      await files.discard(paths[1] ?? '');
      isOtherSent = true;
      const [again] = await files.make({ ...request, only: { part: 2, of: 2 } }, SIGNAL);
      await discarded;
      expect(again).toMatchObject({ kind: 'file', path: paths[1] });
      expect(await readFile(paths[1] ?? '', 'utf8')).toBe('part-2.txt');
    }
  });
});
