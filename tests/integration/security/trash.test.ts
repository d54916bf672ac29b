import { lstatSync, symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const TRASH = 'main/terminal/trash/own-trash.ts';
const OWN_UID = process.getuid?.() ?? 0;
const GUARDS = [{ file: TRASH, from: '!stats.isDirectory() || stats.uid !== uid', to: 'false' }] as const;

/** The drive of a file, mounted at this folder. */
function mountsWith(path: string, at: string): string {
  const { dev } = lstatSync(path);
  const device = `${(dev >>> 8) & 0xfff}:${(dev & 0xff) | ((dev >>> 12) & 0xfff00)}`;
  return `30 1 ${device} / ${at} rw - ext4 /dev/x rw\n`;
}

/** Whether a file of this user goes into whatever trash is at the top of its drive. */
async function takes(
  source: Source,
  prepare: (folder: { at(name: string): string }) => unknown,
  uid: number,
): Promise<boolean> {
  await using folder = await tempFolder();
  await mkdir(folder.at('private'));
  const path = folder.at('private/a.txt');
  await writeFile(path, 'private');
  await prepare(folder);
  const mountinfo = mountsWith(path, folder.path);
  const { demandOwnTrash } =
    await source.load<typeof import('../../../main/terminal/trash/own-trash.ts')>(TRASH);
  // Another drive than the file's.
  return await demandOwnTrash(path, { home: '/proc', uid, mountinfo }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'not_trashed') throw error;
      return false;
    },
  );
}

describe('a trash on a shared drive', () => {
  sourceExploit('another user has made it ready, and reads what is thrown away', {
    guards: GUARDS,
    // To whoever has the next number, this user is another one.
    attempt: (source) => takes(source, (folder) => mkdir(folder.at(`.Trash-${OWN_UID + 1}`)), OWN_UID + 1),
  });

  sourceExploit('it is a link to where others read', {
    guards: GUARDS,
    async attempt(source) {
      return takes(
        source,
        async (folder) => {
          await mkdir(folder.at('evil'));
          symlinkSync(folder.at('evil'), folder.at(`.Trash-${OWN_UID}`));
        },
        OWN_UID,
      );
    },
  });

  it('is made, for this user alone, where there is none', async () => {
    await using folder = await tempFolder();
    const { demandOwnTrash } = await import('../../../main/terminal/trash/own-trash.ts');
    const path = folder.at('a.txt');
    await writeFile(path, '');
    const mountinfo = mountsWith(path, folder.path);
    for (const _time of ['first', 'again'])
      await demandOwnTrash(path, { home: '/proc', uid: OWN_UID, mountinfo });
    for (const name of ['', '/files', '/info']) {
      expect(lstatSync(folder.at(`.Trash-${OWN_UID}${name}`)).mode & 0o777).toBe(0o700);
    }
  });
});
