import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { programTree } from '../../../main/terminal/completion/command-tree.ts';
import { SHELLS } from '../../../main/terminal/completion/shells.ts';
import { makeProgram } from '../../../main/terminal/program.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';

const run = promisify(execFile);
const program = programTree(makeProgram('/'));

/** Calls the function that bash would call, as for a Tab after these words. */
const TAB = `eval "$SCRIPT"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hoist; printf '%s\\n' "\${COMPREPLY[@]}"`;

/** @returns the words that bash offers for the last one of these */
async function offered(script: string, words: readonly string[], cwd = '/'): Promise<string[]> {
  const { stdout, stderr } = await run('bash', ['--norc', '--noprofile', '-c', TAB, 'bash', ...words], {
    cwd,
    env: { PATH: process.env['PATH'], SCRIPT: script },
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('hoist completion bash', () => {
  it('completes commands, options and their words in bash', async () => {
    const { stdout: script, exit, stderr } = await hoist(['completion', 'bash']);
    expect([exit, stderr]).toEqual([0, '']);
    const all = await offered(script, ['hoist', '']);
    expect(all).toEqual(expect.arrayContaining([...program.commands.map(({ name }) => name), '--version']));
    expect(await offered(script, ['hoist', 'up'])).toEqual(['upload']);
    expect(await offered(script, ['hoist', 'help', 'st'])).toEqual(['status']);
    expect(await offered(script, ['hoist', 'upload', '--li'])).toEqual(['--limit-rate']);
    expect(await offered(script, ['hoist', 'upload', '--json', 'a.pdf', '--te'])).toEqual(['--temporary']);
    expect(await offered(script, ['hoist', 'watch', '--on-edit', 'l'])).toEqual(['leave']);
    expect(await offered(script, ['hoist', 'watch', '--on-edit', '=', 'l'])).toEqual(['leave']);
    expect(await offered(script, ['hoist', 'completion', 'z'])).toEqual(['zsh']);
    expect(await offered(script, ['hoist', 'delete', ''])).toEqual([]);
  });

  it('offers folders where only folders will do, and leaves files to bash', async () => {
    const { stdout: script } = await hoist(['completion', 'bash']);
    await using folder = await tempFolder();
    await mkdir(folder.at('inbox of mine'));
    await writeFile(folder.at('invoice.pdf'), 'x');
    expect(await offered(script, ['hoist', 'watch', 'in'], folder.path)).toEqual(['inbox of mine']);
    expect(await offered(script, ['hoist', 'status', '--data', 'in'], folder.path)).toEqual([
      'inbox of mine',
    ]);
    expect(await offered(script, ['hoist', 'upload', 'in'], folder.path)).toEqual([]);
  });
});

describe.concurrent('hoist completion', () => {
  it.each(SHELLS)('has all commands and options for %s', async (shell) => {
    const { stdout, exit } = await hoist(['completion', shell]);
    expect(exit).toBe(0);
    for (const { name, options } of program.commands) {
      expect(stdout).toContain(name);
      for (const flag of options.flatMap(({ flags }) => flags))
        expect(stdout).toContain(shell === 'fish' ? flag.replace(/^-+/, '') : flag);
    }
  });

  it('knows no other shell', async () => {
    const { exit, stderr } = await hoist(['completion', 'tcsh']);
    expect(exit).toBe(2);
    expect(stderr).toContain('Allowed choices are bash, zsh, fish, powershell.');
  });
});
