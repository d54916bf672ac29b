import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The time limit for each command. */
const LIMIT_MS = 30_000;
const SMALL = Buffer.from('%PDF-1.7\n');
/** At `SLOWLY` it takes longer than the checks in between. */
const LARGE = Buffer.alloc(4_000_000, 'x');
const SLOWLY = ['--limit-rate', '20K'];

const account = z.object({ base_url: z.string(), api_key: z.string(), user_id: z.string() });

/** A home folder, and a sandbox's account in the environment. */
interface Place {
  readonly hoist: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A running `hoist`. A terminal's Ctrl+C goes to a whole process group, so it has one of its own. */
class Command implements AsyncDisposable {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #closed: Promise<unknown[]>;
  readonly #limit: NodeJS.Timeout;

  constructor(place: Place, args: readonly string[], options: { cwd?: string; stdout?: number } = {}) {
    const { hoist, home, env } = place;
    const { cwd = home, stdout = 'pipe' } = options;
    this.child = spawn(hoist, args, { cwd, env, detached: true, stdio: ['ignore', stdout, 'pipe'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#closed = once(this.child, 'close');
    this.#limit = setTimeout(() => this.signal('SIGKILL'), LIMIT_MS);
    this.child.once('exit', () => clearTimeout(this.#limit));
  }

  /** @returns the first whole line of stdout that contains this text */
  async line(having: string): Promise<string> {
    for (;;) {
      const found = this.stdout
        .split('\n')
        .slice(0, -1)
        .find((line) => line.includes(having));
      if (found !== undefined) return found;
      const ended = this.#closed.then(() =>
        Promise.reject(new Error(`no ${having} in:\n${this.stdout}${this.stderr}`)),
      );
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), ended]);
    }
  }

  signal(name: NodeJS.Signals): void {
    process.kill(-(this.child.pid ?? Number.NaN), name);
  }

  /** @returns the exit code, or the signal that ended it, once all its output has arrived */
  async ended(): Promise<unknown> {
    const [exitCode, signal] = await this.#closed;
    return exitCode ?? signal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.signal('SIGKILL');
    await this.#closed;
  }
}

type Check = (place: Place) => Promise<void>;

/** The checks, each with a home and a data folder of its own. */
const CHECKS: Readonly<Record<string, Check>> = {
  async 'upload prints its lines byte for byte, through a link and from another folder'(place) {
    const folder = join(place.home, 'Über uns');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Angebot für März.pdf'), SMALL);
    symlinkSync(place.hoist, join(place.home, 'link'));
    symlinkSync('link', join(place.home, 'hoist'));
    await using command = new Command(
      { ...place, hoist: join(place.home, 'hoist') },
      ['upload', '--json', 'Angebot für März.pdf'],
      { cwd: folder },
    );
    assert.equal(await command.ended(), 0);
    const id = /"file_id":"([\w-]+)"/.exec(command.stdout)?.[1];
    assert.equal(
      command.stdout,
      `{"event":"ready","path":"${join(folder, 'Angebot für März.pdf')}","file_id":"${id}"}\n` +
        '{"event":"summary","ready":1,"failed":0,"skipped":0}\n',
    );
    assert.equal(command.stderr, '');
    await using full = new Command(place, ['history', '--json'], { stdout: openSync('/dev/full', 'w') });
    assert.equal(await full.ended(), 1);
    assert.match(full.stderr, /^The output is lost .*\n$/);
  },

  async 'the sandbox finds the text of a document, in its own thread'(place) {
    writeFileSync(join(place.home, 'letter.txt'), 'Dear Ada');
    await using command = new Command(place, ['upload', '--json', 'letter.txt']);
    const id = JSON.parse(await command.line('"ready"')).file_id;
    assert.equal(await command.ended(), 0);
    const { HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID } = place.env;
    const headers = { 'api-key': HOIST_API_KEY ?? '', 'user-id': HOIST_USER_ID ?? '' };
    const answer = await fetch(`${HOIST_BASE_URL}/v1/files/${id}/status`, { headers });
    assert.deepEqual(z.object({ warnings: z.unknown() }).parse(await answer.json()).warnings, {
      empty: false,
      infected: false,
      length: false,
    });
  },

  async 'the commands about the server and about itself work'(place) {
    writeFileSync(join(place.home, 'letter.txt'), 'Dear Ada');
    const outputOf = async (...args: string[]) => {
      await using command = new Command(place, args);
      assert.equal(await command.ended(), 0, command.stderr);
      return command.stdout;
    };
    const uploaded = await outputOf('upload', '--json', 'letter.txt');
    const id = /"file_id":"([\w-]+)"/.exec(uploaded)?.[1] ?? '';
    assert.match(await outputOf('list', '--all'), new RegExp(`^${id} .* 8 B {2}letter\\.txt$`, 'm'));
    assert.match(await outputOf('text', id), /^Dear Ada\s*$/);
    assert.match(await outputOf('status'), /The server answers/);
    assert.match(await outputOf('delete', '--yes', id), /^deleted {2}/);
    assert.match(await outputOf('connections', '--json'), /"usable":true/);
    assert.match(await outputOf('completion', 'bash'), /complete .* hoist\n$/);
    assert.match(await outputOf('--version'), /^\d+\.\d+\.\d+\S*\n$/);
  },

  async 'the process for one drive starts and responds'(place) {
    const folder = dirname(place.hoist);
    const worker = fork(join(folder, 'lib/drive-worker.mjs'), {
      execPath: join(folder, 'node'),
      execArgv: [],
      env: { PATH: place.env['PATH'] },
      serialization: 'advanced',
      timeout: LIMIT_MS,
    });
    try {
      worker.send({ kind: 'probe', mount: place.home });
      const [answer] = await Promise.race([once(worker, 'message'), once(worker, 'exit')]);
      assert.deepEqual(answer, { kind: 'alive' });
    } finally {
      worker.kill('SIGKILL');
    }
  },

  async 'an error that nobody catches ends it with 1'(place) {
    const folder = dirname(place.hoist);
    const failing = 'data:text/javascript,setTimeout(()=>{throw new Error("unexpected")},50)';
    const { NODE_OPTIONS: _, ...env } = place.env;
    await using command = new Command({ ...place, hoist: join(folder, 'node'), env }, [
      ...['--import', failing, join(folder, 'lib/hoist.mjs'), 'watch', place.home],
    ]);
    assert.equal(await command.ended(), 1);
    assert.match(command.stderr, /Error: unexpected/);
  },

  async 'watch trashes what is ready, and takes what another command hands over'(place) {
    const inbox = join(place.home, 'Ein gang');
    mkdirSync(inbox);
    writeFileSync(join(inbox, 'Beleg ä.pdf'), SMALL);
    writeFileSync(join(place.home, 'offer.pdf'), 'an offer');
    await using watch = new Command(place, ['watch', '--json', '--still', '0.1', '--after', 'trash', inbox]);
    assert.equal(JSON.parse(await watch.line('"trashed"')).path, join(inbox, 'Beleg ä.pdf'));
    assert.deepEqual(readdirSync(inbox), []);
    assert.equal(readdirSync(join(place.home, '.local/share/Trash/files')).length, 1);
    const { HOIST_API_KEY: _, ...env } = place.env;
    await using upload = new Command({ ...place, env }, ['upload', '--json', 'offer.pdf']);
    assert.equal(await upload.ended(), 0);
    assert.match(upload.stdout, /^\{"event":"ready",.*\n\{"event":"summary","ready":1,.*\n$/);
    watch.signal('SIGTERM');
    assert.equal(await watch.ended(), 0);
  },

  async 'resume goes on with what a kill left'(place) {
    await using killed = await halfway(place);
    killed.signal('SIGKILL');
    assert.equal(await killed.ended(), 'SIGKILL');
    await using resume = new Command(place, ['resume', '--json']);
    assert.equal(await resume.ended(), 0);
    assert.equal(JSON.parse(await resume.line('"ready"')).path, join(place.home, 'large.pdf'));
  },

  async 'Ctrl+C ends it in order'(place) {
    await using command = await halfway(place);
    command.signal('SIGINT');
    assert.equal(await command.ended(), 130);
    assert.match(command.stdout, /"event":"summary".*\n$/);
    assert.equal(command.stderr, '');
  },

  async 'a wrong command line is said and ends it with 2'(place) {
    await using command = new Command(place, ['uplaod']);
    assert.equal(await command.ended(), 2);
    assert.match(command.stderr, /unknown command 'uplaod'/);
    assert.equal(command.stdout, '');
  },
};

/** Uploads two files, until one is ready and one is running. */
async function halfway(place: Place): Promise<Command> {
  writeFileSync(join(place.home, 'small.pdf'), SMALL);
  writeFileSync(join(place.home, 'large.pdf'), LARGE);
  const command = new Command(place, ['upload', '--json', ...SLOWLY, 'small.pdf', 'large.pdf']);
  assert.match(await command.line('"ready"'), /small\.pdf/);
  return command;
}

/**
 * Uses a packaged `hoist` as a person would, against its own sandbox.
 * @param hoist its path
 * @param temp a folder to work in
 * @returns a sentence for each thing that it does not do
 */
export async function tryCommand(hoist: string, temp: string): Promise<readonly string[]> {
  const folder = join(temp, 'Versuche');
  // No Node on the PATH, and options that would keep any from starting.
  const bare = { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: temp, NODE_OPTIONS: '--no-such-option' };
  mkdirSync(folder);
  await using sandbox = new Command({ hoist, home: folder, env: bare }, [
    ...['sandbox', '--json', '--processing-ms', '100'],
  ]);
  const { base_url, api_key, user_id } = account.parse(JSON.parse(await sandbox.line('base_url')));
  const failures = await Promise.all(
    Object.entries(CHECKS).map(async ([what, check], index) => {
      const home = join(folder, `${index + 1}. Heim`);
      mkdirSync(home);
      const env = {
        ...bare,
        HOME: home,
        HOIST_DATA_DIR: join(home, 'data'),
        HOIST_BASE_URL: base_url,
        HOIST_API_KEY: api_key,
        HOIST_USER_ID: user_id,
      };
      try {
        await check({ hoist, home, env });
        return [];
      } catch (error) {
        return [
          `The packaged hoist: not so: ${what}.\n${error instanceof Error ? error.stack : String(error)}`,
        ];
      }
    }),
  );
  sandbox.signal('SIGTERM');
  const exitCode = await sandbox.ended();
  return [...failures.flat(), ...(exitCode === 0 ? [] : [`The sandbox ended with ${exitCode}.`])];
}
