import { stat, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';
import { writeRandom } from '../../support/uploads.ts';

describe('a data folder that is none: 2, and nothing is sent', () => {
  const none = 'This is a file, and Hoist needs a folder to keep its list of uploads in.';
  const unmakeable = 'This folder cannot be made, so Hoist cannot keep its list of uploads there.';
  it.each([
    ['a file', 'a.pdf', none],
    ['below a file', 'a.pdf/data', unmakeable],
    ['a link that leads nowhere', 'link', unmakeable],
    ['a name that is too long', 'x'.repeat(300), unmakeable],
    // Where the system makes no folders, it is asked once.
    ['under /proc', '/proc/hoist/data', unmakeable],
    ['a device', '/dev/null', none],
  ])('%s', async (_what, name, said) => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    await symlink('nowhere/data', folder.at('link'));
    const data = resolve(folder.path, name);
    for (const args of [['upload', folder.at('a.pdf')], ['history']]) {
      const run = await hoist([...args, '--data', data], { settings: api.settings });
      expect(run).toMatchObject({ exit: 2, stdout: '', stderr: `${data}: ${said}\n` });
    }
    expect(api.calls).toEqual([]);
  });

  it('is made where it can be, with all above it, for this user alone', async () => {
    await using folder = await tempFolder();
    expect((await hoist(['history', '--data', folder.at('a/b/c')])).exit).toBe(0);
    for (const name of ['a', 'a/b', 'a/b/c']) expect((await stat(folder.at(name))).mode & 0o777).toBe(0o700);
  });
});
