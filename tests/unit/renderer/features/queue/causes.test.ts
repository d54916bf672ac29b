import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../../preload/contract/contract.ts';
import { byCause, causeOf, groupsOf } from '../../../../../renderer/features/queue/causes.ts';
import { foundIds } from '../../../../../renderer/features/shared/search.ts';
import { ready, row } from '../../rows.ts';

const because = (id: string, message: Message, canRetry = true) =>
  row(id, { stage: 'failed', message, canRetry });

const rows = new Map(
  [
    because('a', { code: 'server_error', detail: 'busy' }),
    because('b', { code: 'infected' }, false),
    because('c', { code: 'lost_by_server' }),
    because('d', { code: 'infected' }, false),
    because('e', { code: 'from_the_future' } as never),
    because('f', { code: 'server_error', detail: 'still busy' }, false),
  ].map((each) => [each.id, each]),
);

describe('the failed rows', () => {
  it('are grouped by cause, in the order of the first row', () => {
    const ids = byCause([...rows.keys()], rows);
    expect(ids).toEqual(['a', 'c', 'f', 'b', 'd', 'e']);
    expect([...groupsOf(ids, rows)]).toEqual([
      ['a', { cause: 'server', count: 3, retryable: ['a', 'c'] }],
      ['b', { cause: 'infected', count: 2, retryable: [] }],
      ['e', { cause: 'hoist', count: 1, retryable: ['e'] }],
    ]);
  });

  it('have a cause, and no other rows have', () => {
    expect(causeOf(row('x', ready))).toBeNull();
  });

  it('that the storage refuses for their size are too large', () => {
    const message = { code: 'refused_as_too_large', sizeBytes: 20_000_000 } as const;
    expect(causeOf(because('x', message, false))).toBe('tooLarge');
  });
});

describe('a search', () => {
  const named = (...names: string[]) => new Map(names.map((name) => [name, row(name, ready, { name })]));
  const found = (search: string, ...names: string[]) => foundIds(names, named(...names), search);

  it('matches names by all of its words, in any order, whatever case and accents', () => {
    const names = ['Offer Müller & Söhne.docx', 'Müller, offer 2.pdf', 'Minutes.docx'];
    expect(found('muller OFFER', ...names)).toEqual(names.slice(0, 2));
    expect(found('söhne', ...names)).toEqual(names.slice(0, 1));
    expect(found('xlsx', ...names)).toEqual([]);
  });

  it('of spaces only matches all rows', () => {
    expect(found('  ', 'a.pdf', 'b.pdf')).toEqual(['a.pdf', 'b.pdf']);
  });
});
