import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectionFrom, dataFolderFrom } from '../../../main/terminal/configuration.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const all = {
  HOIST_BASE_URL: 'https://api.example.com/agents',
  HOIST_API_KEY: 'secret-key',
  HOIST_USER_ID: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
};

describe('the connection', () => {
  it('comes from the environment, without the spaces around', async () => {
    await using folder = await tempFolder();
    const spaced = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, ` ${value}\n`]));
    expect(connectionFrom(spaced, folder.path)).toEqual({
      ...{ baseUrl: all.HOIST_BASE_URL, apiKey: all.HOIST_API_KEY, userId: all.HOIST_USER_ID },
    });
  });

  it('takes base URL and user id from the app where they are not set, and never a key', async () => {
    await using folder = await tempFolder();
    const kept = {
      baseUrl: 'https://kept.example',
      userId: all.HOIST_USER_ID,
      apiKey: 'kept',
      encryptedKey: 'x',
    };
    await writeFile(folder.at('settings.json'), JSON.stringify(kept));
    const key = { HOIST_API_KEY: 'secret-key' };
    expect(connectionFrom(key, folder.path)).toMatchObject({
      baseUrl: 'https://kept.example',
      apiKey: 'secret-key',
    });
    expect(connectionFrom({ ...key, HOIST_BASE_URL: '  ' }, folder.path).baseUrl).toBe(
      'https://kept.example',
    );
    expect(connectionFrom({ ...all }, folder.path).baseUrl).toBe(all.HOIST_BASE_URL);
    expect(() => connectionFrom({}, folder.path)).toThrow(/^Not set: HOIST_API_KEY\./);
  });

  it.each(['', '{', '[]', 'null', '{"baseUrl":7,"userId":null}'])(
    'is not hindered by settings of %j',
    async (text) => {
      await using folder = await tempFolder();
      await writeFile(folder.at('settings.json'), text);
      expect(connectionFrom(all, folder.path).baseUrl).toBe(all.HOIST_BASE_URL);
      expect(() => connectionFrom({}, folder.path)).toThrow(
        'Not set: HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID.',
      );
    },
  );

  it('is not hindered by a folder in the place of the settings', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('settings.json'));
    expect(connectionFrom(all, folder.path).apiKey).toBe('secret-key');
  });

  it.each([
    [{ HOIST_BASE_URL: 'example' }, /^HOIST_BASE_URL: .*not a web address/],
    [{ HOIST_BASE_URL: 'http://example.com' }, /^HOIST_BASE_URL: .*https:/],
    [{ HOIST_API_KEY: 'two words' }, /^HOIST_API_KEY: /],
    [{ HOIST_USER_ID: 'me' }, /^HOIST_USER_ID: .*not a UUID/],
    [{ HOIST_USER_ID: undefined }, /^Not set: HOIST_USER_ID\./],
  ])('%j is refused, saying which variable', async (change, sentence) => {
    await using folder = await tempFolder();
    expect(() => connectionFrom({ ...all, ...change }, folder.path)).toThrow(sentence);
    expect(() => connectionFrom({ ...all, ...change }, folder.path)).toThrow(
      expect.objectContaining({ name: 'ExitError', exitCode: 2 }),
    );
  });
});

describe.runIf(process.platform === 'linux')('the data folder', () => {
  it.each<[string | undefined, Record<string, string>, string]>([
    ['data', { HOIST_DATA_DIR: '/other' }, '/from/here/data'],
    ['/data', {}, '/data'],
    [undefined, { HOIST_DATA_DIR: 'env' }, '/from/here/env'],
    [undefined, { HOIST_DATA_DIR: '', XDG_CONFIG_HOME: '/xdg' }, '/xdg/Hoist'],
    [undefined, { XDG_CONFIG_HOME: '' }, join(homedir(), '.config', 'Hoist')],
  ])('of --data %j and %j', (option, environment, expected) => {
    expect(dataFolderFrom(option, environment, '/from/here')).toBe(expected);
  });
});
