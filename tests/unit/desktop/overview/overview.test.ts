import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../../main/core/upload.ts';
import { type Overview, overviewOf } from '../../../../main/desktop/overview/overview.ts';
import { readyUpload } from '../copy/ready-upload.ts';
import { noBatch } from './overviews.ts';

const usual: Parameters<typeof overviewOf>[0] = {
  ...{ uploads: [], batch: noBatch, isOver: false, isConnected: true, paused: false },
  hold: { kind: 'open' },
};

const at = (name: string, endedAtMs: number, change: Partial<Upload> = {}) =>
  readyUpload(name, {
    times: { addedAtMs: 0, signedAtMs: 0, sentAtMs: 0, endedAtMs },
    ...change,
  });

describe('the last uploads', () => {
  it('are the ten that became ready last, whatever their order in the list', () => {
    const uploads = [7, 3, 12, 1, 9, 4, 11, 2, 8, 5, 10, 6].map((n) => at(`${n}.pdf`, n));
    const { recent } = overviewOf({ ...usual, uploads });
    expect(recent.map(({ name }) => name)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => `${n}.pdf`));
    expect(recent[0]).toEqual({
      ...{ id: '12.pdf', name: '12.pdf', fileId: 'id of 12.pdf', path: '/docs/12.pdf' },
    });
  });

  it('have each file id once', () => {
    const copy = { ...at('copy.pdf', 5), state: at('a.pdf', 0).state };
    const { recent } = overviewOf({ ...usual, uploads: [at('a.pdf', 1), at('b.pdf', 3), copy] });
    expect(recent.map(({ name }) => name)).toEqual(['copy.pdf', 'b.pdf']);
  });
});

it('what needs the person is every failed upload in the list, and the first of them is led to', () => {
  const failed = (id: string): Upload => ({
    ...readyUpload(id),
    state: { stage: 'failed', fileId: null, reason: { code: 'infected' } },
  });
  const { needYou, firstInNeed } = overviewOf({ ...usual, uploads: [at('a', 1), failed('b'), failed('c')] });
  expect({ needYou, firstInNeed }).toEqual({ needYou: 2, firstInNeed: 'b' });
});

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
