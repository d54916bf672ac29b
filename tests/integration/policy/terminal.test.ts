import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';
import { writeRandom } from '../../support/uploads.ts';

type Folder = Awaited<ReturnType<typeof tempFolder>>;

/** @returns the path of a policy that only this user may write */
async function policyIn(folder: Folder, policy: object): Promise<string> {
  await mkdir(folder.at('hoist'), { mode: 0o755 });
  const path = folder.at('hoist/policy.json');
  await writeFile(path, JSON.stringify(policy), { mode: 0o644 });
  return path;
}

async function secretFile(path: string, text: string, mode = 0o600): Promise<string> {
  await writeFile(path, text, { mode });
  await chmod(path, mode);
  return path;
}

/** A program of a few lines. */
const script = (path: string, text: string) => secretFile(path, `#!/bin/sh\n${text}\n`, 0o700);

describe.runIf(process.platform !== 'win32').concurrent('hoist with settings of the organisation', () => {
  it('sends files where the organisation says, and says that the variable does not count', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    const { baseUrl, ...settings } = api.settings;
    const policyPath = await policyIn(folder, {
      locked: { baseUrl, requestsPerMinute: 100 },
      preset: { requestsPerSecond: 20 },
    });
    const run = await hoist(['upload', '--json', folder.at('a.pdf')], {
      settings: { ...settings, baseUrl: 'http://127.0.0.1:9' },
      env: { HOIST_RATE_RPM: 'many' },
      policyPath,
    });
    expect([run.exit, api.files.size]).toEqual([0, 1]);
    expect(run.stderr).toBe(
      [
        'HOIST_BASE_URL does not count: your organisation has set this.',
        'HOIST_RATE_RPM does not count: your organisation has set this.',
        '',
      ].join('\n'),
    );
  });

  it('takes a preset base URL where nothing else says one', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    const { baseUrl, ...settings } = api.settings;
    const policyPath = await policyIn(folder, { preset: { baseUrl } });
    const run = await hoist(['upload', '--json', folder.at('a.pdf')], { settings, policyPath });
    expect([run.exit, run.stderr, api.files.size]).toEqual([0, '', 1]);
  });

  it('ignores a policy that others may write, and says why', async () => {
    await using folder = await tempFolder();
    const policyPath = await policyIn(folder, { locked: { baseUrl: 'https://api.example.com' } });
    await chmod(policyPath, 0o666);
    const run = await hoist(['upload', folder.path], { policyPath });
    expect(run.exit).toBe(2);
    expect(run.stderr).toBe(
      `Hoist ignores your organisation’s settings in ${policyPath}: others than administrators may write to ${policyPath}.\nNot set: HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID.\n`,
    );
  });

  it('tells monitoring what comes from the organisation', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('in'));
    await writeRandom(folder.at('in/a.pdf'), 100);
    // The next file keeps the command going until it has told its health.
    api.faults.put.push({ kind: 'delay', ms: 1500 });
    const policyPath = await policyIn(folder, {
      locked: { baseUrl: api.settings.baseUrl },
      preset: { historyDays: 30, requestsPerSecond: 9 },
    });
    const args = ['watch', '--once', '--still', '0', '--json', '--health', '0.5', folder.at('in')];
    const run = await hoist(args, {
      settings: api.settings,
      env: { HOIST_RATE_RPS: '8' },
      policyPath,
    });
    expect(run.exit).toBe(0);
    const health = run.objects.find(({ event }) => event === 'health');
    expect(health).toMatchObject({ organisation: ['baseUrl', 'historyDays'] });
  });
});

describe.runIf(process.platform !== 'win32').concurrent('hoist gets the key and the user id', () => {
  it('by the organisation’s command, whatever the variable says', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    const { baseUrl, apiKey, userId } = api.settings;
    const policyPath = await policyIn(folder, {
      locked: {
        baseUrl,
        apiKeyCommand: ['/bin/echo', apiKey],
        userIdCommand: [await script(folder.at('id.sh'), `printf '%s\\r\\n' ${userId}`)],
      },
    });
    const run = await hoist(['upload', '--json', folder.at('a.pdf')], {
      settings: { apiKey: 'another' },
      policyPath,
    });
    expect([run.exit, api.files.size]).toEqual([0, 1]);
    expect(run.stderr).toBe('HOIST_API_KEY does not count: your organisation has set this.\n');
  });

  it('from files, and warns of one that everybody may read', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    const { baseUrl, apiKey, userId } = api.settings;
    const env = {
      HOIST_API_KEY_FILE: await secretFile(folder.at('key'), `${apiKey}\n`, 0o644),
      HOIST_USER_ID_FILE: await secretFile(folder.at('id'), userId),
    };
    const run = await hoist(['upload', '--json', folder.at('a.pdf')], { settings: { baseUrl }, env });
    expect([run.exit, api.files.size]).toEqual([0, 1]);
    expect(run.stderr).toBe(
      `Every user of this computer may read ${folder.at('key')}. Change its mode to 0600.\n`,
    );
  });

  it('from the credentials of a systemd unit', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    const { baseUrl, apiKey, userId } = api.settings;
    await mkdir(folder.at('credentials'));
    await secretFile(folder.at('credentials/hoist-api-key'), apiKey);
    await secretFile(folder.at('credentials/hoist-user-id'), `${userId}\n`);
    const env = { CREDENTIALS_DIRECTORY: folder.at('credentials') };
    const run = await hoist(['upload', '--json', folder.at('a.pdf')], { settings: { baseUrl }, env });
    expect([run.exit, run.stderr, api.files.size]).toEqual([0, '', 1]);
  });

  it('by commands of its settings file, unless others may write there', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    await mkdir(folder.at('data'), { mode: 0o700 });
    const { baseUrl, apiKey, userId } = api.settings;
    const settings = { baseUrl, userId, apiKeyCommand: ['/bin/echo', apiKey] };
    await secretFile(folder.at('data/settings.json'), JSON.stringify(settings));
    const args = ['upload', '--json', folder.at('a.pdf')];
    const env = { HOIST_DATA_DIR: folder.at('data') };
    const run = await hoist(args, { env });
    expect([run.exit, run.stderr, api.files.size]).toEqual([0, '', 1]);
    await chmod(folder.at('data/settings.json'), 0o622);
    const refused = await hoist(args, { env });
    expect([refused.exit, api.files.size]).toEqual([2, 1]);
    expect(refused.stderr).toContain('settings.json names a command, which does not count');
    expect(refused.stderr).toContain('Not set: HOIST_API_KEY.');
  });

  it('and says in one line why that failed, without what was printed', async () => {
    await using folder = await tempFolder();
    const failing = await script(
      folder.at('key.sh'),
      `echo half-a-secret; printf 'vault:\\033[31m sealed\\nhalf-a-secret' >&2; exit 3`,
    );
    const baseUrl = 'https://api.example.com';
    const policyPath = await policyIn(folder, { locked: { baseUrl, apiKeyCommand: [failing] } });
    const run = await hoist(['upload', folder.path], { policyPath });
    expect(run.exit).toBe(2);
    expect(run.stderr).toBe(
      `Your organisation’s settings: The API key could not be read: ${failing} failed (3): vault: [31m sealed …\n`,
    );
    const none = await hoist(['upload', folder.path], { env: { HOIST_API_KEY_FILE: '/nonexistent' } });
    expect(none.stderr).toBe(
      'HOIST_API_KEY_FILE: The API key could not be read: /nonexistent cannot be read or started (ENOENT).\n',
    );
  });

  it('anew once the server refuses a key that was replaced, and goes on', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('in'));
    for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) await writeRandom(folder.at(`in/${name}`), 100);
    const { baseUrl, userId } = api.settings;
    const counting = await script(
      folder.at('key.sh'),
      `echo run >> ${folder.at('runs')}; if [ "$(wc -l < ${folder.at('runs')})" -gt 1 ]; then echo new-key; else echo old-key; fi`,
    );
    api.apiKey = 'new-key';
    const policyPath = await policyIn(folder, { locked: { baseUrl, apiKeyCommand: [counting] } });
    const run = await hoist(['upload', '--json', folder.at('in')], { settings: { userId }, policyPath });
    expect([run.exit, run.stderr, api.files.size]).toEqual([0, '', 3]);
  });

  it('anew only once if the server refuses every key', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('in'));
    await writeRandom(folder.at('in/a.pdf'), 100);
    const { baseUrl, userId } = api.settings;
    const counting = await script(
      folder.at('key.sh'),
      `echo run >> ${folder.at('runs')}; echo "key-$(wc -l < ${folder.at('runs')} | tr -d ' ')"`,
    );
    const policyPath = await policyIn(folder, { locked: { baseUrl, apiKeyCommand: [counting] } });
    const run = await hoist(['upload', '--json', folder.at('in')], { settings: { userId }, policyPath });
    expect([run.exit, api.files.size]).toEqual([2, 0]);
    expect(run.stderr).toBe('Your organisation’s settings: The server does not accept this API key.\n');
  });
});
