import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEndpoint } from '../../../main/core/handover/endpoint.ts';
import { HandoverServer } from '../../../main/core/handover/handover-server.ts';
import { OwnerAnswers } from '../../../main/core/handover/owner-answers.ts';
import { MAX_LINE_LENGTH, PROTOCOL_VERSION } from '../../../main/core/handover/protocol.ts';
import { Deletions } from '../../../main/core/library/deletions.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { startEngine, writeRandom } from '../../support/uploads.ts';

type Message = Readonly<Record<string, unknown>>;

/** An owner with an engine on `api`, in a data folder of its own. */
async function owner() {
  const folder = await tempFolder();
  const api = await StrictApi.start({ processingMs: 0 });
  const engine = await startEngine(api);
  const left: string[] = [];
  const told = (ids: readonly string[]) => void left.push(...ids);
  const store = new SqliteStore(folder.path, Date.now());
  const deletions = new Deletions({
    store: store.deletions,
    queue: engine.queue,
    session: () => engine.session,
    clock: systemClock,
  });
  const answers = new OwnerAnswers({ engine, store, deletions, clock: systemClock });
  const handoverServer = await HandoverServer.open({ folder: folder.path, engine, answers, left: told });
  if (handoverServer === null) throw new Error('no handover server');
  return {
    folder,
    api,
    engine,
    left,
    answers,
    handoverServer,
    async [Symbol.asyncDispose]() {
      handoverServer.close();
      await engine.close();
      store.close();
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** A client that says what it likes. */
class Peer {
  readonly socket: Socket;
  readonly messages: Message[] = [];
  closed = false;
  text = '';

  constructor(folder: string) {
    this.socket = connect(join(folder, 'hoist.sock'));
    this.socket.setEncoding('utf8').on('data', (chunk) => {
      this.text += chunk;
      const lines = this.text.split('\n').slice(0, -1);
      this.messages.splice(0, this.messages.length, ...lines.map((line) => JSON.parse(line) as Message));
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
    });
  }

  say(line: object | string): void {
    this.socket.write(typeof line === 'string' ? line : `${JSON.stringify(line)}\n`);
  }

  has(type: string): boolean {
    return this.messages.some((message) => message['type'] === type);
  }
}

function request(folder: string, changed: object = {}): object {
  const token = readEndpoint(folder)?.token;
  return {
    v: PROTOCOL_VERSION,
    token,
    paths: [join(folder, 'a.pdf')],
    retention: 'keep',
    conversionRule: 'ask',
    baseUrl: null,
    userId: null,
    ...changed,
  };
}

describe('the handover server of a data folder', () => {
  it('takes files, tells what becomes of them, and never the key', async () => {
    await using run = await owner();
    await writeRandom(run.folder.at('a.pdf'), 1000);
    const peer = new Peer(run.folder.path);
    peer.say(request(run.folder.path));
    await until('it is ready', () => peer.text.includes('"stage":"ready"'));
    expect(peer.messages.slice(0, 2)).toEqual([
      { type: 'taken', paused: false },
      { type: 'event', event: { type: 'status', status: { kind: 'open' } } },
    ]);
    expect(peer.has('all_added')).toBe(true);
    expect(peer.text).not.toContain(run.api.settings.apiKey);
    expect(run.left).toEqual([]);
    peer.socket.destroy();
    await run.handoverServer.whenIdle();
    expect(run.left).toHaveLength(1);
  });

  it('lies in files that are for this user alone', async () => {
    await using run = await owner();
    for (const name of ['hoist.sock', 'handover.json']) {
      expect((await stat(run.folder.at(name))).mode & 0o777).toBe(0o600);
    }
    expect(await readFile(run.folder.at('handover.json'), 'utf8')).not.toContain(run.api.settings.apiKey);
  });

  it('leaves alone what the process makes meanwhile, which a umask would make unusable', async () => {
    await using run = await owner();
    await using folder = await tempFolder();
    const { engine, answers } = run;
    const { umask } = process;
    const set: unknown[] = [];
    process.umask = ((...args: [number]) => {
      set.push(...args);
      return umask(...args);
    }) as typeof umask;
    try {
      (await HandoverServer.open({ folder: folder.path, engine, answers }))?.close();
    } finally {
      process.umask = umask;
    }
    expect(set).toEqual([]);
  });

  it.each([
    ['another version', { v: 99 }, 'version'],
    ['a wrong token', { token: 'x'.repeat(64) }, 'token'],
    ['no token', { token: undefined }, 'bad_request'],
    ['a relative path', { paths: ['a.pdf'] }, 'bad_request'],
    ['no path', { paths: [] }, 'bad_request'],
    ['a path that is none', { paths: [7] }, 'bad_request'],
    ['a question that is none', { paths: undefined, question: { type: 'all' } }, 'bad_request'],
    [
      'an id that is far too long',
      { paths: undefined, question: { type: 'text', fileId: 'x'.repeat(201) } },
      'bad_request',
    ],
    ['another user', { userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08' }, 'elsewhere'],
    ['another server', { baseUrl: 'https://elsewhere.example.com' }, 'elsewhere'],
  ])('refuses %s, and sends nothing', async (_what, changed, code) => {
    await using run = await owner();
    await writeRandom(run.folder.at('a.pdf'), 1000);
    const peer = new Peer(run.folder.path);
    peer.say(request(run.folder.path, changed));
    await until('it is shown out', () => peer.closed);
    const uploadsFor =
      code === 'elsewhere' ? { uploadsFor: { user: expect.any(String), server: expect.any(String) } } : {};
    expect(peer.messages).toEqual([{ type: 'refused', code, message: expect.any(String), ...uploadsFor }]);
    expect(run.engine.queue.uploads.count).toBe(0);
  });

  it.each([
    ['files', {}],
    ['a question', { paths: undefined, question: { type: 'page', page: 1 } }],
  ])('refuses %s while it has no connection', async (_what, changed) => {
    await using run = await owner();
    await run.engine.connect(null);
    const peer = new Peer(run.folder.path);
    peer.say(request(run.folder.path, changed));
    await until('it is shown out', () => peer.closed);
    expect(peer.messages).toMatchObject([{ code: 'not_connected' }]);
  });

  it('says how it is even while it has no connection', async () => {
    await using run = await owner();
    await run.engine.connect(null);
    const peer = new Peer(run.folder.path);
    peer.say(request(run.folder.path, { paths: undefined, question: { type: 'status' } }));
    await until('it is said', () => peer.has('status'));
    expect(peer.messages.at(-1)).toEqual({
      type: 'status',
      status: {
        destination: null,
        queueStatus: { kind: 'open' },
        servedAtMs: null,
        paused: false,
        quota: { kind: 'off' },
        limits: { perSecond: 60, perMinute: 180 },
        lastMinute: { calls: 0, limit: 180 },
        uploads: {},
        folders: [],
      },
    });
    peer.socket.destroy();
  });

  it('stops the call for a client that has left', async () => {
    await using run = await owner();
    run.api.faults.list.push({ kind: 'delay', ms: 60_000 });
    const gone = new AbortController();
    const answered = run.answers.answer({ type: 'page', page: 1 }, () => {}, gone.signal);
    await until('it is asked', () => run.api.count('list') === 1);
    const leftAtMs = performance.now();
    gone.abort();
    await answered;
    expect(performance.now() - leftAtMs).toBeLessThan(5000);
    expect(run.engine.queue.status).toEqual({ kind: 'open' });
  });

  it('knows when a client with a question has left', async () => {
    await using run = await owner();
    await using other = await tempFolder();
    const { engine } = run;
    const signals: AbortSignal[] = [];
    const answer = async (_question: unknown, _tell: unknown, gone: AbortSignal) => void signals.push(gone);
    const handoverServer = await HandoverServer.open({ folder: other.path, engine, answers: { answer } });
    const peer = new Peer(other.path);
    peer.say(request(other.path, { paths: undefined, question: { type: 'page', page: 1 } }));
    await until('it has asked', () => signals.length === 1);
    expect(signals[0]?.aborted).toBe(false);
    peer.socket.destroy();
    await until('it is gone', () => signals[0]?.aborted === true);
    handoverServer?.close();
  });

  it.each([
    ['no JSON', 'GET / HTTP/1.1\r\n\r\n'],
    ['a huge line', `"${'x'.repeat(MAX_LINE_LENGTH)}`],
    ['more than one line', '{}\n{}\n'],
  ])('shows %s out, and goes on', async (_what, text) => {
    await using run = await owner();
    const bad = new Peer(run.folder.path);
    bad.say(text);
    await until('it is shown out', () => bad.closed);
    await writeRandom(run.folder.at('a.pdf'), 1000);
    const good = new Peer(run.folder.path);
    good.say(request(run.folder.path));
    await until('it is ready', () => good.text.includes('"stage":"ready"'));
    expect(run.api.count('put')).toBe(1);
  });

  it('takes the files of forty clients at once, each sent once, among twenty hostile ones', async () => {
    await using run = await owner();
    const names = Array.from({ length: 40 }, (_, n) => `${n}.pdf`);
    await Promise.all(names.map((name, n) => writeRandom(run.folder.at(name), 1000 + n)));
    const lines = [
      `${'['.repeat(MAX_LINE_LENGTH - 1)}\n`,
      'x'.repeat(MAX_LINE_LENGTH + 1),
      '\n'.repeat(100_000),
      `${JSON.stringify(request(run.folder.path, { token: 'x'.repeat(64) }))}\n`,
      `${JSON.stringify(request(run.folder.path, { paths: ['/\0', '/\ud800', '/dev/zero', `/${'x'.repeat(9000)}`] }))}\n`,
    ];
    const hostile = Array.from({ length: 20 }, () => new Peer(run.folder.path));
    const honest = names.map((name) => {
      const peer = new Peer(run.folder.path);
      peer.say(request(run.folder.path, { paths: [run.folder.at(name)] }));
      return peer;
    });
    for (const [n, peer] of hostile.entries()) peer.say(lines[n % lines.length] ?? '');
    await until('all are ready', () => honest.every(({ text }) => text.includes('"stage":"ready"')));
    expect(run.api.count('put')).toBe(names.length);
    for (const peer of [...honest, ...hostile]) peer.socket.destroy();
    await run.handoverServer.whenIdle();
  });

  it('keeps what was handed over when the client goes at once', async () => {
    await using run = await owner();
    await writeRandom(run.folder.at('a.pdf'), 1000);
    const peer = new Peer(run.folder.path);
    peer.socket.end(`${JSON.stringify(request(run.folder.path))}\n`);
    await until('it is ready', () => [...run.engine.queue.uploads.all()][0]?.state.stage === 'ready');
  });

  it('tells each client of its own files only, and two of one file alike', async () => {
    await using run = await owner();
    for (const name of ['a', 'b']) await writeRandom(run.folder.at(`${name}.pdf`), 1000);
    run.api.faults.put.push({ kind: 'delay', ms: 300 });
    const [one, other] = [new Peer(run.folder.path), new Peer(run.folder.path)];
    one.say(request(run.folder.path));
    await until('it is taken', () => one.has('added'));
    const both = [run.folder.at('a.pdf'), run.folder.at('b.pdf')];
    other.say(request(run.folder.path, { paths: both }));
    const readyIn = ({ text }: Peer) => text.split('"stage":"ready"').length - 1;
    await until('all are ready', () => readyIn(one) === 1 && readyIn(other) === 2);
    expect(one.text).not.toContain('b.pdf');
    expect(run.api.count('put')).toBe(2);
  });

  it('sends its clients away at its end, and leaves no file', async () => {
    await using run = await owner();
    const peer = new Peer(run.folder.path);
    await once(peer.socket, 'connect');
    await until('it is there', () => run.handoverServer.busy);
    run.handoverServer.close();
    await until('it is shown out', () => peer.closed);
    await expect(stat(run.folder.at('handover.json'))).rejects.toThrow('ENOENT');
    await expect(stat(run.folder.at('hoist.sock'))).rejects.toThrow('ENOENT');
  });

  it('takes the place of what a killed owner left', async () => {
    await using run = await owner();
    await using other = await tempFolder();
    await writeFile(other.at('hoist.sock'), '');
    await writeFile(other.at('handover.json'), '{"v":1,"address":"/gone","token":"x"}');
    const handoverServer = await HandoverServer.open({
      folder: other.path,
      engine: run.engine,
      answers: run.answers,
    });
    expect(handoverServer).not.toBeNull();
    handoverServer?.close();
  });

  it('is none where it can neither listen nor say where it listens', async () => {
    await using run = await owner();
    await using other = await tempFolder();
    const { engine, answers } = run;
    expect(await HandoverServer.open({ folder: other.at('gone'), engine, answers })).toBeNull();
    await mkdir(other.at('handover.json'));
    expect(await HandoverServer.open({ folder: other.path, engine, answers })).toBeNull();
    await expect(stat(other.at('hoist.sock'))).rejects.toThrow('ENOENT');
  });
});
