import { describe, expect, it } from 'vitest';
import { type AppStatus, statusOf } from '../../../../main/desktop/status/status.ts';
import { idle, noBatch } from './statuses.ts';

const usual: Parameters<typeof statusOf>[0] = {
  connection: null,
  batch: noBatch,
  isOver: false,
  list: idle,
  isConnected: true,
  paused: false,
  queueStatus: { kind: 'open' },
};

describe('what is in the way', () => {
  const offline = { kind: 'offline', untilMs: 1, message: { code: 'plain', because: '' } } as const;
  it.each<[string, Partial<Parameters<typeof statusOf>[0]>, AppStatus['blockedReason']]>([
    ['nothing', {}, null],
    [
      'no connection, before anything else',
      { isConnected: false, queueStatus: offline },
      { kind: 'not-connected' },
    ],
    ['being offline', { queueStatus: offline }, { kind: 'offline' }],
    ['nothing that is known while it is paused', { queueStatus: offline, paused: true }, null],
    ['no wait for the request limit', { queueStatus: { kind: 'rate-limited', untilMs: 1 } }, null],
    ['a full disk', { queueStatus: { kind: 'disk', code: 'disk_full' } }, { kind: 'disk' }],
    [
      'a wrong setting',
      {
        queueStatus: {
          kind: 'configuration',
          problem: { field: 'apiKey', message: { code: 'key_refused' } },
        },
        paused: true,
      },
      { kind: 'configuration', field: 'apiKey' },
    ],
  ])('is %s', (_what, change, expected) => {
    expect(statusOf({ ...usual, ...change }).blockedReason).toEqual(expected);
  });
});
