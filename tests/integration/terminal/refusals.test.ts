import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { closedPort, OddServer } from '../../support/odd-server.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

describe.concurrent('hoist with wrong arguments ends with 2 and sends nothing, so that', () => {
  it.each([[[]], [['upload']], [['upload', '--nonsense', '/']], [['nonsense']], [['upload', '--data']]])(
    'hoist %j',
    async (args) => {
      const run = await hoist(args);
      expect([run.exit, run.stdout]).toEqual([2, '']);
      expect(run.stderr).toContain('Usage: hoist');
    },
  );

  it.each([[['--help']], [['upload', '--help']], [['sandbox', '--help']]])(
    'hoist %j is no error',
    async (args) => {
      const run = await hoist(args);
      expect([run.exit, run.stderr]).toEqual([0, '']);
      expect(run.stdout).toContain('Usage: hoist');
    },
  );

  it.each(['none.pdf', 'none/a.pdf', 'a.pdf/b.pdf', `${'x'.repeat(300)}.pdf`])(
    'a path that does not exist, beside one that does: %.20s',
    async (name) => {
      await using folder = await tempFolder();
      await using api = await StrictApi.start();
      await writeRandom(folder.at('a.pdf'), 100);
      const args = ['upload', '--json', folder.at('a.pdf'), folder.at(name)];
      const run = await hoist(args, { settings: api.settings });
      expect([run.exit, run.stdout, api.calls]).toEqual([2, '', []]);
      expect(run.stderr).toBe(`There is no file or folder ${folder.at(name)}. Nothing was sent.\n`);
    },
  );

  it('an empty path, as of an unset variable, does not mean this folder', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('private.pdf'), 100);
    const run = await hoist(['upload', ''], { settings: api.settings, cwd: folder.path });
    expect(api.calls).toEqual([]);
    expect(run.exit).toBe(2);
  });

  it('a link that leads nowhere is skipped with its reason', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await symlink('nowhere', folder.at('a.pdf'));
    const run = await hoist(['upload', '--json', folder.at('a.pdf')], { settings: api.settings });
    expect(run.exit).toBe(1);
    expect(run.objects).toMatchObject([
      { event: 'skipped', reason: 'unreadable' },
      { event: 'summary', skipped: 1 },
    ]);
  });
});

const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';

describe.concurrent('hoist with a wrong setting ends with 2 and names it:', () => {
  it('all three if none is set', async () => {
    await using folder = await tempFolder();
    const run = await hoist(['upload', folder.path]);
    expect([run.exit, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toBe('Not set: HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID.\n');
  });

  it.each([
    ['HOIST_BASE_URL', { baseUrl: 'http://files.example.com' }],
    ['HOIST_BASE_URL', { baseUrl: 'http://127.0.0.1.evil.com' }],
    ['HOIST_BASE_URL', { baseUrl: 'files' }],
    ['HOIST_API_KEY', { apiKey: 'two words' }],
    ['HOIST_USER_ID', { userId: 'me' }],
  ])('%s, which has the wrong form: %j', async (variable, change) => {
    await using folder = await tempFolder();
    const settings = { baseUrl: 'https://files.example.com', apiKey: 'secret-key', userId, ...change };
    const run = await hoist(['upload', folder.path], { settings });
    expect([run.exit, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(new RegExp(`^${variable}: .+\\.\n$`));
    expect(run.stderr).not.toContain('secret-key');
  });

  it('HOIST_API_KEY, which the server refuses, without printing it', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    for (const name of ['a', 'b', 'c']) await writeRandom(folder.at(`${name}.pdf`), 100);
    const settings = { ...api.settings, apiKey: 'a-wrong-secret' };
    for (const args of [
      ['upload', folder.path],
      ['upload', '--json', folder.path],
    ]) {
      const run = await hoist(args, { settings });
      expect([run.exit, run.stderr]).toEqual([
        2,
        'HOIST_API_KEY: The server does not accept this API key.\n',
      ]);
      expect(run.stdout).not.toContain('a-wrong-secret');
      expect(run.stdout).not.toContain('failed ');
    }
    expect(api.count('put')).toBe(0);
  });

  it('HOIST_USER_ID, which the server refuses', async () => {
    await using folder = await tempFolder();
    const body =
      '{"error_code":"validation_error","detail":[{"loc":["header","user-id"],"message":"no such user"}]}';
    await using odd = await OddServer.start((_, response) => response.writeHead(422).end(body));
    await writeRandom(folder.at('a.pdf'), 100);
    const settings = { baseUrl: odd.url, apiKey: 'secret-key', userId };
    const run = await hoist(['upload', folder.path], { settings });
    expect([run.exit, run.stderr]).toEqual([
      ...[2, 'HOIST_USER_ID: The server does not accept this user id (no such user).\n'],
    ]);
  });

  it('HOIST_BASE_URL, which is a website’s or nobody’s', async () => {
    await using folder = await tempFolder();
    await using odd = await OddServer.start((_, response) => response.end('<html></html>'));
    await writeRandom(folder.at('a.pdf'), 100);
    for (const baseUrl of [odd.url, `http://127.0.0.1:${await closedPort()}`]) {
      const settings = { baseUrl, apiKey: 'secret-key', userId };
      const run = await hoist(['upload', folder.path], { settings });
      expect(run.exit).toBe(2);
      expect(run.stderr).toMatch(/^HOIST_BASE_URL: .+\.\n$/);
    }
  });

  // Three tries, says the command: of one file and of many alike.
  it.each([1, 8])(
    'not HOIST_BASE_URL of a server that is up a moment later, with %i files',
    async (count) => {
      await using folder = await tempFolder();
      const port = await closedPort();
      for (let n = 0; n < count; n += 1) await writeRandom(folder.at(`${n}.pdf`), 100);
      const settings = { baseUrl: `http://127.0.0.1:${port}`, apiKey: 'k', userId };
      // Nothing but Node's own trace tells when it has asked in vain.
      const env = { NODE_DEBUG: 'net' };
      await using terminal = new Terminal(['upload', '--json', folder.path], { settings, env });
      await until('it has asked', () => terminal.stderr.includes(`127.0.0.1:${port}`));
      await sleep(200);
      await using api = await StrictApi.start({ port });
      api.apiKey = 'k';
      expect(await terminal.ended()).toBe(0);
      expect(api.storedByName().size).toBe(count);
    },
  );
});

describe.concurrent('hoist upload', () => {
  it('ends without a stack trace when its reader goes away', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await mkdir(folder.at('d'));
    for (let n = 0; n < 10; n += 1) await writeFile(folder.at(`d/${n}.exe`), 'x');
    await writeRandom(folder.at('d/z.pdf'), 100);
    await using terminal = new Terminal(['upload', folder.at('d')], { settings: api.settings });
    terminal.child.stdout?.destroy();
    await terminal.ended();
    expect(terminal.stderr).not.toMatch(/\n\s+at |node:/);
  });

  it('waits for a server that became unreachable after a good answer', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    api.faults.status.push({ kind: 'cut' }, { kind: 'cut' });
    await writeRandom(folder.at('a.pdf'), 100);
    await using terminal = new Terminal(['upload', '--json', folder.path], { settings: api.settings });
    await until('it was asked again', () => api.count('status') >= 2);
    expect(await terminal.ended()).toBe(0);
  });
});
