import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../../main/core/model/english.ts';
import { NO_POLICY, parsePolicy } from '../../../../main/core/policy/policy.ts';
import { choose, SOURCES, type Source } from '../../../../main/core/policy/precedence.ts';

const PATH = '/etc/hoist/policy.json';
const parsed = (value: unknown) => parsePolicy(JSON.stringify(value), PATH);
const said = (text: string) => parsePolicy(text, PATH).problems.map(messageText);

describe('a policy', () => {
  it('presets and locks every setting that an organisation may set', () => {
    const settings = {
      baseUrl: 'https://api.example.com/agents',
      quotaUrl: 'rediss://hoist:secret@quota.example.com:6379/0',
      requestsPerSecond: 30,
      requestsPerMinute: 90,
      proxy: 'http://proxy.example.com:3128',
      historyDays: 30,
      updateChannel: 'beta',
    };
    const locked = {
      ...settings,
      proxy: 'direct',
      apiKeyCommand: ['/usr/bin/vault', 'read', '-field=key', 'secret/hoist'],
      userIdCommand: ['C:\\Program Files\\Ids\\id.exe'],
    };
    expect(parsed({ locked, preset: settings })).toEqual({
      policy: { locked, preset: settings },
      problems: [],
    });
  });

  it('may start with a byte order mark, and may be empty of settings', () => {
    expect(parsePolicy('\uFEFF{}', PATH)).toEqual({ policy: NO_POLICY, problems: [] });
  });

  it('keeps its other settings if some are unknown, and names those', () => {
    const { policy, problems } = parsed({
      locked: { historyDays: 30, colour: 'blue' },
      preset: { apiKeyCommand: ['/bin/key'] },
      baseUrl: 'https://api.example.com',
    });
    expect(policy).toEqual({ locked: { historyDays: 30 }, preset: {} });
    expect(problems.map(messageText)).toEqual([
      '/etc/hoist/policy.json has settings that this version of Hoist does not know: baseUrl, locked.colour, preset.apiKeyCommand. The others hold.',
    ]);
  });

  it.each<[string, unknown]>([
    ['baseUrl', 'http://api.example.com'],
    ['baseUrl', 'https://me:pw@api.example.com'],
    ['quotaUrl', 'https://quota.example.com'],
    ['requestsPerSecond', 0],
    ['requestsPerMinute', '90'],
    ['proxy', 'ftp://proxy.example.com'],
    ['historyDays', -1],
    ['updateChannel', 'nightly'],
    ['apiKeyCommand', []],
    ['apiKeyCommand', ['vault']],
    ['apiKeyCommand', '/usr/bin/vault read'],
    ['userIdCommand', ['/usr/bin/id\0']],
  ])('keeps its other settings if %s is %j, and names that', (name, value) => {
    const { policy, problems } = parsed({ locked: { [name]: value }, preset: { historyDays: 7 } });
    expect(policy).toEqual({ locked: {}, preset: { historyDays: 7 } });
    expect(problems.map(messageText)).toEqual([
      `/etc/hoist/policy.json has settings with values that are not valid: locked.${name}. The others hold.`,
    ]);
  });

  it.each([
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['{"locked":', 'it is not JSON'],
    ['[]', 'it is no JSON object'],
    ['null', 'it is no JSON object'],
  ])('of %j does not count, and says why', (text, because) => {
    expect(parsePolicy(text, PATH).policy).toEqual(NO_POLICY);
    expect(said(text)).toEqual([
      `Hoist ignores your organisation’s settings in /etc/hoist/policy.json: ${because}.`,
    ]);
  });

  it('takes no command for the key without the server that the key is for', () => {
    const { policy, problems } = parsed({ locked: { apiKeyCommand: ['/bin/key'], historyDays: 7 } });
    expect(policy.locked).toEqual({ historyDays: 7 });
    expect(problems.map(messageText)).toEqual([
      'In /etc/hoist/policy.json, apiKeyCommand needs a locked baseUrl, because the key is for that server alone. It does not count.',
    ]);
  });

  it('names no more than ten settings, and nothing that a terminal acts on', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`\u001b[2J${n}`, 1]));
    const [line = ''] = said(JSON.stringify({ locked: many }));
    expect(line).toContain('locked.??2J0, ');
    expect(line).toContain(', ….');
    expect(line.length).toBeLessThan(400);
  });

  it('takes no setting from what every object inherits', () => {
    expect(said('{"locked":{"__proto__":{"historyDays":1},"constructor":1}}')).toEqual([
      expect.stringContaining('locked.__proto__, locked.constructor'),
    ]);
  });
});

describe('the precedence', () => {
  it('is locked, option, environment, settings, preset, default, whichever of them say something', () => {
    const all = fc.subarray(SOURCES.filter((source) => source !== 'default'));
    fc.assert(
      fc.property(all, (sources) => {
        const values = Object.fromEntries(sources.map((source) => [source, source]));
        const strongest: Source = SOURCES.find((source) => sources.includes(source as never)) ?? 'default';
        expect(choose({ ...values, default: 'default' })).toEqual({ value: strongest, from: strongest });
      }),
    );
  });

  it('takes false, 0 and null for values', () => {
    expect(choose<unknown>({ settings: 0, preset: 1, default: 2 }).value).toBe(0);
    expect(choose<unknown>({ environment: null, settings: 1, default: 2 }).value).toBeNull();
  });
});
