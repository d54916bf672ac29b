import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sealOf } from '../../../main/core/model/key-seal.ts';
import { knownConnections } from '../../../main/terminal/settings/known-connections.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { englishLeftIn } from '../../support/english-left.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';

const USER = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const KEY = 'key-that-is-never-shown';

/** The settings by name, the connections of the app, and the last line. */
function settingsOf({ objects }: { readonly objects: Record<string, unknown>[] }) {
  const { setting: _, ...last } = objects.at(-1) ?? {};
  const named = objects
    .filter((object) => 'setting' in object)
    .map(({ setting, ...rest }) => [String(setting), rest] as const);
  return {
    settings: Object.fromEntries(named),
    connections: objects.filter((object) => 'connection' in object),
    last,
  };
}

describe.concurrent('hoist connections', () => {
  it('shows each value with its source, makes no call and no folder, and never shows the key', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    const data = folder.at('data');
    const run = await hoist(['connections', '--json', '--data', data], {
      settings: { ...api.settings, apiKey: KEY, userId: USER },
      env: {
        HOIST_RATE_RPM: '90',
        HOIST_QUOTA_URL: 'redis://user:hidden@cache.example',
        HTTPS_PROXY: 'http://user:hidden@proxy.example:3128',
      },
    });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    const { settings, last } = settingsOf(run);
    expect(settings).toEqual({
      base_url: { value: api.settings.baseUrl, from: 'environment', source: 'HOIST_BASE_URL' },
      user_id: { value: USER, from: 'environment', source: 'HOIST_USER_ID' },
      api_key: { value: true, from: 'environment', source: 'HOIST_API_KEY' },
      requests_per_second: { value: 60, from: 'default', source: null },
      requests_per_minute: { value: 90, from: 'environment', source: 'HOIST_RATE_RPM' },
      quota_server: { value: 'redis://cache.example', from: 'environment', source: 'HOIST_QUOTA_URL' },
      proxy: { value: 'proxy.example:3128', from: 'environment', source: 'HTTPS_PROXY' },
      data_folder: { value: data, from: 'option', source: '--data' },
    });
    expect(last).toEqual({ usable: true, message: null });
    expect(run.stdout).not.toMatch(/key-that|hidden/);
    expect([api.calls, existsSync(data)]).toEqual([[], false]);
  });

  it('names the settings file, a key’s file, and what is missing', async () => {
    await using folder = await tempFolder();
    const account = { baseUrl: 'https://kept.example', userId: USER };
    const keySeal = sealOf({ ...account, apiKey: KEY });
    await writeFile(folder.at('settings.json'), JSON.stringify({ ...account, keySeal }));
    await writeFile(folder.at('key'), KEY, { mode: 0o600 });
    const env = { HOIST_DATA_DIR: folder.path };
    const withKey = await hoist(['connections', '--json'], {
      env: { ...env, HOIST_API_KEY_FILE: folder.at('key') },
    });
    expect(withKey.exit).toBe(0);
    expect(settingsOf(withKey).settings).toMatchObject({
      base_url: { value: 'https://kept.example', from: 'settings', source: folder.at('settings.json') },
      user_id: { value: USER, from: 'settings', source: folder.at('settings.json') },
      api_key: { value: true, from: 'environment', source: 'HOIST_API_KEY_FILE' },
    });
    const withoutKey = await hoist(['connections'], { env });
    expect([withoutKey.exit, withoutKey.stderr]).toEqual([2, '']);
    expect(withoutKey.stdout).toMatch(/^key +not set$/m);
    expect(withoutKey.stdout).toMatch(/^Commands cannot use this connection\. Not set: HOIST_API_KEY\.\n$/m);
  });

  it('goes on where a key’s file cannot be read, and hides the login of a base URL', async () => {
    const run = await hoist(['connections'], {
      settings: { baseUrl: 'https://me:hidden@api.example.com/agents', userId: USER },
      env: { HOIST_API_KEY_FILE: '/nonexistent/key' },
    });
    expect(run.exit).toBe(2);
    expect(run.stdout).toMatch(/^server +https:\/\/…@api\.example\.com\/agents {2}\(HOIST_BASE_URL\)$/m);
    expect(run.stdout).toMatch(/^Commands cannot use this connection\. HOIST_API_KEY_FILE: /m);
    expect(run.stdout).not.toContain('hidden');
  });

  it('lists the connections of the app without their keys, and marks the one that commands use', async () => {
    await using folder = await tempFolder();
    const other = '11111111-6276-4993-bfeb-53cbbbba6f08';
    const [work, test] = ['https://work.example/agents', 'https://me:hidden@test.example'];
    const kept = { baseUrl: work, userId: USER, encryptedKey: KEY, keySeal: KEY, connectionName: 'Work' };
    const others = [
      { name: 'Te\u202est', baseUrl: test, userId: other, encryptedKey: KEY, keySeal: KEY },
      { name: '', baseUrl: work, userId: other, encryptedKey: KEY, keySeal: KEY },
      'damaged',
    ];
    await writeFile(folder.at('settings.json'), JSON.stringify({ ...kept, otherConnections: others }));
    const env = { HOIST_DATA_DIR: folder.path };
    const run = await hoist(['connections', '--json'], { env });
    expect([run.exit, settingsOf(run).last?.['usable']]).toEqual([2, false]);
    expect(settingsOf(run).connections).toEqual([
      { connection: 'Te\u202est', base_url: 'https://…@test.example', user_id: other, in_use: false },
      { connection: 'Work', base_url: work, user_id: USER, in_use: true },
      { connection: 'work.example (11111111…)', base_url: work, user_id: other, in_use: false },
    ]);
    const lines = await hoist(['connections'], { env: { ...env, HOIST_USER_ID: other } });
    expect(lines.stdout).toMatch(/^ {2}Te\\u202est +https:\/\/…@test\.example +11111111-\S+$/m);
    expect(lines.stdout).toMatch(/^ {2}Work +https:\/\/work\.example\/agents +497f6eca-\S+$/m);
    expect(lines.stdout).toMatch(/^\* work\.example \(11111111…\) +https:\/\/work\.example\/agents +/m);
    expect(run.stdout + lines.stdout).not.toMatch(/key-that|hidden/);
    // Those of another server are not the organisation's.
    expect(knownConnections(folder.path, { locked: { baseUrl: work }, preset: {} }, kept)).toHaveLength(2);
  });

  it.each([
    ['me:hidden@api.example.com', '…@api.example.com'],
    ['https://me:hid/den@api.example.com', 'https://…@api.example.com'],
    ['https:// me:hidden@api.example.com', 'https://…@api.example.com'],
  ])('shows no login of %s, which is no address', async (baseUrl, shown) => {
    await using folder = await tempFolder();
    const kept = { baseUrl, userId: USER, otherConnections: [] };
    await writeFile(folder.at('settings.json'), JSON.stringify(kept));
    const env = { HOIST_DATA_DIR: folder.path, HOIST_API_KEY: KEY };
    const json = await hoist(['connections', '--json'], { env });
    expect(settingsOf(json).settings['base_url']).toMatchObject({ value: shown });
    expect(settingsOf(json).connections).toEqual([
      { connection: '…@api.example.com', base_url: shown, user_id: USER, in_use: true },
    ]);
    for (const command of ['connections', 'status']) {
      const run = await hoist([command], { env });
      expect([run.exit, run.stdout + run.stderr]).toEqual([2, expect.stringContaining(shown)]);
      expect(json.stdout + run.stdout + run.stderr).not.toMatch(/hid|den|me:/);
    }
  });

  it.each([
    ['HOIST_QUOTA_URL', 'https://me:hidden@cache.example'],
    ['HOIST_RATE_RPM', 'many'],
    ['HOIST_PROCESSING_MINUTES', 'few'],
    ['HOIST_LIMIT_RATE', 'fast'],
  ])('says that commands refuse a wrong %s', async (variable, value) => {
    await using api = await StrictApi.start();
    const run = await hoist(['connections'], { settings: api.settings, env: { [variable]: value } });
    expect(run.exit).toBe(2);
    expect(run.stdout).toMatch(new RegExp(`^Commands cannot use this connection\\. ${variable}: `, 'm'));
    expect(run.stdout).not.toContain('hidden');
  });

  it('speaks German', async () => {
    const run = await hoist(['connections'], { env: { LANG: 'de_DE.UTF-8' } });
    expect(run.exit).toBe(2);
    expect(run.stdout).toMatch(/^Schlüssel +nicht gesetzt$/m);
    expect(englishLeftIn(run.stdout + run.stderr)).toEqual([]);
  });
});

describe('hoist --version', () => {
  it.each(['--version', '-V'])('prints the version by %s', async (option) => {
    const run = await hoist([option]);
    expect([run.exit, run.stdout, run.stderr]).toEqual([0, `${manifest.version}\n`, '']);
  });
});
