import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { canFreeze, spawnWithFrozen } from '../../support/frozen-drive.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentOf } from '../../support/terminal.ts';
import { CLI } from '../../support/terminal-program.ts';
import { until } from '../../support/until.ts';

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

/** `hoist` with a drive at `net` that never answers. */
function start(folder: TestFolder, api: StrictApi, args: readonly string[]) {
  const env = environmentOf({ settings: api.settings, env: { HOIST_DATA_DIR: folder.at('data') } });
  const child = spawnWithFrozen(folder.at('net'), [process.execPath, CLI, ...args, '--json'], env);
  const said = { text: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.text += text;
  });
  return { child, said };
}

/** @returns the exit code, and how long it took, in ms */
async function end(child: ChildProcess): Promise<{ exitCode: unknown; tookMs: number }> {
  const startedMs = performance.now();
  child.kill('SIGTERM');
  const [exitCode] = await once(child, 'close');
  return { exitCode, tookMs: performance.now() - startedMs };
}

it.runIf(canFreeze)(
  'files that are named on a drive which never answers wait and say so, the others are sent, and the end takes seconds',
  async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await mkdir(folder.at('net'));
    await writeFile(folder.at('local.txt'), 'local');
    const paths = [folder.at('net/far.txt'), folder.at('local.txt')];
    const { child, said } = start(folder, api, ['upload', ...paths]);
    await until('the local one is sent', () => said.text.includes('"ready"'));
    await until('it is said', () => said.text.includes('"waiting"'));
    expect(JSON.parse(said.text.split('\n').find((line) => line.includes('"waiting"')) ?? '')).toEqual({
      event: 'waiting',
      reason: 'retry',
      path: folder.at('net/far.txt'),
      message: 'The drive that the file is on does not answer. Trying again.',
    });
    const { exitCode, tookMs } = await end(child);
    expect(exitCode).toBe(143);
    expect(tookMs).toBeLessThan(5000);
  },
);

it.runIf(canFreeze)(
  'links in a watched folder to a drive which never answers are passed over, and hold up nothing',
  async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await mkdir(folder.at('net'));
    await mkdir(folder.at('in'));
    await symlink(folder.at('net'), folder.at('in/to the drive'));
    await symlink(folder.at('net/far.txt'), folder.at('in/far.txt'));
    await writeFile(folder.at('in/local.txt'), 'local');
    const { child, said } = start(folder, api, ['watch', folder.at('in'), '--still', '0.1']);
    await until('the local one is sent', () => said.text.includes('"ready"'));
    expect(said.text.match(/"link_leads_out"/g)).toHaveLength(2);
    const { exitCode, tookMs } = await end(child);
    expect(exitCode).toBe(0);
    expect(tookMs).toBeLessThan(5000);
  },
);

it.runIf(canFreeze)('the drive of these tests is one that never answers', async () => {
  await using folder = await tempFolder();
  await mkdir(folder.at('net'));
  const child = spawnWithFrozen(
    folder.at('net'),
    ['timeout', '-s', 'KILL', '1', 'stat', folder.at('net/x')],
    {
      PATH: process.env['PATH'] ?? '',
    },
  );
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
});
