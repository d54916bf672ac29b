import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';

const NOBODY = 65_534;
const core = (file: string) => JSON.stringify(new URL(`../../../main/core/${file}`, import.meta.url).href);

/** Root may read everything: so the child gives that up, after it has loaded what it needs. */
const script = `
  const { intake } = await import(${core('intake/intake.ts')});
  const { LIMITS_BEFORE_FIRST_ANSWER } = await import(${core('model/file-types.ts')});
  if (process.getuid() === 0) {
    process.setgroups([]);
    process.setgid(${NOBODY});
    process.setuid(${NOBODY});
  }
  const items = await Array.fromAsync(intake(process.argv.slice(1), () => LIMITS_BEFORE_FIRST_ANSWER));
  console.log(JSON.stringify(items.map(({ name, kind, reason }) => [name, reason ?? kind])));
`;

async function foundByNobody(paths: readonly string[]): Promise<unknown> {
  const args = ['--input-type=module', '-e', script, '--', ...paths];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

const denied = { code: 'unreadable', because: { code: 'permission_denied' } };

describe('without permission', () => {
  it('a folder, a file and a folder on the way are left with that reason, and the rest goes on', async () => {
    await using folder = await tempFolder();
    for (const name of ['d', 'd/closed', 'd/no-entry']) await mkdir(folder.at(name));
    for (const name of ['a.txt', 'closed/b.txt', 'no-entry/c.txt', 'secret.txt', 'z.txt']) {
      await writeFile(folder.at(`d/${name}`), 'text');
    }
    if (process.getuid?.() === 0) await chown(folder.path, NOBODY, NOBODY);
    await chmod(folder.path, 0o755);
    await chmod(folder.at('d/closed'), 0o000);
    // Its names can be read, and nothing more.
    await chmod(folder.at('d/no-entry'), process.getuid?.() === 0 ? 0o744 : 0o400);
    await chmod(folder.at('d/secret.txt'), 0o000);
    const paths = ['d', 'd/closed/b.txt', 'd/secret.txt', 'd/z.txt'].map(folder.at);
    expect(await foundByNobody(paths)).toEqual([
      ['a.txt', 'accepted'],
      ['closed', denied],
      ['c.txt', denied],
      ['secret.txt', denied],
      ['z.txt', 'accepted'],
      ['b.txt', denied],
      ['secret.txt', denied],
      ['z.txt', { code: 'duplicate' }],
    ]);
    for (const name of ['d/closed', 'd/no-entry']) await chmod(folder.at(name), 0o755);
  });
});
