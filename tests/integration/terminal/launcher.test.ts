import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../../build/resources/command/hoist');
const run = promisify(execFile);

/** A package with programs in it that say how they were called. */
async function packageIn(folder: string, app: string): Promise<string> {
  const root = join(folder, 'Hoist für mich');
  const message = (name: string) =>
    `#!/bin/sh\nprintf '%s\\n' ${name} "$@" "options:\${NODE_OPTIONS-none}"\n`;
  for (const [path, name] of [
    ['resources/command/node', 'node'],
    [app, 'app'],
  ] as const) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), message(name));
    await chmod(join(root, path), 0o755);
  }
  const launcher = join(root, 'resources/command/hoist');
  await copyFile(LAUNCHER, launcher);
  await chmod(launcher, 0o755);
  return launcher;
}

async function said(program: string, args: readonly string[], cwd = '/'): Promise<string[]> {
  const env = { PATH: '/usr/bin:/bin', NODE_OPTIONS: '--no-such-option' };
  const { stdout } = await run(program, [...args], { cwd, env });
  return stdout.trimEnd().split('\n');
}

describe('hoist of the package', () => {
  it('runs the Node beside it, without options meant for another, and hands each argument on as it is', async () => {
    await using folder = await tempFolder();
    const launcher = await packageIn(folder.path, 'hoist-desktop');
    const args = ['upload', 'Angebot für März.pdf', '', '*', '--json'];
    const script = join(dirname(launcher), 'lib/hoist.mjs');
    expect(await said(launcher, args)).toEqual(['node', script, ...args, 'options:none']);
  });

  it('is found through links, absolute and relative ones', async () => {
    await using folder = await tempFolder();
    const launcher = await packageIn(folder.path, 'hoist-desktop');
    await mkdir(folder.at('bin'));
    await symlink(launcher, folder.at('bin/absolute'));
    await symlink('../bin/absolute', folder.at('bin/hoist'));
    const script = join(dirname(launcher), 'lib/hoist.mjs');
    expect(await said('./bin/hoist', ['help'], folder.path)).toEqual([
      'node',
      script,
      'help',
      'options:none',
    ]);
  });

  it.each([
    ['hoist-desktop', 'hoist:///etc/passwd'],
    ['hoist-desktop', '--upload-clipboard'],
    ['MacOS/Hoist', '--hidden'],
  ])('has %s do what is the app’s: %s', async (app, argument) => {
    await using folder = await tempFolder();
    const launcher = await packageIn(folder.path, app);
    expect((await said(launcher, [argument])).slice(0, 2)).toEqual(['app', argument]);
  });
});
