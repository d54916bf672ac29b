import { describe, expect, it } from 'vitest';
import { filterOf, historyRowOf } from '../../../../main/desktop/history/history-rows.ts';
import { readyUpload } from '../copy/ready-upload.ts';

const query = { search: '', period: 'any', outcome: 'all', from: 'anywhere' } as const;

describe('historyRowOf', () => {
  const connected = 'ada@https://api.example.com/agents';
  const rowAt = (destination: string | null) =>
    historyRowOf(readyUpload('a.pdf', { destination }), {
      connected,
      isSandbox: (each) => each.startsWith('sandbox@'),
      folderName: () => null,
      isDeleted: (each, fileId) => each === 'deleted@https://a.example' && fileId === 'id of a.pdf',
    });

  it.each([
    [connected, { kind: 'here' }],
    [null, { kind: 'here' }],
    ['sandbox@http://127.0.0.1:4000', { kind: 'sandbox' }],
    ['of-last-week@http://127.0.0.1:5000', { kind: 'sandbox' }],
    [
      '497f6eca-6276@https://other.example.com',
      { kind: 'other', whom: { user: '497f6eca…', server: 'other.example.com' } },
    ],
    ['deleted@https://a.example', { kind: 'deleted' }],
    ['grace@no address', { kind: 'other', whom: { user: 'grace…', server: 'no address' } }],
  ])('shows where a file sent to %o is', (destination, at) => {
    expect(rowAt(destination).at).toEqual(at);
  });

  it('shows no wait for another connection', () => {
    expect(rowAt('grace@https://other.example.com').state).toMatchObject({
      stage: 'ready',
      fileId: 'id of a.pdf',
    });
  });
});

describe('filterOf', () => {
  const at = (...parts: [number, number, number, number?]) => new Date(...parts).getTime();

  it.each([
    ['any', null],
    ['today', at(2026, 2, 30)],
    ['week', at(2026, 2, 24)],
    // The clock was put forward in between: a day is a day all the same.
    ['month', at(2026, 2, 1)],
  ] as const)('for %s begins with a day’s first moment', (period, sinceMs) => {
    expect(filterOf({ ...query, period }, at(2026, 2, 30, 14), []).sinceMs).toBe(sinceMs);
  });

  it('takes a folder, anywhere or the person as the origin', () => {
    expect(filterOf({ ...query, from: 'person' }, 0, []).from).toBe('person');
    expect(filterOf({ ...query, from: 'folder-1' }, 0, []).from).toEqual({ folderId: 'folder-1' });
    expect(filterOf({ ...query, search: '  offer ' }, 0, ['a'])).toMatchObject({
      search: 'offer',
      from: null,
      except: ['a'],
    });
  });
});
