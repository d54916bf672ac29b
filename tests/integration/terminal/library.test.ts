import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { englishLeftIn } from '../../support/english-left.ts';
import { countedCalls, stored } from '../../support/stored-facts.ts';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentOf, hoist, PtyTerminal, Terminal, type TerminalOptions } from '../../support/terminal.ts';
import { CLI } from '../../support/terminal-program.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

/** A server with so many files that are of this user, and a data folder. */
async function serverWith(count: number) {
  const api = await StrictApi.start({ processingMs: 0 });
  const data = await tempFolder();
  for (let n = 1; n <= count; n += 1) {
    const fileId = `id-${String(n).padStart(3, '0')}`;
    api.files.set(fileId, {
      fileId,
      name: `file ${n}.pdf`,
      persist: true,
      sha256: 'x',
      stored: 1,
      storedAtMs: 0,
      outcomeUnknown: false,
      toldEnd: true,
    });
  }
  const options: TerminalOptions = { settings: api.settings, env: { HOIST_DATA_DIR: data.path } };
  return {
    api,
    data,
    options,
    /** Without the key, as where a running Hoist has the data folder. */
    keyless: { env: { HOIST_DATA_DIR: data.path } } satisfies TerminalOptions,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await data[Symbol.asyncDispose]();
    },
  };
}

/** A Hoist that has the data folder, and watches an empty folder. */
async function watching(run: Awaited<ReturnType<typeof serverWith>>) {
  const inbox = await tempFolder();
  const owner = new Terminal(['watch', inbox.path], run.options);
  await until('it watches', () => owner.stdout.includes('watching'));
  return {
    owner,
    async [Symbol.asyncDispose]() {
      await owner[Symbol.asyncDispose]();
      await inbox[Symbol.asyncDispose]();
    },
  };
}

describe.concurrent('hoist list', () => {
  it('prints a page, says how to get the rest, and counts its call', async () => {
    await using run = await serverWith(130);
    const listed = await hoist(['list'], run.options);
    expect(listed.exit).toBe(0);
    expect(listed.stdout.split('\n')).toHaveLength(101);
    expect(listed.stdout).toMatch(/^id-001 {2}- {15} {2} {7}- {2}file 1\.pdf$/m);
    expect(listed.stderr).toBe(
      'These are files 1 to 100 of 130. --page 2 shows the next ones, --all shows all.\n',
    );
    expect([run.api.count('list'), countedCalls(run.data.path, run.api.settings)]).toEqual([1, 1]);
    const second = await hoist(['list', '--page', '2', '--json'], run.options);
    expect([second.exit, second.stderr, second.objects.length]).toEqual([0, '', 30]);
    expect(second.objects[0]).toEqual({
      file_id: 'id-101',
      name: 'file 101.pdf',
      size_bytes: null,
      uploaded_at: null,
      made_from: null,
    });
  });

  it('prints all pages with --all, each file once, and counts each call', async () => {
    await using run = await serverWith(230);
    const { objects, exit } = await hoist(['list', '--all', '--json'], run.options);
    expect([exit, new Set(objects.map(({ file_id }) => file_id)).size, objects.length]).toEqual([
      0, 230, 230,
    ]);
    expect([run.api.count('list'), countedCalls(run.data.path, run.api.settings)]).toEqual([3, 3]);
  });

  it('knows size and time of what came from this computer', async () => {
    await using run = await serverWith(0);
    await using folder = await tempFolder();
    await hoist(['upload', await writeRandom(folder.at('a.pdf'), 2048)], run.options);
    const { objects } = await hoist(['list', '--json'], run.options);
    expect(objects).toEqual([
      {
        file_id: expect.any(String),
        name: 'a.pdf',
        size_bytes: 2048,
        uploaded_at: expect.stringMatching(/^\d{4}-/),
        made_from: null,
      },
    ]);
    expect((await hoist(['list'], run.options)).stdout).toMatch(
      /^\S+ {2}\d{4}-\d\d-\d\d \d\d:\d\d {6}2 KB {2}a\.pdf\n$/,
    );
  });

  it('says why there is nothing to list', async () => {
    await using run = await serverWith(0);
    const empty = await hoist(['list'], run.options);
    expect([empty.exit, empty.stdout, empty.stderr]).toEqual([
      0,
      '',
      'The server has no files of this user.\n',
    ]);
    run.api.faults.list.push({ kind: 'answer', status: 404, body: '{"detail":"Not Found"}' });
    const none = await hoist(['list'], run.options);
    expect([none.exit, none.stderr]).toEqual([1, 'This server does not list files.\n']);
    const key = { ...run.api.settings, apiKey: 'wrong' };
    const refused = await hoist(['list'], { ...run.options, settings: key });
    expect([refused.exit, refused.stderr]).toEqual([2, expect.stringMatching(/^HOIST_API_KEY: /)]);
    for (const page of ['0', '1.5', 'x']) {
      expect((await hoist(['list', '--page', page], run.options)).exit).toBe(2);
    }
    expect((await hoist(['list'], run.keyless)).stderr).toMatch(/^Not set: HOIST_BASE_URL/);
  });

  it('gives up on an address where nobody answers', async () => {
    await using run = await serverWith(0);
    const settings = { ...run.api.settings, baseUrl: 'http://127.0.0.1:1' };
    const away = await hoist(['list'], { ...run.options, settings });
    expect([away.exit, away.stderr]).toEqual([2, expect.stringMatching(/^HOIST_BASE_URL: /)]);
  });
});

describe.concurrent('hoist text', () => {
  it('prints the bytes of the text as the server has them, whatever they are', async () => {
    await using run = await serverWith(1);
    const text = `first\r\nzweite: ü\u001b[31m\u0000 ${run.api.settings.apiKey}`;
    run.api.texts.set('id-001', text);
    const printed = await hoist(['text', 'id-001'], run.options);
    // A server may repeat what it was sent; the key is hidden all the same.
    const shown = text.replace(run.api.settings.apiKey, '…');
    expect([printed.exit, printed.stdout, printed.stderr]).toEqual([0, shown, '']);
    expect((await hoist(['text', '--json', 'id-001'], run.options)).objects).toEqual([
      { file_id: 'id-001', text: shown, is_cut: false },
    ]);
    expect(countedCalls(run.data.path, run.api.settings)).toBe(2);
  });

  it('prints on a screen nothing that acts on it', async () => {
    await using run = await serverWith(1);
    run.api.texts.set('id-001', 'red: \u001b[31m');
    await using terminal = new PtyTerminal(['text', 'id-001'], run.options);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.output).toBe('red: \\u001b[31m\r\n');
  });

  it('says what is wrong with a file', async () => {
    await using run = await serverWith(1);
    const gone = await hoist(['text', 'other'], run.options);
    expect([gone.exit, gone.stdout, gone.stderr]).toEqual([1, '', 'The server has no file with this id.\n']);
    run.api.faults.text.push(apiError(409, 'conflict'));
    const early = await hoist(['text', 'id-001'], run.options);
    expect([early.exit, early.stderr]).toEqual([1, 'The server is still processing this file.\n']);
    run.api.texts.set('id-001', '');
    const empty = await hoist(['text', 'id-001'], run.options);
    expect([empty.exit, empty.stderr]).toEqual([0, 'The server found no text in this file.\n']);
    const calls = run.api.calls.length;
    for (const id of ['', '..', '.', 'a\u001b'])
      expect((await hoist(['text', id], run.options)).exit).toBe(2);
    expect(run.api.calls).toHaveLength(calls);
  });
});

describe.concurrent('list, text and delete whose output nobody reads', () => {
  /** Runs a command in a pipeline of `sh`, with its own exit code. */
  const piped = async (pipeline: string, run: Awaited<ReturnType<typeof serverWith>>) => {
    const script = `exec 3>&1; { "$NODE" "$CLI" ${pipeline}; echo "exit $?"; } 3>&-`;
    const env = { ...environmentOf(run.options), NODE: process.execPath, CLI };
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], { env });
    return { stdout, stderr };
  };

  it('end quietly once their reader has enough', async () => {
    await using run = await serverWith(90);
    run.api.texts.set('id-001', `${'x'.repeat(70)}\n`.repeat(20_000));
    const text = await piped('text id-001 | head -1', run);
    expect([text.stdout, text.stderr]).toEqual([`${'x'.repeat(70)}\nexit 0\n`, '']);
    const list = await piped('list --all --json | head -1', run);
    expect([list.stdout.split('\n').length, list.stderr]).toEqual([3, '']);
  });

  it('say so if the disk is full, and a deletion is done all the same', async () => {
    await using run = await serverWith(2);
    const text = await piped('text id-001 > /dev/full', run);
    expect(text).toEqual({
      stdout: 'exit 1\n',
      stderr: 'The output is lost (no space is left on the disk).\n',
    });
    const deleted = await piped('delete --yes id-001 id-002 > /dev/full', run);
    expect([deleted.stdout, run.api.files.size]).toEqual(['exit 0\n', 0]);
    expect(deleted.stderr).toContain('What is printed to stdout is lost');
  });
});

describe.concurrent('hoist delete', () => {
  it('deletes each file once, says what became of it, and counts its calls', async () => {
    await using run = await serverWith(3);
    run.api.faults.remove.push({ kind: 'none' }, apiError(403, 'attachment_access_forbidden'));
    const ids = ['id-001', 'id-002', 'id-001', 'other'];
    const { exit, objects } = await hoist(['delete', '--yes', '--json', ...ids], run.options);
    expect(exit).toBe(1);
    expect(objects).toEqual([
      { event: 'deleted', file_id: 'id-001' },
      {
        event: 'failed',
        file_id: 'id-002',
        code: 'refused',
        message: 'The server refuses to delete it.',
      },
      { event: 'not_there', file_id: 'other' },
      { event: 'summary', deleted: 1, not_there: 1, failed: 1 },
    ]);
    expect([...run.api.files.keys()]).toEqual(['id-002', 'id-003']);
    expect([run.api.count('remove'), countedCalls(run.data.path, run.api.settings)]).toEqual([3, 3]);
    // Nothing of it is left for later, and the person knows what failed.
    expect(stored(run.data.path, ({ deletions }) => deletions.failed())).toEqual([]);
    expect((await hoist(['resume', '--json'], run.options)).objects).toHaveLength(1);
    expect(run.api.count('remove')).toBe(3);
  });

  it('deletes nothing without --yes where nobody can be asked', async () => {
    await using run = await serverWith(1);
    const { exit, stderr } = await hoist(['delete', 'id-001'], run.options);
    expect([exit, stderr]).toEqual([
      2,
      'Deleting needs --yes where nobody can be asked. Nothing was deleted.\n',
    ]);
    expect(run.api.calls).toEqual([]);
  });

  it.each([
    ['y\n', 0, 0],
    ['\n', 1, 1],
    ['\u0004', 1, 1],
  ])('asks on a screen, and takes %j for an answer', async (typed, exit, left) => {
    await using run = await serverWith(1);
    await using terminal = new PtyTerminal(['delete', 'id-001'], run.options);
    await until('it asks', () => terminal.output.includes('[y/N]'));
    terminal.type(typed);
    expect([await terminal.ended(), run.api.files.size]).toEqual([exit, left]);
  });

  it('continues with “hoist resume” after an end in the middle', async () => {
    await using run = await serverWith(2);
    run.api.faults.remove.push({ kind: 'delay', ms: 60_000 });
    await using terminal = new Terminal(['delete', '--yes', 'id-001', 'id-002'], run.options);
    await until('it is asked', () => run.api.count('remove') === 1);
    terminal.child.kill('SIGINT');
    expect(await terminal.ended()).toBe(130);
    expect(terminal.stderr).toContain('It is not known whether 2 are deleted');
    const resumed = await hoist(['resume'], run.options);
    expect([resumed.exit, run.api.files.size]).toEqual([0, 0]);
    expect(resumed.stdout).toBe('deleted  id-001\ndeleted  id-002\n0 ready, 0 failed, 0 skipped\n');
  });
});

describe.concurrent('list, text and delete while another Hoist has the data folder', () => {
  it('ask that one, without a key, and its calls count', async () => {
    await using run = await serverWith(2);
    run.api.texts.set('id-001', 'ä'.repeat(400_000));
    {
      await using _watch = await watching(run);
      const listed = await hoist(['list', '--json'], run.keyless);
      expect([listed.exit, listed.objects.length, listed.stderr]).toEqual([0, 2, '']);
      const text = await hoist(['text', 'id-001'], run.keyless);
      expect([text.exit, text.stdout]).toEqual([0, 'ä'.repeat(400_000)]);
      const gone = await hoist(['text', 'other'], run.keyless);
      expect([gone.exit, gone.stderr]).toEqual([1, 'The server has no file with this id.\n']);
      run.api.faults.remove.push(apiError(403, 'attachment_access_forbidden'));
      const deleted = await hoist(['delete', '--yes', 'id-001', 'id-002', 'other'], run.keyless);
      expect([deleted.exit, deleted.stdout]).toEqual([
        1,
        [
          'failed   id-001  The server refuses to delete it.',
          'deleted  id-002',
          'gone     other  The server has no file with this id, or no longer.',
          '1 deleted, 1 gone before, 1 failed',
          '',
        ].join('\n'),
      ]);
    }
    expect(run.api.calls.length).toBe(6);
    expect(countedCalls(run.data.path, run.api.settings)).toBe(6);
  });

  it('are refused if the environment names another user', async () => {
    await using run = await serverWith(1);
    await using _watch = await watching(run);
    const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
    const refused = await hoist(['list'], { ...run.keyless, settings: { userId } });
    expect([refused.exit, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^The running Hoist uploads for user .*… at .*\.\n$/),
    ]);
    expect(run.api.calls).toEqual([]);
  });

  it('leave the deletions with it on Ctrl+C', async () => {
    await using run = await serverWith(2);
    await using _watch = await watching(run);
    run.api.faults.remove.push({ kind: 'delay', ms: 1000 });
    await using terminal = new Terminal(['delete', '--yes', 'id-001', 'id-002'], run.keyless);
    await until('it is asked', () => run.api.count('remove') === 1);
    terminal.child.kill('SIGINT');
    expect(await terminal.ended()).toBe(130);
    await until('both are gone', () => run.api.files.size === 0);
  });

  it('say so if that one does not answer', async () => {
    await using run = await serverWith(1);
    await using watch = await watching(run);
    watch.owner.child.kill('SIGSTOP');
    const { exit, stderr } = await hoist(['list'], run.keyless);
    expect([exit, stderr]).toEqual([
      1,
      'The Hoist that has the data folder does not answer. Try again later.\n',
    ]);
  });

  it('speak German', async () => {
    await using run = await serverWith(2);
    const german = { ...run.options, env: { ...run.options.env, LANG: 'de_DE.UTF-8' } };
    run.api.faults.remove.push(apiError(403, 'attachment_access_forbidden'));
    const runs = [
      await hoist(['delete', 'id-001'], german),
      await hoist(['delete', '--yes', 'id-001', 'id-002', 'other'], german),
      await hoist(['text', 'other'], german),
      await hoist(['list', '--page', '3'], german),
    ];
    expect(runs.map(({ exit }) => exit)).toEqual([2, 1, 1, 0]);
    expect(englishLeftIn(runs.map(({ stdout, stderr }) => stdout + stderr).join(''))).toEqual([]);
  });
});
