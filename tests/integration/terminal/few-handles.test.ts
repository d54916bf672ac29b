import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentOf } from '../../support/terminal.ts';
import { CLI } from '../../support/terminal-program.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

it.runIf(process.platform === 'linux')(
  'A command with a few file handles uploads all files, with fewer at once',
  async () => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start();
    await Promise.all(Array.from({ length: 20 }, (_, n) => writeRandom(folder.at(`${n}.pdf`), 1000 + n)));
    const env = environmentOf({ settings: api.settings, env: { HOIST_DATA_DIR: data.path } });
    // Node itself has some 20 of them.
    const command = `ulimit -n 32; exec "${process.execPath}" "${CLI}" upload "${folder.path}" --json`;
    const child = spawn('/bin/sh', ['-c', command], { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      event: 'summary',
      ready: 20,
      failed: 0,
      skipped: 0,
    });
    expect([...api.storedByName().values()].flat()).toHaveLength(20);
    expect(api.violations).toEqual([]);
  },
);

describe.runIf(process.platform === 'linux')('A command with too few file handles', () => {
  // Node itself ends with fewer.
  it.each([22, 24, 26])('hoist with %i file handles says so within seconds, or ends', async (handles) => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await writeRandom(folder.at('a.pdf'), 1000);
    const env = environmentOf({ settings: api.settings, env: { HOIST_DATA_DIR: data.path } });
    const command = `ulimit -n ${handles}; exec "${process.execPath}" "${CLI}" upload "${folder.path}"`;
    const child = spawn('/bin/sh', ['-c', command], { env, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const closed = once(child, 'close');
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    await until('it says so or ends', () => stderr.includes('(EMFILE)') || hasEnded());
    child.kill('SIGKILL');
    await closed;
    expect(stderr).not.toContain('may not write');
  });
});
