import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { sha256Of, writeRandom } from '../../support/uploads.ts';

const QUICK = ['--json', '--still', '0.25'];

async function watchedFolder() {
  const folder = await tempFolder();
  await mkdir(folder.at('in/sub'), { recursive: true });
  return folder;
}

describe.concurrent('hoist watch', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'uploads what is there and what comes; %s lets what has begun come to its end, and ends it with 0',
    async (signal) => {
      await using folder = await watchedFolder();
      await using api = await StrictApi.start({ processingMs: 0 });
      await writeRandom(folder.at('in/a.txt'), 100);
      await using terminal = new Terminal(['watch', ...QUICK, folder.at('in')], { settings: api.settings });
      await until('the first is ready', () => terminal.stdout.includes('"ready"'));
      expect(terminal.objects[0]).toEqual({ event: 'watching', path: folder.at('in'), by: 'events' });
      api.faults.put.push({ kind: 'late-reply', ms: 700 });
      await writeRandom(folder.at('in/sub/b.pdf'), 50_000);
      await until('the second is on the wire', () => api.count('put') === 2);
      terminal.child.kill(signal);
      await sleep(20);
      terminal.child.kill(signal);
      expect(await terminal.ended()).toBe(0);
      expect(terminal.stderr).toBe('');
      const ready = terminal.objects.filter(({ event }) => event === 'ready').map(({ path }) => path);
      expect(ready).toEqual([folder.at('in/a.txt'), folder.at('in/sub/b.pdf')]);
      expect(terminal.objects.at(-1)).toEqual({ event: 'summary', ready: 2, failed: 0, skipped: 0 });
      for (const { sha256, stored, name } of api.files.values()) {
        expect(stored).toBe(1);
        expect(sha256).toBe(await sha256Of(folder.at(name === 'a.txt' ? 'in/a.txt' : 'in/sub/b.pdf')));
      }
      expect(api.violations).toEqual([]);
    },
  );

  it('goes on, in a later run, with what an earlier one left; nothing is sent twice', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    const options = { settings: api.settings, env: { HOIST_DATA_DIR: folder.at('data') } };
    await writeRandom(folder.at('in/a.txt'), 100);
    api.faults.sign.push({ kind: 'delay', ms: 60_000 });
    await using killed = new Terminal(['watch', ...QUICK, folder.at('in')], options);
    await until('it has begun', () => api.count('sign') === 1);
    killed.child.kill('SIGKILL');
    await killed.ended();
    await writeRandom(folder.at('in/b.txt'), 100);
    const rest = await hoist(['watch', '--once', ...QUICK, folder.at('in')], options);
    expect([rest.exit, rest.objects.at(-1)]).toMatchObject([0, { ready: 2, failed: 0 }]);
    const none = await hoist(['watch', '--once', ...QUICK, folder.at('in')], options);
    expect([none.exit, none.objects.at(-1)]).toMatchObject([0, { ready: 0, failed: 0, skipped: 0 }]);
    expect(api.count('put')).toBe(2);
  });

  it('prints text without --json', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await writeFile(folder.at('in/a.txt'), 'a');
    await writeFile(folder.at('in/tool.exe'), '');
    const args = [
      'watch',
      '--once',
      '--still',
      '0.25',
      '--after',
      `move:${folder.at('done')}`,
      folder.at('in'),
    ];
    const run = await hoist(args, { settings: api.settings });
    const [fileId] = api.files.keys();
    expect(run.stdout.split('\n').toSorted()).toEqual([
      '',
      '1 ready, 0 failed, 1 skipped',
      `moved    ${folder.at('in/a.txt')}  to ${folder.at('done/a.txt')}`,
      `ready    ${folder.at('in/a.txt')}  ${fileId}`,
      `skipped  ${folder.at('in/tool.exe')}  ${'This server does not take .exe files, only .csv, .txt, .pdf, .docx and .xlsx.'}`,
      `watching ${folder.at('in')}`,
    ]);
  });

  it('reports its health with --health, good or bad', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await writeRandom(folder.at('in/a.txt'), 100);
    const watch = ['watch', ...QUICK, '--health', '0.2', folder.at('in')];
    await using terminal = new Terminal(watch, { settings: api.settings });
    const health = () => terminal.objects.findLast(({ event }) => event === 'health');
    await until('it is well, with one file ready', () => health()?.['ready'] === 1);
    expect(health()).toMatchObject({ ok: true, hold: 'open', unfinished: 0, failed: 0 });
    await rename(folder.at('in'), folder.at('away'));
    await until('it misses its folder', () => health()?.['folder_unavailable'] === true);
    expect(health()).toMatchObject({ ok: false, hold: 'open', ready: 1 });
    terminal.child.kill('SIGTERM');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.objects.at(-1)).toMatchObject({ event: 'summary' });
  });

  it('ends with 1 if a file failed with --once', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    await writeFile(folder.at('in/a.txt'), 'a');
    const run = await hoist(['watch', '--once', ...QUICK, folder.at('in')], { settings: api.settings });
    expect([run.exit, run.objects.at(-1)]).toMatchObject([1, { ready: 0, failed: 1 }]);
  });

  it('counts a file that was moved meanwhile by its outcome', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    api.faults.sign.push({ kind: 'delay', ms: 800 });
    await writeFile(folder.at('in/a.txt'), 'a');
    await using terminal = new Terminal(['watch', '--once', ...QUICK, folder.at('in')], {
      settings: api.settings,
    });
    await until('it has begun', () => api.count('sign') === 1);
    await rename(folder.at('in/a.txt'), folder.at('in/b.txt'));
    await until('it is seen', () => terminal.stdout.includes('"file_vanished"'));
    expect(await terminal.ended()).toBe(0);
    expect(terminal.objects.at(-1)).toEqual({ event: 'summary', ready: 1, failed: 0, skipped: 0 });
    expect(api.count('put')).toBe(1);
  });

  it('obeys --only-new, --no-recursive, --include, --exclude and --temporary', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    for (const name of ['old.pdf', 'sub/old.pdf']) await writeRandom(folder.at(`in/${name}`), 50);
    await sleep(20);
    const filters = ['--no-recursive', '--include', '*.pdf', '--include', '*.csv', '--exclude', 'draft*'];
    const args = ['watch', ...QUICK, '--only-new', '--temporary', ...filters, 'in'];
    await using terminal = new Terminal(args, { settings: api.settings, cwd: folder.path });
    await until('it watches', () => terminal.stdout.includes('"watching"'));
    for (const name of ['new.csv', 'new.txt', 'draft.pdf', 'sub/new.pdf']) {
      await writeRandom(folder.at(`in/${name}`), 50);
    }
    await until('one is ready', () => terminal.stdout.includes('"ready"'));
    await sleep(1000);
    terminal.child.kill('SIGTERM');
    expect(await terminal.ended()).toBe(0);
    expect([...api.files.values()]).toMatchObject([{ name: 'new.csv', persist: false }]);
  });

  it('moves ready files to the system’s trash with --after trash', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await writeFile(folder.at('in/a.txt'), 'a');
    const env = { XDG_DATA_HOME: folder.at('share'), HOME: folder.path };
    const args = ['watch', '--once', ...QUICK, '--after', 'trash', folder.at('in')];
    const run = await hoist(args, { settings: api.settings, env });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(run.objects).toContainEqual({ event: 'trashed', path: folder.at('in/a.txt') });
    expect(await readdir(folder.at('in'))).toEqual(['sub']);
    expect(await readdir(folder.at('share/Trash/files'))).toHaveLength(1);
  });

  it('waits for a server that cannot be reached, and says so once', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    api.faults.sign.push({ kind: 'cut' }, { kind: 'cut' });
    await writeFile(folder.at('in/a.txt'), 'a');
    const { port } = new URL(api.settings.baseUrl);
    await api[Symbol.asyncDispose]();
    await using terminal = new Terminal(['watch', ...QUICK, folder.at('in')], { settings: api.settings });
    await until('it says so', () => terminal.stderr.includes('Trying again.'));
    await using back = await StrictApi.start({ processingMs: 0, port: Number(port) });
    back.apiKey = api.apiKey;
    await until('it is ready', () => terminal.stdout.includes('"ready"'));
    expect(terminal.stderr.split('Trying again.')).toHaveLength(2);
  });
});

describe.concurrent('hoist watch refuses with 2 and a sentence', () => {
  it.each([
    ['a folder that is not there', ['nowhere'], /There is no folder .*nowhere\. Nothing was sent\./],
    ['a file', ['in/a.txt'], /a\.txt is not a folder\. Nothing was sent\./],
    ['an empty path', [''], /One of the paths is empty\. Nothing was sent\./],
    ['a folder and a part of it', ['in', 'in/sub'], /is watched already, as a part of/],
    [
      'a target that is the folder',
      ['--after', 'move:in', 'in'],
      /Files cannot be moved to the folder they come/,
    ],
    ['an unknown action for --after', ['--after', 'burn', 'in'], /It is leave, move:DIR or trash\./],
    ['a pattern that is none', ['--include', '', 'in'], /is not a pattern for file names/],
    ['no folder', [], /missing required argument 'dirs'/],
  ] as const)('%s', async (_what, args, message) => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start();
    await writeFile(folder.at('in/a.txt'), 'a');
    const run = await hoist(['watch', ...args], { settings: api.settings, cwd: folder.path });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(api.calls).toEqual([]);
  });

  it('a wrong key', async () => {
    await using folder = await watchedFolder();
    await using api = await StrictApi.start();
    await writeFile(folder.at('in/a.txt'), 'a');
    const settings = { ...api.settings, apiKey: 'wrong' };
    const run = await hoist(['watch', ...QUICK, folder.at('in')], { settings });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('HOIST_API_KEY')]);
  });
});
