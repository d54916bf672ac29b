import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal, type TerminalOptions } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

/** `hoist watch` has the data folder, as the app or a service would, and watches an empty folder. */
async function running(processingMs = 0) {
  const folder = await tempFolder();
  const data = await tempFolder();
  const api = await StrictApi.start({ processingMs });
  await mkdir(folder.at('inbox'));
  const options: TerminalOptions = { settings: api.settings, env: { HOIST_DATA_DIR: data.path } };
  // Whoever hands over needs no key.
  const withoutKey: TerminalOptions = { env: { HOIST_DATA_DIR: data.path } };
  const owner = new Terminal(['watch', folder.at('inbox')], options);
  await until('it watches', () => owner.stdout.includes('watching'));
  return {
    folder,
    data,
    api,
    owner,
    options,
    withoutKey,
    async [Symbol.asyncDispose]() {
      await owner[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
      await data[Symbol.asyncDispose]();
    },
  };
}

const summaryOf = ({ objects }: { readonly objects: readonly object[] }) => objects.at(-1);

describe.concurrent('hoist upload while another Hoist has the data folder', () => {
  it('hands its files over, and says what it would have said itself', async () => {
    await using run = await running();
    await mkdir(run.folder.at('d'));
    await writeRandom(run.folder.at('d/a.pdf'), 1000);
    await writeFile(run.folder.at('d/b.exe'), 'x');
    const handed = await hoist(['upload', '--json', 'd'], { ...run.withoutKey, cwd: run.folder.path });
    expect(handed.stderr).toBe('');
    expect(handed.exit).toBe(0);
    expect(handed.objects.toSorted((a, b) => (String(a['path']) < String(b['path']) ? -1 : 1))).toEqual([
      { event: 'ready', path: run.folder.at('d/a.pdf'), file_id: expect.any(String) },
      { event: 'skipped', path: run.folder.at('d/b.exe'), reason: 'type_not_allowed' },
      { event: 'summary', ready: 1, failed: 0, skipped: 1 },
    ]);
    const again = await hoist(['upload', run.folder.at('d/a.pdf')], run.withoutKey);
    expect(again.stdout).toMatch(/^ready .*\(already uploaded on .*\)\n1 ready, 0 failed, 0 skipped\n$/);
    expect(run.api.count('put')).toBe(1);
    expect(run.owner.child.exitCode).toBeNull();
    const history = await hoist(['history', '--json'], run.withoutKey);
    expect(history.objects).toHaveLength(3);
  });

  it('passes --temporary on, and says that its own limit does not count', async () => {
    await using run = await running();
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    const handed = await hoist(['upload', '--temporary', '--limit-rate', '1M', file], run.withoutKey);
    expect(handed.exit).toBe(0);
    expect(handed.stderr).toBe('Hoist is already running: its own limit applies, not --limit-rate.\n');
    expect([...run.api.files.values()].map(({ persist }) => persist)).toEqual([false]);
  });

  it('fails as it would have itself', async () => {
    await using run = await running();
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    run.api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    const handed = await hoist(['upload', '--json', file], run.withoutKey);
    expect([handed.exit, handed.objects[0]]).toMatchObject([
      1,
      { event: 'failed', code: 'access_forbidden' },
    ]);
  });

  it('sends nothing if its environment names another user', async () => {
    await using run = await running();
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
    const handed = await hoist(['upload', file], { ...run.withoutKey, settings: { userId } });
    expect([handed.exit, handed.stdout]).toEqual([2, '']);
    expect(handed.stderr).toMatch(/^The running Hoist uploads for user .*… at .*\. Nothing was sent\.\n$/);
    expect(run.api.calls).toEqual([]);
  });

  it('leaves its files there on Ctrl+C', async () => {
    await using run = await running();
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    run.api.faults.put.push({ kind: 'delay', ms: 1500 });
    await using handed = new Terminal(['upload', file], run.withoutKey);
    await until('it is being sent', () => run.api.count('put') === 1);
    handed.child.kill('SIGINT');
    expect(await handed.ended()).toBe(130);
    expect(handed.stdout).toBe(
      '0 ready, 0 failed, 0 skipped; 1 left, the running Hoist continues with them\n',
    );
    await until('it is stored', () => run.api.storedByName().size === 1);
    expect(run.api.count('put')).toBe(1);
  });

  it('says that nothing is lost if the other Hoist is killed', async () => {
    await using run = await running(60_000);
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    await using handed = new Terminal(['upload', file], run.withoutKey);
    await until('it is stored', () => run.api.storedByName().size === 1);
    run.owner.child.kill('SIGKILL');
    expect(await handed.ended()).toBe(1);
    expect(handed.stdout).toContain('1 left');
    expect(handed.stderr).toContain('Nothing is lost');
    // What the killed one left in the data folder is in nobody's way.
    const asked = run.api.count('status');
    await using resumed = new Terminal(['resume'], run.options);
    await until('it is asked for', () => run.api.count('status') > asked);
    expect([resumed.stderr, run.api.count('put')]).toEqual(['', 1]);
  });

  it('does not claim that the other Hoist has the files if that never answers', async () => {
    await using run = await running();
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    run.owner.child.kill('SIGSTOP');
    const handed = await hoist(['upload', file], run.withoutKey);
    expect([handed.exit, handed.stderr]).toEqual([
      1,
      expect.stringMatching(/does not answer, so it is not known/),
    ]);
    expect(run.api.count('sign')).toBe(0);
  });

  it('makes that Hoist wait for it if that one is an upload as well', async () => {
    await using run = await running();
    run.owner.child.kill('SIGTERM');
    expect(await run.owner.ended()).toBe(0);
    const [a, b] = [run.folder.at('a.pdf'), run.folder.at('b.pdf')];
    for (const file of [a, b]) await writeRandom(file, 1000);
    // The second begins while the first is still there, and ends after it.
    run.api.faults.put.push({ kind: 'delay', ms: 6000 }, { kind: 'delay', ms: 6000 });
    await using first = new Terminal(['upload', a], run.options);
    await until('it is being sent', () => run.api.count('put') === 1);
    const second = await hoist(['upload', '--json', b], run.withoutKey);
    expect([second.exit, summaryOf(second)]).toMatchObject([0, { ready: 1 }]);
    expect(await first.ended()).toBe(0);
    expect(first.stderr).toContain('Waiting for files that other commands handed over');
    expect(first.stdout).toMatch(/1 ready, 0 failed, 0 skipped\n$/);
    expect((await hoist(['resume', '--json'], run.options)).objects).toHaveLength(1);
  });

  it('lets hoist watch and hoist resume say what to do instead', async () => {
    await using run = await running();
    const [watch, resume] = await Promise.all([
      hoist(['watch', run.folder.path], run.options),
      hoist(['resume'], run.options),
    ]);
    expect([watch.exit, resume.exit]).toEqual([2, 2]);
    expect(watch.stderr).toContain('Watching needs a Hoist of its own');
    expect(resume.stderr).toContain('it continues with what was left');
  });
});
