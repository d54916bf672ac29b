import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseAppSettings } from '../../../main/terminal/settings/app-settings.ts';
import {
  chosenQuotaUrl,
  connectionFrom,
  historyDaysFrom,
  namedIn,
  quotaFrom,
} from '../../../main/terminal/settings/configuration.ts';
import { originFor } from '../../../main/terminal/settings/credentials.ts';
import { fromOrganisation, overridden } from '../../../main/terminal/settings/organisation.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const USER = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const COMMAND = ['/usr/bin/vault'] as const;

describe('what the organisation locks', () => {
  const policy = {
    locked: {
      baseUrl: 'https://ours.example',
      proxy: 'direct',
      requestsPerSecond: 5,
      apiKeyCommand: COMMAND,
    },
    preset: {},
  };

  it('overrides variables, each of which is named unless it says the same', () => {
    const environment = {
      HOIST_BASE_URL: 'https://ours.example',
      HOIST_RATE_RPS: '60',
      HOIST_RATE_RPM: '100',
      https_proxy: 'http://proxy.example:1',
      HOIST_API_KEY: 'key',
      HOIST_API_KEY_FILE: '/run/key',
    };
    expect(overridden(environment, policy)).toEqual([
      'HOIST_RATE_RPS',
      'https_proxy',
      'HOIST_API_KEY',
      'HOIST_API_KEY_FILE',
    ]);
    expect(overridden({ HOIST_RATE_RPS: ' ' }, policy)).toEqual([]);
  });

  it('is where files are handed over for', () => {
    expect(namedIn({ HOIST_BASE_URL: 'https://other.example', HOIST_USER_ID: USER }, policy)).toEqual({
      baseUrl: 'https://ours.example',
      userId: USER,
    });
  });

  it('is the connection’s server, with a key from its command', async () => {
    await using folder = await tempFolder();
    const credentials = { apiKey: { value: 'key-of-the-command', from: 'locked' } } as const;
    const environment = {
      HOIST_API_KEY: 'key-of-the-variable',
      HOIST_BASE_URL: 'https://other.example',
      HOIST_USER_ID: USER,
      // The locked proxy is none, so this one needs not be usable.
      https_proxy: 'ftp://proxy.example',
    };
    expect(connectionFrom(environment, folder.path, { policy, credentials })).toEqual({
      baseUrl: 'https://ours.example',
      apiKey: 'key-of-the-command',
      userId: USER,
    });
  });
});

describe('what the organisation presets', () => {
  const policy = {
    locked: {},
    preset: { baseUrl: 'https://ours.example', historyDays: 30, quotaUrl: 'redis://ours.example' },
  };

  it('holds until the settings or a variable say otherwise', async () => {
    await using folder = await tempFolder();
    expect(historyDaysFrom(folder.path, policy)).toBe(30);
    expect(chosenQuotaUrl({}, folder.path, policy).value).toBe('redis://ours.example');
    expect(chosenQuotaUrl({ HOIST_QUOTA_URL: 'redis://a.example' }, folder.path, policy).value).toBe(
      'redis://a.example',
    );
    await writeFile(folder.at('settings.json'), '{"historyDays":90,"quotaUrl":"redis://b.example"}');
    expect(historyDaysFrom(folder.path, policy)).toBe(90);
    expect(chosenQuotaUrl({}, folder.path, policy).value).toBe('redis://b.example');
    expect(chosenQuotaUrl({}, folder.path).value).toBe('redis://b.example');
  });

  it('names a quota server that can be read, and a wrong address is not repeated, since it may hold a password', async () => {
    await using folder = await tempFolder();
    const url = 'rediss://desk:Sesame-1@cache.example';
    expect(quotaFrom({}, folder.path)).toBeNull();
    expect(quotaFrom({ HOIST_QUOTA_URL: url }, folder.path)).toEqual({ url });
    expect(() => quotaFrom({ HOIST_QUOTA_URL: `x${url}` }, folder.path)).toThrow(
      /^HOIST_QUOTA_URL: expected an address such as rediss:\/\/user:password@host:6379\/0\.$/,
    );
  });

  it('is named for monitoring where it holds', () => {
    const locking = { ...policy, locked: { requestsPerMinute: 90, userIdCommand: COMMAND } };
    expect(fromOrganisation({}, parseAppSettings('{}'), locking)).toEqual([
      'baseUrl',
      'quotaUrl',
      'requestsPerMinute',
      'historyDays',
      'userId',
    ]);
    const own = parseAppSettings('{"historyDays":90}');
    const environment = { HOIST_BASE_URL: 'https://other.example', HOIST_QUOTA_URL: 'redis://a.example' };
    expect(fromOrganisation(environment, own, policy)).toEqual([]);
  });
});

describe('where the key is read', () => {
  const at = (environment: Record<string, string>, locked = {}, settings = {}) =>
    originFor('apiKey', {
      environment,
      policy: { locked, preset: {} },
      settings: { apiKeyCommand: undefined, userIdCommand: undefined, ...settings },
      resolve: (path) => `/from/${path}`,
      exists: (path) => path === '/run/credentials/hoist-api-key',
    });

  it('is the organisation, the variable, its file, systemd, the settings: the first of these', () => {
    const own = { apiKeyCommand: ['/bin/own'] };
    const environment = { CREDENTIALS_DIRECTORY: '/run/credentials', HOIST_API_KEY_FILE: 'key' };
    const named = { ...environment, HOIST_API_KEY: 'key' };
    expect(at(named, { apiKeyCommand: COMMAND }, own)).toMatchObject({ from: 'locked' });
    expect(at(named, {}, own)).toBeNull();
    expect(at(environment, {}, own)).toMatchObject({
      label: 'HOIST_API_KEY_FILE',
      source: { path: '/from/key' },
    });
    expect(at({ CREDENTIALS_DIRECTORY: '/run/credentials' }, {}, own)).toMatchObject({
      source: { kind: 'file', path: '/run/credentials/hoist-api-key' },
    });
    expect(at({ CREDENTIALS_DIRECTORY: '/run/other' }, {}, own)).toMatchObject({ from: 'settings' });
    expect(at({ CREDENTIALS_DIRECTORY: 'credentials' })).toBeNull();
  });
});
