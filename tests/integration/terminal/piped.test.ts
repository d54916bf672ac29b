import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { englishLeftIn } from '../../support/english-left.ts';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, PtyTerminal, Terminal, type TerminalOptions } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

const TEXT = Buffer.from('piped in: ü\n');

async function place(api: StrictApi) {
  const data = await tempFolder();
  const options: TerminalOptions = { settings: api.settings, env: { HOIST_DATA_DIR: data.path } };
  return {
    options,
    data,
    /** What is left of what was piped in. */
    left: () => (existsSync(data.at('piped')) ? readdirSync(data.at('piped')) : []),
    [Symbol.asyncDispose]: () => data[Symbol.asyncDispose](),
  };
}

describe.concurrent('hoist upload -', () => {
  it('uploads what is piped in under its name, beside other files, and leaves no copy', async () => {
    await using api = await StrictApi.start({ processingMs: 0 });
    await using run = await place(api);
    await using folder = await tempFolder();
    const file = await writeRandom(folder.at('a.pdf'), 1000);
    const args = ['upload', '-', file, '--name', 'report für März.txt', '--json'];
    const piped = await hoist(args, { ...run.options, stdin: TEXT });
    expect([piped.exit, piped.stderr]).toEqual([0, '']);
    expect(piped.objects.at(-1)).toEqual({ event: 'summary', ready: 2, failed: 0, skipped: 0 });
    const names = piped.objects.slice(0, 2).map(({ path }) => basename(String(path)));
    expect(names.sort()).toEqual(['a.pdf', 'report für März.txt']);
    expect([...api.storedByName().keys()].sort()).toEqual(['a.pdf', 'report für März.txt']);
    expect(run.left()).toEqual([]);
    expect(api.violations).toEqual([]);
  });

  it.each([
    ['without a name', ['upload', '-'], 2],
    ['with a name for a file', ['upload', '/etc/hosts', '--name', 'a.txt'], 2],
    ['with a folder in the name', ['upload', '-', '--name', '../a.txt'], 2],
    ['with an empty name', ['upload', '-', '--name', ''], 2],
    ['with a name that is far too long', ['upload', '-', '--name', `${'x'.repeat(252)}.txt`], 2],
  ])('sends nothing %s', async (_what, args, exit) => {
    await using api = await StrictApi.start();
    await using run = await place(api);
    const refused = await hoist(args, { ...run.options, stdin: TEXT });
    expect([refused.exit, refused.stdout]).toEqual([exit, '']);
    expect(refused.stderr).toMatch(/Nothing was sent\.\n$/);
    expect([api.calls, run.left()]).toEqual([[], []]);
  });

  it('sends nothing where nothing comes', async () => {
    await using api = await StrictApi.start();
    await using run = await place(api);
    for (const stdin of [{ stdin: Buffer.alloc(0) }, {}]) {
      const empty = await hoist(['upload', '-', '--name', 'a.txt'], { ...run.options, ...stdin });
      expect([empty.exit, empty.stderr]).toEqual([
        1,
        'Nothing came from the standard input. Nothing was sent.\n',
      ]);
    }
    expect([api.calls, run.left()]).toEqual([[], []]);
  });

  it('keeps what failed, and says where; once that is sent, it is gone', async () => {
    await using api = await StrictApi.start({ processingMs: 0 });
    await using run = await place(api);
    api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    const failed = await hoist(['upload', '-', '--name', 'a.txt'], { ...run.options, stdin: TEXT });
    expect(failed.exit).toBe(1);
    const path = /stays in (.*a\.txt) until/.exec(failed.stderr)?.[1] ?? '';
    expect(await readFile(path)).toEqual(TEXT);
    expect((await hoist(['upload', path], run.options)).exit).toBe(0);
    expect([run.left(), api.storedByName().size]).toEqual([[], 1]);
  });

  it('leaves it to the server how large a file may be', async () => {
    await using api = await StrictApi.start({ maxSizeBytes: 5 });
    await using run = await place(api);
    const large = await hoist(['upload', '-', '--name', 'a.txt'], { ...run.options, stdin: TEXT });
    expect([large.exit, api.count('put')]).toEqual([1, 0]);
    expect(large.stdout).toMatch(/^(failed|skipped) .*a\.txt {2}.*13 B.*5 B/m);
  });

  it('goes on after a crash, and deletes it then', async () => {
    await using api = await StrictApi.start({ processingMs: 0 });
    await using run = await place(api);
    api.faults.put.push({ kind: 'delay', ms: 60_000 });
    await using killed = new Terminal(['upload', '-', '--name', 'a.txt'], { ...run.options, stdin: TEXT });
    await until('it is being sent', () => api.count('put') === 1);
    killed.child.kill('SIGKILL');
    await killed.ended();
    expect(run.left()).toHaveLength(1);
    expect((await hoist(['resume'], run.options)).exit).toBe(0);
    expect([run.left(), api.storedByName().size]).toEqual([[], 1]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing of what was not read to its end at %s', async (signal, exit) => {
    await using api = await StrictApi.start();
    await using run = await place(api);
    await using terminal = new Terminal(['upload', '-', '--name', 'a.txt'], {
      ...run.options,
      stdin: 'open',
    });
    terminal.child.stdin?.write(TEXT);
    await until('it has begun', () => run.left().length === 1);
    terminal.child.kill(signal);
    expect([await terminal.ended(), terminal.stderr]).toEqual([exit, '']);
    expect([api.calls, run.left()]).toEqual([[], []]);
  });

  it('hands it over to the Hoist that has the data folder, which deletes it', async () => {
    await using api = await StrictApi.start({ processingMs: 0 });
    await using run = await place(api);
    await using inbox = await tempFolder();
    await using owner = new Terminal(['watch', inbox.path], run.options);
    await until('it watches', () => owner.stdout.includes('watching'));
    const { HOIST_DATA_DIR } = run.options.env ?? {};
    const keyless = { env: { HOIST_DATA_DIR: String(HOIST_DATA_DIR) }, stdin: TEXT };
    const handed = await hoist(['upload', '-', '--name', 'a.txt'], keyless);
    expect([handed.exit, handed.stderr]).toEqual([0, '']);
    expect([run.left(), [...api.storedByName().keys()]]).toEqual([[], ['a.txt']]);
  });

  it('says on a screen how the text ends', async () => {
    await using api = await StrictApi.start({ processingMs: 0 });
    await using run = await place(api);
    await using terminal = new PtyTerminal(['upload', '-', '--name', 'a.txt'], run.options);
    await until('it says so', () => terminal.output.includes('Ctrl+D'));
    terminal.type('typed\n\u0004');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.output).toContain('1 ready, 0 failed, 0 skipped');
    expect(api.storedByName().size).toBe(1);
  });

  it('speaks German', async () => {
    await using api = await StrictApi.start();
    await using run = await place(api);
    const german = { ...run.options, env: { ...run.options.env, LANG: 'de_DE.UTF-8' } };
    api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    const runs = [
      await hoist(['upload', '-'], german),
      await hoist(['upload', '-', '--name', 'a/b'], german),
      await hoist(['upload', '-', '--name', 'a.txt'], german),
      await hoist(['upload', '-', '--name', 'a.txt'], { ...german, stdin: TEXT }),
    ];
    expect(runs.map(({ exit }) => exit)).toEqual([2, 2, 1, 1]);
    expect(englishLeftIn(runs.map(({ stdout, stderr }) => stdout + stderr).join(''))).toEqual([]);
  });
});
