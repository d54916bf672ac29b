import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sealOf } from '../../../main/core/model/key-seal.ts';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';
import { sha256Of, writeRandom } from '../../support/uploads.ts';

describe.concurrent('hoist upload --json', () => {
  it('prints one object a line with just the documented keys, the summary last, and ends with 0', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('d'));
    await writeRandom(folder.at('d/a.pdf'), 100_000);
    await writeRandom(folder.at('d/b.txt'), 100);
    await writeFile(folder.at('d/c.exe'), 'x');
    const run = await hoist(['upload', 'd', 'd/../d/b.txt', '--json'], {
      settings: api.settings,
      cwd: folder.path,
    });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    const [summary, ...others] = run.objects.toReversed();
    expect(summary).toEqual({ event: 'summary', ready: 2, failed: 0, skipped: 2 });
    const byPath = others.toSorted((a, b) =>
      `${a['path']}${a['event']}` < `${b['path']}${b['event']}` ? -1 : 1,
    );
    expect(byPath).toEqual([
      { event: 'ready', path: folder.at('d/a.pdf'), file_id: expect.any(String) },
      { event: 'ready', path: folder.at('d/b.txt'), file_id: expect.any(String) },
      { event: 'skipped', path: folder.at('d/b.txt'), reason: 'duplicate' },
      { event: 'skipped', path: folder.at('d/c.exe'), reason: 'type_not_allowed' },
    ]);
    for (const { path, file_id } of byPath.slice(0, 2)) {
      expect(api.files.get(String(file_id))).toMatchObject({ stored: 1, persist: true });
      expect(api.files.get(String(file_id))?.sha256).toBe(await sha256Of(String(path)));
    }
    expect(api.violations).toEqual([]);
    expect(run.stdout).not.toContain(api.settings.apiKey);
  });

  it('ends with 1 if some failed, with code and message', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    await writeRandom(folder.at('a.pdf'), 100);
    await writeRandom(folder.at('b.pdf'), 100);
    const run = await hoist(['upload', '--json', folder.path], { settings: api.settings });
    expect(run.exit).toBe(1);
    expect(run.objects.at(-1)).toEqual({ event: 'summary', ready: 1, failed: 1, skipped: 0 });
    expect(run.objects.find(({ event }) => event === 'failed')).toEqual({
      event: 'failed',
      path: expect.stringContaining(folder.path),
      code: 'access_forbidden',
      message: 'The server does not allow this user to upload this file.',
    });
  });

  it('ends with 1 if nothing was left to upload', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('void'));
    await writeFile(folder.at('empty.pdf'), '');
    for (const [name, skipped] of [['void', 0] as const, ['empty.pdf', 1] as const]) {
      const run = await hoist(['upload', '--json', folder.at(name)], { settings: api.settings });
      expect(run.exit).toBe(1);
      expect(run.objects.at(-1)).toEqual({ event: 'summary', ready: 0, failed: 0, skipped });
    }
    expect(api.calls).toEqual([]);
  });

  it('asks the server not to keep the files with --temporary', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    const run = await hoist(['upload', '--temporary', '--json', folder.at('a.pdf')], {
      settings: api.settings,
    });
    expect(run.exit).toBe(0);
    expect(api.calls[0]?.query).toContain('persist=false');
    expect([...api.files.values()]).toMatchObject([{ persist: false }]);
  });

  it('sends a name of 255 bytes with quotes, emoji and a newline', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    const start = `"q" 'n' \n 🎉 -- %`;
    const name = `${start}${'x'.repeat(255 - 4 - Buffer.byteLength(start))}.pdf`;
    await writeRandom(folder.at(name), 100);
    const run = await hoist(['upload', '--json', folder.at(name)], { settings: api.settings });
    expect(run.objects).toMatchObject([{ event: 'ready', path: folder.at(name) }, { event: 'summary' }]);
    expect([...api.files.values()]).toMatchObject([{ name, stored: 1 }]);
    const plain = await hoist(['upload', folder.at(name)], { settings: api.settings });
    expect(plain.stdout.split('\n')).toHaveLength(3);
  });
});

describe.concurrent('hoist upload in a pipe', () => {
  it('prints plain lines, the summary last', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    await writeFile(folder.at('b.txt'), '');
    const run = await hoist(['upload', folder.path], { settings: api.settings });
    const [fileId] = api.files.keys();
    expect(run).toMatchObject({ exit: 0, stderr: '' });
    expect(run.stdout.split('\n').toSorted()).toEqual([
      '',
      '1 ready, 0 failed, 1 skipped',
      `ready    ${folder.at('a.pdf')}  ${fileId}`,
      `skipped  ${folder.at('b.txt')}  The file is empty.`,
    ]);
    expect(run.stdout.trim().endsWith('1 ready, 0 failed, 1 skipped')).toBe(true);
  });
});

describe.concurrent('the person’s working folder', () => {
  it('is the folder that npm was called from, for `npm run hoist` alone', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('here'));
    await writeRandom(folder.at('here/a.pdf'), 100);
    const env = { INIT_CWD: folder.at('here'), npm_lifecycle_event: 'hoist' };
    const run = await hoist(['upload', '--json', 'a.pdf'], { settings: api.settings, env, fromSource: true });
    expect(run.objects[0]).toMatchObject({ event: 'ready', path: folder.at('here/a.pdf') });
    const other = { ...env, npm_lifecycle_event: 'test' };
    const elsewhere = await hoist(['upload', '--json', 'a.pdf'], {
      settings: api.settings,
      env: other,
      fromSource: true,
    });
    expect([elsewhere.exit, elsewhere.stderr]).toEqual([
      ...[2, 'There is no file or folder a.pdf. Nothing was sent.\n'],
    ]);
  });
});

describe.concurrent('the data folder', () => {
  it.each(['--data', 'HOIST_DATA_DIR'])('of %s gives base URL and user id', async (way) => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    const { baseUrl, userId, apiKey } = api.settings;
    await writeFile(
      folder.at('settings.json'),
      JSON.stringify({ baseUrl, userId, encryptedKey: 'x', keySeal: sealOf(api.settings) }),
    );
    await writeRandom(folder.at('a.pdf'), 100);
    const args = ['upload', '--json', folder.at('a.pdf'), ...(way === '--data' ? ['--data', '.'] : [])];
    const env = way === '--data' ? {} : { HOIST_DATA_DIR: folder.path };
    const run = await hoist(args, { settings: { apiKey }, env, cwd: folder.path });
    expect(run).toMatchObject({ exit: 0, stderr: '' });
    expect(api.count('put')).toBe(1);
  });
});
