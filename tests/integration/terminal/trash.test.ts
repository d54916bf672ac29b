import { readdir, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { trashApart } from '../../../main/terminal/trash/trash.ts';
import { trashHere } from '../../../main/terminal/trash/trash-here.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe.runIf(process.platform === 'linux')('the trash', () => {
  it('takes a file from a process of its own', async () => {
    await using folder = await tempFolder();
    vi.stubEnv('XDG_DATA_HOME', folder.at('share'));
    await writeFile(folder.at('a.txt'), 'x');
    await trashApart(folder.at('a.txt'));
    expect(await readdir(folder.path)).not.toContain('a.txt');
  });

  it('tells one of two that trash the same file that it was gone', async () => {
    await using folder = await tempFolder();
    vi.stubEnv('XDG_DATA_HOME', folder.at('share'));
    const paths = Array.from({ length: 200 }, (_, n) => folder.at(`${n}.txt`));
    for (const path of paths) await writeFile(path, 'x');
    const trashLater = async (path: string, turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      await trashHere(path);
    };
    for (const [n, path] of paths.entries()) {
      const ends = await Promise.allSettled([trashHere(path), trashLater(path, n)]);
      const codes = ends.map((end) => (end.status === 'fulfilled' ? 'trashed' : end.reason.code));
      expect(codes.sort()).toEqual(['ENOENT', 'trashed']);
    }
    expect(await readdir(folder.at('share/Trash/files'))).toHaveLength(200);
  });
});

it('the trash rejects with the code of the system', async () => {
  await using folder = await tempFolder();
  const script = folder.at('fails.mjs');
  await writeFile(script, `process.stdout.write('EACCES', () => process.exit(1));`);
  await expect(trashApart(folder.at('a.txt'), script)).rejects.toMatchObject({ code: 'EACCES' });
});

it('the trash gives up a drive that does not answer', async () => {
  await using folder = await tempFolder();
  const script = folder.at('hangs.mjs');
  await writeFile(script, 'setInterval(() => {}, 1000);');
  await expect(trashApart(folder.at('a.txt'), script, 300)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});
