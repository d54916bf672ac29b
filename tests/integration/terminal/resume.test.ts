import { readdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal, type TerminalOptions } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

/** A server, a folder with files of these names, and a data folder that several commands share. */
async function stage(names: readonly string[], processingMs = 0) {
  const folder = await tempFolder();
  const data = await tempFolder();
  const api = await StrictApi.start({ processingMs });
  for (const name of names) await writeRandom(folder.at(name), 1000);
  const options: TerminalOptions = { settings: api.settings, env: { HOIST_DATA_DIR: data.path } };
  return {
    folder,
    data,
    api,
    options,
    run: (...args: string[]) => hoist(args, options),
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
      await data[Symbol.asyncDispose]();
    },
  };
}

/** Starts an upload of the folder and interrupts it once all bytes are at the server. */
async function interrupted({ api, folder, options }: Awaited<ReturnType<typeof stage>>, count: number) {
  await using terminal = new Terminal(['upload', folder.path], options);
  await until('all is sent', () => api.storedByName().size === count);
  terminal.child.kill('SIGINT');
  await terminal.ended();
  return terminal.stdout;
}

describe.concurrent('hoist resume', () => {
  it('asks again about a file whose processing took far too long, however long ago', async () => {
    await using run = await stage(['a.pdf'], 2500);
    const impatient = { ...run.options, env: { ...run.options.env, HOIST_PROCESSING_MINUTES: '0.02' } };
    const stuck = await hoist(['upload', '--json', run.folder.path], impatient);
    expect([stuck.exit, stuck.objects[0]]).toMatchObject([1, { code: 'processing_timeout' }]);
    await sleep(2500);
    const resumed = await hoist(['resume', '--json'], impatient);
    expect([resumed.exit, resumed.objects[0]]).toMatchObject([0, { event: 'ready' }]);
    expect([run.api.count('sign'), run.api.count('put')]).toEqual([1, 1]);
    expect(run.api.violations).toEqual([]);
  });

  it('goes on with what an interrupted command left, and sends nothing twice', async () => {
    await using run = await stage(['a.pdf', 'b.pdf'], 2500);
    expect(await interrupted(run, 2)).toContain('2 left, “hoist resume” continues with them');
    const resumed = await run.run('resume', '--json');
    expect(resumed).toMatchObject({ exit: 0, stderr: '' });
    expect(resumed.objects.at(-1)).toEqual({ event: 'summary', ready: 2, failed: 0, skipped: 0 });
    expect([run.api.count('sign'), run.api.count('put')]).toEqual([2, 2]);
    expect(run.api.violations).toEqual([]);
    // What has ended is not done again.
    const again = await run.run('resume', '--json');
    expect([again.exit, again.objects]).toEqual([0, [{ event: 'summary', ready: 0, failed: 0, skipped: 0 }]]);
  });

  it('goes on at the right address with what was queued for a wrong one', async () => {
    await using run = await stage(['a.pdf', 'b.pdf'], 0);
    const wrong = { ...run.options.settings, baseUrl: `${run.options.settings?.baseUrl}/elsewhere` };
    const mistaken = await hoist(['upload', run.folder.path], { ...run.options, settings: wrong });
    expect(mistaken).toMatchObject({ exit: 2 });
    const resumed = await hoist(['resume'], run.options);
    expect(resumed).toMatchObject({ exit: 0, stderr: '' });
    expect(resumed.stdout).toContain('2 ready, 0 failed, 0 skipped');
    expect(run.api.count('put')).toBe(2);
  });

  it('leaves files for another user, and says so', async () => {
    await using run = await stage(['a.pdf'], 60_000);
    await interrupted(run, 1);
    const before = run.api.calls.length;
    const other = { ...run.options.settings, userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08' };
    const resumed = await hoist(['resume'], { ...run.options, settings: other });
    expect(resumed).toMatchObject({ exit: 0, stdout: '0 ready, 0 failed, 0 skipped\n' });
    expect(resumed.stderr).toContain(
      `1 more wait for user ${run.options.settings?.userId?.slice(0, 8)}… at 127.0.0.1`,
    );
    expect(run.api.calls.length).toBe(before);
  });
});

describe.concurrent('hoist upload once more', () => {
  it('joins what an interrupted command left', async () => {
    await using run = await stage(['a.pdf', 'b.pdf'], 2500);
    await interrupted(run, 2);
    const again = await run.run('upload', '--json', run.folder.path);
    expect(again.objects.at(-1)).toEqual({ event: 'summary', ready: 2, failed: 0, skipped: 0 });
    expect([again.exit, run.api.count('sign'), run.api.count('put')]).toEqual([0, 2, 2]);
  });

  it('gives a ready file the same id without sending it, unless the retention differs', async () => {
    await using run = await stage(['a.pdf']);
    const first = await run.run('upload', '--json', run.folder.path);
    const again = await run.run('upload', '--json', run.folder.path);
    expect(again.objects).toEqual(first.objects);
    const plain = await run.run('upload', run.folder.path);
    expect(plain.stdout).toMatch(/^ready .*\(already uploaded on \d{4}-\d\d-\d\d\)$/m);
    expect(run.api.count('put')).toBe(1);
    expect((await run.run('upload', '--temporary', run.folder.path)).exit).toBe(0);
    expect(run.api.count('put')).toBe(2);
  });

  it('works after a killed command, whose lock is gone', async () => {
    await using run = await stage(['a.pdf'], 60_000);
    await using terminal = new Terminal(['upload', run.folder.path], run.options);
    await until('it is sent', () => run.api.count('put') === 1);
    const second = await run.run('resume');
    expect([second.exit, second.stdout]).toEqual([2, '']);
    expect(second.stderr).toBe(
      `Hoist is already running with the data folder ${run.data.path} (process ${terminal.child.pid}). If it is the app, it continues with what was left. Otherwise wait until it has ended, or quit it.\n`,
    );
    terminal.child.kill('SIGKILL');
    await terminal.ended();
    expect((await run.run('history')).exit).toBe(0);
  });
});

describe.concurrent('hoist history', () => {
  it('reads while another command has the data folder, and leaves no copy of it', async () => {
    await using run = await stage(['a.pdf']);
    await using temp = await tempFolder();
    expect((await run.run('upload', run.folder.path)).exit).toBe(0);
    await writeRandom(run.folder.at('b.pdf'), 1000);
    run.api.faults.put.push({ kind: 'delay', ms: 60_000 });
    await using terminal = new Terminal(['upload', run.folder.path], run.options);
    await until('b is being sent', () => run.api.count('put') === 2);
    const env = { ...run.options.env, TMPDIR: temp.path };
    const history = await hoist(['history', '--json'], { ...run.options, env });
    expect(history).toMatchObject({ exit: 0, stderr: '' });
    // The running command has told of a.pdf once more.
    expect(history.objects.map(({ name, outcome }) => [name, outcome])).toEqual([
      ...[['a.pdf', 'ready'] as const, ['a.pdf', 'ready before'] as const],
    ]);
    expect(await readdir(temp.path)).toEqual([]);
    expect(terminal.child.exitCode).toBe(null);
  });

  it('prints all receipts or those found, as text, JSON and CSV', async () => {
    await using run = await stage(['a.pdf', '=b.pdf']);
    await writeFile(run.folder.at('c.exe'), 'x');
    expect((await run.run('upload', run.folder.path)).exit).toBe(0);
    const all = await run.run('history', '--json');
    expect(all.objects.map(({ name, outcome }) => [name, outcome]).toSorted()).toEqual([
      ...[['=b.pdf', 'ready'] as const, ['a.pdf', 'ready'] as const, ['c.exe', 'skipped'] as const],
    ]);
    const [receipt] = all.objects.filter(({ name }) => name === 'a.pdf');
    for (const search of ['A.PD', String(receipt?.['sha256']).slice(0, 20), String(receipt?.['file_id'])]) {
      expect((await run.run('history', '--json', '--search', search)).objects).toEqual([receipt]);
    }
    const csv = await run.run('history', '--csv');
    expect(csv.stdout.split('\r\n')).toHaveLength(5);
    expect(csv.stdout).toContain(",'=b.pdf,");
    const plain = await run.run('history');
    expect(plain.stdout).toContain(`ready    ${run.folder.at('a.pdf')}  ${receipt?.['file_id']}\n`);
    expect((await run.run('history', '--json', '--csv')).exit).toBe(2);
  });
});
