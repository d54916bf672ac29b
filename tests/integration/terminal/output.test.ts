import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentOf } from '../../support/terminal.ts';
import { CLI } from '../../support/terminal-program.ts';
import { writeRandom } from '../../support/uploads.ts';

async function started() {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await tempFolder());
  const api = stack.use(await StrictApi.start());
  await mkdir(folder.at('in'));
  const path = await writeRandom(folder.at('in/a.pdf'), 2000);
  const env = environmentOf({ settings: api.settings, env: { HOIST_DATA_DIR: folder.at('data') } });
  const run = (args: readonly string[], stdout: number | 'pipe', stderr: number | 'pipe' = 'pipe') =>
    spawn(process.execPath, [CLI, ...args], { env, cwd: '/', stdio: ['ignore', stdout, stderr] });
  return { folder, api, path, run, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** The exit code, and what came on stderr or, where that is not read, on stdout. */
async function ended(child: ChildProcess): Promise<[number | null, string]> {
  let text = '';
  (child.stderr ?? child.stdout)?.setEncoding('utf8').on('data', (more) => {
    text += more;
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return [exitCode, text];
}

describe.runIf(process.platform === 'linux')('A command whose output goes to a full disk', () => {
  const withFullDisk = async <T>(use: (full: number) => Promise<T>): Promise<T> => {
    const full = openSync('/dev/full', 'w');
    try {
      return await use(full);
    } finally {
      closeSync(full);
    }
  };

  it.each([
    ['upload', []],
    ['upload', ['--json']],
    ['watch', ['--once', '--still', '0.1', '--json']],
  ])('%s %j uploads all the same, and says it once', async (command, options) => {
    await using hoist = await started();
    const [exitCode, stderr] = await withFullDisk((full) =>
      ended(hoist.run([command, hoist.folder.at('in'), ...options], full)),
    );
    expect([exitCode, hoist.api.files.size]).toEqual([0, 1]);
    expect(stderr).toBe(
      'What is printed to stdout is lost (no space is left on the disk). The work continues, and “hoist history” has its results.\n',
    );
  });

  it('hoist upload goes on if only stderr is full, and prints its results', async () => {
    await using hoist = await started();
    const [exitCode, stdout] = await withFullDisk((full) =>
      ended(
        hoist.run(
          ['upload', hoist.path, hoist.folder.at('in'), '--json', '--limit-rate', '1G'],
          'pipe',
          full,
        ),
      ),
    );
    expect([exitCode, hoist.api.files.size]).toEqual([0, 1]);
    for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event');
  });

  it('hoist history says that its output is lost, and fails', async () => {
    await using hoist = await started();
    await ended(hoist.run(['upload', hoist.path], 'pipe'));
    const outcome = await withFullDisk((full) => ended(hoist.run(['history'], full)));
    expect(outcome).toEqual([1, 'The output is lost (no space is left on the disk).\n']);
  });
});

it('hoist upload goes on when the reader of its output has gone', async () => {
  await using hoist = await started();
  const child = hoist.run(['upload', hoist.path], 'pipe');
  child.stdout?.destroy();
  const [exitCode, stderr] = await ended(child);
  expect([exitCode, hoist.api.files.size]).toEqual([0, 1]);
  expect(stderr).toContain('nobody reads it any more');
});

it('hoist history ends silently when its reader closes the pipe', async () => {
  await using hoist = await started();
  await ended(hoist.run(['upload', hoist.path], 'pipe'));
  const child = hoist.run(['history'], 'pipe');
  child.stdout?.destroy();
  expect(await ended(child)).toEqual([1, '']);
});
