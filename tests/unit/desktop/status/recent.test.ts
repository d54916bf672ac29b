import { describe, expect, it } from 'vitest';
import { awaitsDecision, type Upload } from '../../../../main/core/model/upload.ts';
import { ListSummary } from '../../../../main/desktop/status/recent.ts';
import { readyUpload } from '../copy/ready-upload.ts';

const at = (name: string, endedAtMs: number): Upload =>
  readyUpload(name, { times: { addedAtMs: 0, signedAtMs: 0, sentAtMs: 0, endedAtMs } });

const failed = (id: string): Upload => ({
  ...readyUpload(id),
  state: { stage: 'failed', fileId: null, reason: { code: 'infected' } },
});

/** A list of these, from which `remove` takes some out. */
function open(...uploads: readonly Upload[]) {
  const byId = new Map(uploads.map((upload) => [upload.id, upload]));
  const tally = new ListSummary({ all: () => byId.values() }, awaitsDecision);
  const remove = (...ids: readonly string[]) => {
    for (const id of ids) byId.delete(id);
    tally.remove(ids);
  };
  const names = () => tally.recent.map(({ name }) => name);
  return { tally, remove, names };
}

describe('ListSummary.recent', () => {
  const twelve = [7, 3, 12, 1, 9, 4, 11, 2, 8, 5, 10, 6].map((n) => at(`${n}.pdf`, n));

  it('has the ten uploads that became ready last, whatever their order in the list', () => {
    const { tally, names } = open(...twelve);
    expect(names()).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => `${n}.pdf`));
    expect(tally.recent[0]).toEqual({
      id: '12.pdf',
      name: '12.pdf',
      fileId: 'id of 12.pdf',
      path: '/docs/12.pdf',
    });
    tally.update(at('13.pdf', 13));
    tally.update(failed('14.pdf'));
    expect(names().slice(0, 2)).toEqual(['13.pdf', '12.pdf']);
    expect(names()).toHaveLength(10);
  });

  it('has each file id once, at its latest', () => {
    const { tally, names } = open(at('a.pdf', 1), at('b.pdf', 3));
    tally.update({ ...at('copy.pdf', 5), state: at('a.pdf', 0).state });
    expect(names()).toEqual(['copy.pdf', 'b.pdf']);
  });

  it('has only uploads of the list, also after some left it', () => {
    const { remove, names } = open(...twelve);
    remove('12.pdf', '1.pdf');
    expect(names()).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((n) => `${n}.pdf`));
  });
});

it('what needs the person is every failed upload in the list, until it is tried again or taken out', () => {
  const { tally, remove } = open(at('a', 1), failed('b'), failed('c'), failed('d'));
  const need = () => [tally.failedCount, tally.firstFailed];
  expect(need()).toEqual([3, 'b']);
  tally.update({ ...failed('b'), state: { stage: 'queued' } });
  expect(need()).toEqual([2, 'c']);
  remove('c', 'd');
  expect(need()).toEqual([0, null]);
});

it('what needs a decision is every file that the server does not take, until it is converted or taken out', () => {
  const reason = { code: 'too_large', sizeBytes: 9, maxSizeBytes: 5 } as const;
  const refused = (id: string): Upload => ({
    ...readyUpload(id),
    state: { stage: 'failed', fileId: null, reason },
  });
  const { tally, remove } = open(at('a', 1), refused('b'), refused('c'), failed('d'));
  const need = () => [tally.undecidedCount, tally.firstUndecided, tally.failedCount];
  expect(need()).toEqual([2, 'b', 1]);
  tally.update({ ...refused('b'), state: { stage: 'converting' } });
  expect(need()).toEqual([1, 'c', 1]);
  tally.update({ ...refused('b'), way: 'parts', state: failed('b').state });
  remove('c');
  expect(need()).toEqual([0, null, 2]);
});
