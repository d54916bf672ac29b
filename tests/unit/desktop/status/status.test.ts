import { describe, expect, it } from 'vitest';
import { type Overview, overviewOf } from '../../../../main/desktop/status/status.ts';
import { idle, noBatch } from '../overview/overviews.ts';

const usual: Parameters<typeof overviewOf>[0] = {
  ...{ batch: noBatch, isOver: false, list: idle, isConnected: true, paused: false },
  hold: { kind: 'open' },
};

describe('what is in the way', () => {
  const offline = { kind: 'offline', untilMs: 1, says: { code: 'plain', because: '' } } as const;
  it.each<[string, Partial<Parameters<typeof overviewOf>[0]>, Overview['standstill']]>([
    ['nothing', {}, null],
    ['no connection, before anything else', { isConnected: false, hold: offline }, { kind: 'not-connected' }],
    ['being offline', { hold: offline }, { kind: 'offline' }],
    ['nothing that is known while it is paused', { hold: offline, paused: true }, null],
    ['no wait for the request limit', { hold: { kind: 'rate-limited', untilMs: 1 } }, null],
    ['a full disk', { hold: { kind: 'disk', code: 'disk_full' } }, { kind: 'disk' }],
    [
      'a wrong setting',
      {
        hold: { kind: 'configuration', problem: { field: 'apiKey', says: { code: 'key_refused' } } },
        paused: true,
      },
      { kind: 'configuration', field: 'apiKey' },
    ],
  ])('is %s', (_what, change, expected) => {
    expect(overviewOf({ ...usual, ...change }).standstill).toEqual(expected);
  });
});
