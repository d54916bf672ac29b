import { readdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { trashApart } from '../../../main/terminal/trash.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it.runIf(process.platform === 'linux')('a process of its own puts a file into the trash', async () => {
  await using folder = await tempFolder();
  await writeFile(folder.at('a.txt'), 'x');
  const before = process.env['XDG_DATA_HOME'];
  process.env['XDG_DATA_HOME'] = folder.at('share');
  try {
    await trashApart(folder.at('a.txt'));
  } finally {
    if (before === undefined) delete process.env['XDG_DATA_HOME'];
    else process.env['XDG_DATA_HOME'] = before;
  }
  expect(await readdir(folder.path)).not.toContain('a.txt');
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
