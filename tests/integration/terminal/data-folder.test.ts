import { execFile } from 'node:child_process';
import { chmod, chown, readdir, stat, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { storedUpload, withStore } from '../../support/store/stored.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';
import { writeRandom } from '../../support/uploads.ts';

describe('hoist with a data folder that is unusable', () => {
  const none = 'This is a file, and Hoist needs a folder to keep its list of uploads in.';
  const unmakeable = 'This folder cannot be made, so Hoist cannot save its list of uploads there.';
  it.each([
    ['a file', 'a.pdf', none],
    ['below a file', 'a.pdf/data', unmakeable],
    ['a link that leads nowhere', 'link', unmakeable],
    ['a name that is too long', 'x'.repeat(300), unmakeable],
    // Where the system makes no folders, it is asked once.
    ['under /proc', '/proc/hoist/data', unmakeable],
    ['a device', '/dev/null', none],
  ])('is refused as %s', async (_what, name, said) => {
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

  it('makes a missing data folder and its parents, for this user alone', async () => {
    await using folder = await tempFolder();
    expect((await hoist(['history', '--data', folder.at('a/b/c')])).exit).toBe(0);
    for (const name of ['a', 'a/b', 'a/b/c']) expect((await stat(folder.at(name))).mode & 0o777).toBe(0o700);
  });
});

const NOBODY = 65_534;
const DATA_FOLDER = new URL('../../../main/terminal/engine/data-folder.ts', import.meta.url).href;

/** Root may write everywhere: so the child gives that up, after it has loaded what it needs. */
const asNobody = `
  const { openToRead } = await import(${JSON.stringify(DATA_FOLDER)});
  if (process.getuid() === 0) {
    process.setgroups([]);
    process.setgid(${NOBODY});
    process.setuid(${NOBODY});
  }
  const store = openToRead(process.argv[1]);
  console.log(store.history.count());
  store.close();
`;

it.runIf(process.platform === 'linux')(
  'A history in a folder that nobody may write to is read, off a copy',
  async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => store.save([storedUpload(1), storedUpload(2)]));
    for (const name of await readdir(folder.path)) await chmod(folder.at(name), 0o444);
    await chmod(folder.path, 0o555);
    // A folder of another user would not be trusted.
    for (const path of [folder.path, ...(await readdir(folder.path)).map((name) => folder.at(name))])
      if (process.getuid?.() === 0) await chown(path, NOBODY, NOBODY);
    const args = ['--input-type=module', '-e', asNobody, '--', folder.path];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    expect([stdout, stderr]).toEqual(['2\n', '']);
    await chmod(folder.path, 0o755);
  },
);
