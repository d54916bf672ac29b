import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { englishLeftIn } from '../../support/english-left.ts';
import { countedCalls } from '../../support/stored-facts.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal, type TerminalOptions } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

/** A server, a data folder and a folder for documents. */
async function place() {
  const api = await StrictApi.start({ processingMs: 0 });
  const data = await tempFolder();
  const folder = await tempFolder();
  const env = { HOIST_DATA_DIR: data.path };
  return {
    api,
    data,
    folder,
    options: { settings: api.settings, env } satisfies TerminalOptions,
    keyless: { env } satisfies TerminalOptions,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await data[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function statusOf(options: TerminalOptions, ...args: string[]) {
  const { exit, objects, stderr } = await hoist(['status', '--json', ...args], options);
  return { exit, stderr, ...objects[0] };
}

describe.concurrent('hoist status while no Hoist runs', () => {
  it('makes one call, says so, and counts it', async () => {
    await using run = await place();
    expect(await statusOf(run.options)).toEqual({
      exit: 0,
      stderr: '',
      ok: true,
      base_url: run.api.settings.baseUrl,
      user_id: run.api.settings.userId,
      api_key: true,
      problem: null,
      data_folder: run.data.path,
      running: 'no',
      reachable: true,
      reason: null,
      made_call: true,
      destination: `${run.api.settings.userId}@${run.api.settings.baseUrl}`,
      calls_last_minute: 1,
      requests_per_minute: 180,
      requests_per_second: 60,
      hold: 'open',
      paused: false,
      quota: 'off',
      uploads: {},
      folders: [],
      disk_problem: null,
      disk_free_bytes: expect.any(Number),
    });
    expect([run.api.calls.length, countedCalls(run.data.path, run.api.settings)]).toEqual([1, 1]);
    const text = await hoist(['status'], run.options);
    expect(text.exit).toBe(0);
    expect(text.stdout).toMatch(/^reachable +The server answers\. \(1 call was made\)$/m);
    expect(text.stdout).toMatch(/^calls +2 of 180 in the last minute, at most 60 a second$/m);
    expect(text.stdout).not.toContain(run.api.settings.apiKey);
  });

  it('makes no call with --no-call or without a connection', async () => {
    await using run = await place();
    expect(await statusOf(run.options, '--no-call')).toMatchObject({
      exit: 0,
      reachable: null,
      reason: 'no_call',
      made_call: false,
      calls_last_minute: 0,
    });
    expect(await statusOf(run.keyless)).toMatchObject({
      exit: 2,
      ok: false,
      api_key: null,
      problem: 'Not set: HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID.',
      reachable: null,
      reason: 'no_connection',
    });
    expect(run.api.calls).toEqual([]);
  });

  it('says in words why the server cannot be used', async () => {
    await using run = await place();
    const wrongKey = { ...run.options, settings: { ...run.api.settings, apiKey: 'wrong' } };
    expect(await statusOf(wrongKey)).toMatchObject({
      exit: 1,
      reachable: false,
      reason: expect.stringMatching(/^The server does not accept this API key/),
    });
    const away = { ...run.options, settings: { ...run.api.settings, baseUrl: 'http://127.0.0.1:1' } };
    expect(await statusOf(away)).toMatchObject({
      exit: 1,
      reachable: false,
      reason: expect.stringContaining('cannot be reached'),
    });
  });

  it('counts what waits in the data folder, and its folders', async () => {
    await using run = await place();
    await mkdir(run.folder.at('in'));
    await hoist(['watch', '--once', run.folder.at('in')], run.options);
    run.api.faults.put.push({ kind: 'delay', ms: 60_000 });
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    await using killed = new Terminal(['upload', file], run.options);
    await until('it is being sent', () => run.api.count('put') === 1);
    killed.child.kill('SIGKILL');
    await killed.ended();
    expect(await statusOf(run.options, '--no-call')).toMatchObject({
      uploads: { uploading: 1 },
      folders: [{ path: run.folder.at('in'), by: 'terminal', paused: false }],
    });
    const text = await hoist(['status', '--no-call'], run.options);
    expect(text.stdout).toMatch(/^queue +1 being sent$/m);
    expect(text.stdout).toContain(`${run.folder.at('in')} (watched by “hoist watch”)`);
  });
});

describe.concurrent('hoist status while a Hoist runs', () => {
  it('asks that one, which makes no call and needs no key here', async () => {
    await using run = await place();
    await mkdir(run.folder.at('in'));
    await using owner = new Terminal(['watch', run.folder.at('in')], run.options);
    await until('it watches', () => owner.stdout.includes('watching'));
    expect(await statusOf(run.keyless)).toMatchObject({
      exit: 0,
      ok: true,
      running: 'yes',
      reachable: null,
      reason: 'not_asked_yet',
      made_call: false,
      calls_last_minute: 0,
      destination: `${run.api.settings.userId}@${run.api.settings.baseUrl}`,
      folders: [{ path: run.folder.at('in'), by: 'terminal', paused: false }],
    });
    expect(run.api.calls).toEqual([]);
    const file = await writeRandom(run.folder.at('a.pdf'), 1000);
    await hoist(['upload', file], run.keyless);
    const calls = run.api.count('sign') + run.api.count('status');
    expect(await statusOf(run.keyless)).toMatchObject({ reachable: true, calls_last_minute: calls });
    const text = await hoist(['status'], run.keyless);
    expect(text.stdout).toMatch(/^reachable +The server answers\. \(no call was made\)$/m);
    expect(text.stdout).toMatch(/^uploads +for user .*… at 127\.0\.0\.1/m);
  });

  it('shows what is on disk if that one does not answer', async () => {
    await using run = await place();
    await hoist(['list'], run.options);
    await using owner = new Terminal(['watch', run.folder.path], run.options);
    await until('it watches', () => owner.stdout.includes('watching'));
    owner.child.kill('SIGSTOP');
    expect(await statusOf(run.options)).toMatchObject({
      running: 'silent',
      reachable: null,
      reason: 'owner_silent',
      made_call: false,
      calls_last_minute: 1,
      hold: null,
      folders: [{ path: run.folder.path, by: 'terminal' }],
    });
  });

  it('speaks German', async () => {
    await using run = await place();
    const german = { ...run.options, env: { ...run.options.env, LANG: 'de_DE.UTF-8' } };
    const [alone, missing] = [
      await hoist(['status'], german),
      await hoist(['status'], { env: { ...german.env } }),
    ];
    await using owner = new Terminal(['watch', run.folder.path], run.options);
    await until('it watches', () => owner.stdout.includes('watching'));
    const owned = await hoist(['status'], german);
    expect([alone.exit, missing.exit, owned.exit]).toEqual([0, 2, 0]);
    const output = [alone, missing, owned].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(output).toMatch(/^Datenträger +nimmt an/m);
    expect(englishLeftIn(output)).toEqual([]);
  });
});
