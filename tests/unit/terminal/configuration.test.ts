import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealOf } from '../../../main/core/model/key-seal.ts';
import { ExitError } from '../../../main/terminal/output/exit.ts';
import {
  bandwidthFrom,
  connectionFrom,
  limitsFrom,
  processingBudgetFrom,
} from '../../../main/terminal/settings/configuration.ts';
import { dataFolderFrom } from '../../../main/terminal/settings/data-folder-path.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const all = {
  HOIST_BASE_URL: 'https://api.example.com/agents',
  HOIST_API_KEY: 'secret-key',
  HOIST_USER_ID: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
};

describe('connectionFrom', () => {
  it('reads the environment, and trims spaces', async () => {
    await using folder = await tempFolder();
    const spaced = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, ` ${value}\n`]));
    expect(connectionFrom(spaced, folder.path)).toEqual({
      baseUrl: all.HOIST_BASE_URL,
      apiKey: all.HOIST_API_KEY,
      userId: all.HOIST_USER_ID,
    });
  });

  it('takes base URL and user id from the app if they are not set, and never a key', async () => {
    await using folder = await tempFolder();
    const kept = {
      baseUrl: 'https://kept.example',
      userId: all.HOIST_USER_ID,
      apiKey: 'kept',
      encryptedKey: 'x',
    };
    const keySeal = sealOf({ ...kept, apiKey: 'secret-key' });
    await writeFile(folder.at('settings.json'), JSON.stringify({ ...kept, keySeal }));
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

  it.each([
    ['another server', { baseUrl: 'https://attacker.example' }],
    ['another user', { userId: '11111111-6276-4993-bfeb-53cbbbba6f08' }],
    ['no seal', { keySeal: '' }],
  ])(
    'takes neither from settings with %s than the one that the key was entered for',
    async (_what, change) => {
      await using folder = await tempFolder();
      const account = { baseUrl: 'https://kept.example', userId: all.HOIST_USER_ID };
      const keySeal = sealOf({ ...account, apiKey: 'secret-key' });
      await writeFile(folder.at('settings.json'), JSON.stringify({ ...account, keySeal, ...change }));
      const refused = `HOIST_API_KEY: The desktop app's settings were not made with this key. Set HOIST_BASE_URL and HOIST_USER_ID to use it.`;
      expect(() => connectionFrom({ HOIST_API_KEY: 'secret-key' }, folder.path)).toThrow(refused);
      const { HOIST_USER_ID: _user, ...withoutUser } = all;
      expect(() => connectionFrom(withoutUser, folder.path)).toThrow(/Set HOIST_USER_ID to use it/);
    },
  );

  it.each(['', '{', '[]', 'null', '{"baseUrl":7,"userId":null}'])('ignores settings of %j', async (text) => {
    await using folder = await tempFolder();
    await writeFile(folder.at('settings.json'), text);
    expect(connectionFrom(all, folder.path).baseUrl).toBe(all.HOIST_BASE_URL);
    expect(() => connectionFrom({}, folder.path)).toThrow(
      'Not set: HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID.',
    );
  });

  it('ignores a folder in place of the settings', async () => {
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
  ])('refuses %j and names the variable', async (change, sentence) => {
    await using folder = await tempFolder();
    expect(() => connectionFrom({ ...all, ...change }, folder.path)).toThrow(sentence);
    expect(() => connectionFrom({ ...all, ...change }, folder.path)).toThrow(
      expect.objectContaining({ name: 'ExitError', exitCode: 2 }),
    );
  });
});

describe('limitsFrom', () => {
  it.each([
    ['HOIST_RATE_RPS', '0'],
    ['HOIST_RATE_RPM', 'a:b'],
  ])('names %s where it holds no whole number', async (variable, value) => {
    await using folder = await tempFolder();
    expect(() => limitsFrom({ [variable]: ` ${value} ` }, folder.path)).toThrow(
      new ExitError(`${variable}: expected a whole number of 1 or more, but it is “${value}”.`),
    );
  });
});

describe('processingBudgetFrom', () => {
  it('reads the environment, else the app’s settings, else returns 15 minutes', async () => {
    await using folder = await tempFolder();
    expect(processingBudgetFrom({}, folder.path)).toBe(900_000);
    await writeFile(folder.at('settings.json'), '{"processingMinutes":20}');
    expect(processingBudgetFrom({ HOIST_PROCESSING_MINUTES: ' ' }, folder.path)).toBe(1_200_000);
    expect(processingBudgetFrom({ HOIST_PROCESSING_MINUTES: '0.5\n' }, folder.path)).toBe(30_000);
    await writeFile(folder.at('settings.json'), '{"processingMinutes":-1}');
    expect(processingBudgetFrom({}, folder.path)).toBe(900_000);
  });

  it.each(['0', '-3', 'soon', 'NaN'])('refuses %j and names the variable', async (named) => {
    await using folder = await tempFolder();
    expect(() => processingBudgetFrom({ HOIST_PROCESSING_MINUTES: named }, folder.path)).toThrow(
      `HOIST_PROCESSING_MINUTES: “${named}” is not a number of minutes.`,
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

describe('bandwidthFrom', () => {
  it('reads the option, else the environment, else the app’s settings, else sets no limit', async () => {
    await using folder = await tempFolder();
    expect(bandwidthFrom(undefined, {}, folder.path)).toBeNull();
    await writeFile(folder.at('settings.json'), JSON.stringify({ maxBytesPerSecond: 5000 }));
    expect(bandwidthFrom(undefined, { HOIST_LIMIT_RATE: ' ' }, folder.path)).toBe(5000);
    expect(bandwidthFrom(undefined, { HOIST_LIMIT_RATE: '10K' }, folder.path)).toBe(10_240);
    expect(bandwidthFrom('2M', { HOIST_LIMIT_RATE: '10K' }, folder.path)).toBe(2_097_152);
    expect(bandwidthFrom('0', { HOIST_LIMIT_RATE: '10K' }, folder.path)).toBeNull();
  });

  it('refuses text that is not a rate, and names its source', async () => {
    await using folder = await tempFolder();
    expect(() => bandwidthFrom('fast', {}, folder.path)).toThrow('--limit-rate: “fast” is not a rate.');
    expect(() => bandwidthFrom(undefined, { HOIST_LIMIT_RATE: 'x' }, folder.path)).toThrow(
      'HOIST_LIMIT_RATE: ',
    );
  });
});
