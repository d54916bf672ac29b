import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { sandboxCommand } from '../../../main/sandbox/command.ts';
import { until } from './open-sandbox.ts';

const module = JSON.stringify(new URL('../../../main/sandbox/command.ts', import.meta.url).href);

/** The command in a process of its own, with a temp folder of its own. */
async function runCommand(args: readonly string[]) {
  const temp = await mkdtemp(join(tmpdir(), 'hoist-test-command-'));
  const script = `
    import { sandboxCommand } from ${module};
    await sandboxCommand().parseAsync(${JSON.stringify(args)}, { from: 'user' });
  `;
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR: temp },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => (output.stdout += chunk));
  child.stderr?.on('data', (chunk) => (output.stderr += chunk));
  const exited = once(child, 'close');
  return {
    child,
    output,
    exitCode: async () => (await exited)[0] as number | null,
    tempFolders: () => readdir(temp),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await rm(temp, { recursive: true, force: true });
    },
  };
}

describe('hoist sandbox', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves until %s, then ends with 0 and leaves no folder',
    async (signal) => {
      await using run = await runCommand(['--json', '--max-size', '5', '--expires', '9', '--rpm', '2']);
      await until(async () => run.output.stdout.includes('\n'));
      const line = JSON.parse(run.output.stdout) as Record<string, string>;
      expect(Object.keys(line)).toEqual(['base_url', 'api_key', 'user_id']);
      const headers = { 'api-key': String(line['api_key']), 'user-id': String(line['user_id']) };
      const answer = await fetch(`${line['base_url']}/v1/files/signed-url?filename=a.txt`, { headers });
      expect(await answer.json()).toMatchObject({ expires_in: 9, file_limits: { max_size: 5 } });
      expect(answer.headers.get('x-ratelimit-limit-minute')).toBe('2');
      expect(await run.tempFolders()).toHaveLength(1);
      // The connection that fetch keeps open must not hold the end up.
      run.child.kill(signal);
      run.child.kill(signal);
      expect(await run.exitCode()).toBe(0);
      expect(await run.tempFolders()).toEqual([]);
      expect(run.output.stderr).toBe('');
      expect(run.output.stdout.trim().split('\n')).toHaveLength(1);
    },
  );

  it.runIf(process.platform !== 'win32')(
    'ends with the shell that npm ran it in, which hands no signal on',
    async () => {
      const temp = await mkdtemp(join(tmpdir(), 'hoist-test-command-'));
      const script = `import { sandboxCommand } from ${module}; await sandboxCommand().parseAsync([], { from: 'user' });`;
      const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$SCRIPT"; true'], {
        env: {
          ...process.env,
          TMPDIR: temp,
          NODE: process.execPath,
          SCRIPT: script,
          npm_lifecycle_event: 'sandbox',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(shell.stdout, 'data');
      expect(await readdir(temp)).toHaveLength(1);
      shell.kill('SIGTERM');
      await until(async () => (await readdir(temp)).length === 0);
      await rm(temp, { recursive: true });
    },
  );

  it('says without --json what to export', async () => {
    await using run = await runCommand([]);
    await until(async () => run.output.stdout.includes('HOIST_USER_ID'));
    expect(run.output.stdout).toMatch(
      /export HOIST_BASE_URL=http:\/\/127\.0\.0\.1:\d+\nexport HOIST_API_KEY=\S+\n/,
    );
  });

  it('says that its port is taken, and ends with 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    await using run = await runCommand(['--port', port]);
    expect(await run.exitCode()).toBe(2);
    expect(run.output.stderr).toBe(
      `error: port ${port} is already in use; choose another with --port, or 0 for any\n`,
    );
    expect(await run.tempFolders()).toEqual([]);
    other.close();
  });

  it.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--expires', '0'],
    ['--rps', '1e3'],
    ['--max-size', ''],
  ])('refuses %s %o with a clear sentence', async (flag, value) => {
    const said: string[] = [];
    const command = sandboxCommand()
      .exitOverride()
      .configureOutput({ writeErr: (text) => said.push(text) });
    await expect(command.parseAsync([flag, value], { from: 'user' })).rejects.toThrow(CommanderError);
    expect(said.join('')).toContain('It must be a whole number from');
  });
});
