import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { consoleProgram } from '../../../main/desktop/app/console-program.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const MODULE = pathToFileURL(`${import.meta.dirname}/../../../main/desktop/app/console-program.ts`).href;

/** A process that hands on to `script`, and ends with the exit code that it is told. */
async function handOn(folder: string, script: string, args: readonly string[]): Promise<ChildProcess> {
  await writeFile(`${folder}/script.mjs`, script);
  const program = JSON.stringify({ node: process.execPath, script: `${folder}/script.mjs` });
  await writeFile(
    `${folder}/app.mjs`,
    `import { runConsoleProgram } from ${JSON.stringify(MODULE)};
     process.exit(await runConsoleProgram(${program}, process.argv.slice(2)));`,
  );
  return spawn(process.execPath, [`${folder}/app.mjs`, ...args], {
    cwd: folder,
    env: { NODE_OPTIONS: '--no-deprecation' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function resultOf(app: ChildProcess): Promise<{ exit: unknown; stdout: string; stderr: string }> {
  const result = { stdout: '', stderr: '' };
  app.stdout?.on('data', (chunk) => {
    result.stdout += chunk;
  });
  app.stderr?.on('data', (chunk) => {
    result.stderr += chunk;
  });
  const [exit] = await once(app, 'close');
  return { exit, ...result };
}

describe('the app that is given a command of the terminal', () => {
  it('finds its program beside the archive of a package, and in the repository elsewhere', () => {
    const place = { resourcesPath: '/opt/Hoist/resources', appPath: '/home/ada/hoist' };
    expect(consoleProgram({ ...place, isPackaged: true, platform: 'linux' })).toEqual({
      node: '/opt/Hoist/resources/command/node',
      script: '/opt/Hoist/resources/command/lib/hoist.mjs',
    });
    expect(consoleProgram({ ...place, isPackaged: true, platform: 'win32' }).node).toMatch(/node\.exe$/);
    expect(consoleProgram({ ...place, isPackaged: false, platform: 'linux' })).toEqual({
      node: '/home/ada/hoist/node_modules/node/bin/node',
      script: '/home/ada/hoist/main/cli.ts',
    });
  });

  it('gives it input, output, arguments and working folder, and hands its exit code on', async () => {
    await using folder = await tempFolder();
    const app = await handOn(
      folder.path,
      `process.stdout.write(JSON.stringify([process.argv.slice(2), process.cwd(), process.env.NODE_OPTIONS ?? null]));
       process.stderr.write('to stderr');
       process.stdin.on('data', (chunk) => { process.exitCode = Number(chunk); process.stdin.destroy(); });`,
      ['upload', 'a b.pdf', ''],
    );
    app.stdin?.end('42');
    expect(await resultOf(app)).toEqual({
      exit: 42,
      stdout: JSON.stringify([['upload', 'a b.pdf', ''], folder.path, null]),
      stderr: 'to stderr',
    });
  });

  it('ends with 1 where the command ends by an error that nobody catches', async () => {
    await using folder = await tempFolder();
    const app = await handOn(folder.path, `throw new Error('unexpected');`, []);
    expect(await resultOf(app)).toMatchObject({ exit: 1, stderr: expect.stringContaining('unexpected') });
  });

  it.each([
    { signal: 'SIGINT', heard: `process.on('SIGINT', () => process.exit(7));`, exit: 7 },
    { signal: 'SIGTERM', heard: '', exit: 143 },
    { signal: 'SIGHUP', heard: '', exit: 129 },
  ] as const)(
    'hands $signal on, and ends with $exit as the command does',
    async ({ signal, heard, exit }) => {
      await using folder = await tempFolder();
      const app = await handOn(folder.path, `${heard} console.log('here'); setInterval(() => {}, 1000);`, []);
      await once(app.stdout ?? app, 'data');
      app.kill(signal);
      expect(await resultOf(app)).toMatchObject({ exit });
    },
  );
});
