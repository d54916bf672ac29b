// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryRow } from '../../../../../preload/contract/contract.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { key, openWindow, press, rowOf, settle, shownIds } from '../../render.tsx';
import { failed, ready, row } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};
const DAY_MS = 86_400_000;

const past = (id: string, agoMs = 0, more: Partial<HistoryRow> = {}): HistoryRow => ({
  ...row(id, ready),
  endedAtMs: Date.now() - agoMs,
  at: { kind: 'here' },
  ...more,
});
const page = (rows: HistoryRow[], total: number | null = rows.length, seq: number | null = null) => ({
  rows,
  total,
  next: seq === null ? null : { endedAtMs: 1, seq },
});
const choose = async (button: HTMLElement, item: string | RegExp) => {
  act(() => button.focus());
  await key('Enter');
  fireEvent.click(screen.getByRole('menuitem', { name: item }));
  // A menu that closes hands the focus back a moment later: by then, it would close the next one.
  await act(() => new Promise((resolve) => setTimeout(resolve)));
};

async function open(...pages: ReturnType<typeof page>[]) {
  api.history = pages;
  ({ close } = await openWindow(api));
  await press('History');
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => {
  vi.useRealTimers();
  close();
});

describe('the history', () => {
  it('says that it is empty, and fills when an upload ends', async () => {
    await open();
    expect(screen.getByText('Nothing uploaded yet')).toBeTruthy();
    expect(screen.getByText(/for 365 days/)).toBeTruthy();
    api.history = [page([past('a')])];
    act(() => api.pushHistory());
    await settle();
    expect(shownIds()).toEqual(['a']);
  });

  it('shows day, time and target of a file, also in its accessible name', async () => {
    await open(
      page([
        past('a'),
        past('b', 0, { at: { kind: 'sandbox' } }),
        past('c', DAY_MS, { at: { kind: 'other', whom: { user: '497f6eca…', server: 'api.example.com' } } }),
        past('d', DAY_MS, { state: failed() }),
        past('e', DAY_MS, { at: { kind: 'deleted' } }),
      ]),
    );
    expect(rowOf('a').getAttribute('aria-label')).toMatch(/^a\.pdf, 1,000\sB, Ready, Today, /);
    expect(rowOf('b').getAttribute('aria-label')).toContain('Went to a sandbox');
    expect(rowOf('c').getAttribute('aria-label')).toContain(
      'Belongs to user 497f6eca… at api.example.com, Yesterday',
    );
    expect(
      screen.getAllByText(/^(Today|Yesterday)$/, { ignore: 'option' }).map(({ textContent }) => textContent),
    ).toEqual(['Today', 'Yesterday']);
    expect(within(rowOf('d')).queryByRole('button', { name: 'Copy id' })).toBe(null);
    expect(rowOf('e').getAttribute('aria-label')).toContain('Ready, Deleted from the server, Yesterday');
    expect(within(rowOf('e')).queryByRole('button', { name: 'Copy id' })).toBe(null);
    fireEvent.click(rowOf('a'));
    fireEvent.click(rowOf('e'), { shiftKey: true });
    // Of five selected ones, one failed and one was deleted.
    expect(screen.getByRole('button', { name: 'Copy 3 ids' })).toBeTruthy();
  });

  it('searches and filters in the main process, and shows the number of matches', async () => {
    vi.useFakeTimers();
    await open(page([past('a'), past('b')]), page([past('b')]), page([], 0), page([past('a'), past('b')]));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'b' } });
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(shownIds()).toEqual(['b']);
    expect(screen.getByText('1 file')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('When'), { target: { value: 'today' } });
    await settle();
    expect(screen.getByText('Nothing found')).toBeTruthy();
    await press('Show all');
    expect(shownIds()).toEqual(['a', 'b']);
    const query = { search: 'b', period: 'any', outcome: 'all', from: 'anywhere' };
    expect(api.asked('historyPage').slice(1)).toEqual([
      [query, null],
      [{ ...query, period: 'today' }, null],
      [{ ...query, search: '' }, null],
    ]);
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  });

  it('loads the next page near the end, and ignores a late answer', async () => {
    await open(page([past('a')], 2, 7), page([past('b')], null, 8), page([past('c')], null));
    expect(shownIds()).toEqual(['a', 'b', 'c']);
    expect(api.asked('historyPage').map(([, after]) => after)).toEqual([
      null,
      { endedAtMs: 1, seq: 7 },
      { endedAtMs: 1, seq: 8 },
    ]);
  });

  it('copies the selected ids, by mouse and by keyboard', async () => {
    await open(page([past('a'), past('b', 0, { state: failed() }), past('c')]));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Copy ids' }).disabled).toBe(true);
    fireEvent.click(within(rowOf('a')).getByRole('button', { name: 'Copy id' }));
    await settle();
    fireEvent.click(rowOf('a'));
    await key('a', { ctrlKey: true });
    await press('Copy 2 ids');
    await key('c', { ctrlKey: true });
    expect(api.asked('copyIds')).toEqual([[['a']], [['a', 'c']], [['a', 'c']]]);
    await choose(screen.getByRole('button', { name: 'Copy in another form' }), /JSON/);
    expect(api.asked('copyAs')).toEqual([[['a', 'c'], { kind: 'json' }]]);
    await key('Escape');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Copy ids' }).disabled).toBe(true);
    await key('Delete');
    expect(shownIds()).toEqual(['a', 'b', 'c']);
  });

  it('shows a file in its folder or says that it is gone, and uploads it again', async () => {
    await open(page([past('a')]));
    const more = () => within(rowOf('a')).getByRole('button', { name: 'More' });
    await choose(more(), 'Show in folder');
    expect(screen.queryByText(/is not where/)).toBe(null);
    api.isThere = false;
    await choose(more(), 'Show in folder');
    expect(await screen.findAllByText('a.pdf is not where it was uploaded from')).not.toEqual([]);
    api.added = { queued: 1, skipped: 0, undecided: 0 };
    await choose(more(), 'Upload again');
    expect(await screen.findAllByText('1 file added to the queue')).not.toEqual([]);
    api.added = { queued: 0, skipped: 1, undecided: 0 };
    await choose(more(), 'Upload again');
    expect(await screen.findAllByText(/0 added to the queue, 1 not/)).not.toEqual([]);
    expect(api.asked('uploadPastAgain')).toEqual([[['a']], [['a']]]);
  });

  it('names the original of a converted file, which is what is shown in its folder', async () => {
    const madeFrom = { name: 'Slides.pptx', way: 'parts', groupId: 'g', part: 1, of: 2 } as const;
    await open(page([past('a', 0, { madeFrom })]));
    expect(rowOf('a').getAttribute('aria-label')).toContain('a.pdf, from Slides.pptx');
    api.isThere = false;
    await choose(within(rowOf('a')).getByRole('button', { name: 'More' }), 'Show in folder');
    expect(await screen.findAllByText('Slides.pptx is not where it was uploaded from')).not.toEqual([]);
  });

  it('exports all rows that match the filters', async () => {
    await open(page([past('a')], 40), page([past('a')], 2));
    await press('Ready');
    await choose(screen.getByRole('button', { name: 'Export' }), '2 receipts as CSV …');
    expect(api.asked('exportHistory')).toMatchObject([[{ outcome: 'ready' }, 'csv']]);
    expect(screen.getAllByText('2 receipts saved as receipts.csv')).not.toEqual([]);
  });

  it('moves no selected row when more uploads end', async () => {
    await open(page([past('a')]), page([past('b'), past('a')]));
    fireEvent.click(rowOf('a'));
    act(() => api.pushHistory());
    await settle();
    expect(shownIds()).toEqual(['a']);
    await press('Show the newest');
    expect(shownIds()).toEqual(['b', 'a']);
    expect(rowOf('a').getAttribute('aria-selected')).toBe('true');
  });

  it('says that loading failed, and loads on the next visit', async () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    api.failure = new Error('damaged');
    await open(page([past('x')]), page([past('a')]));
    expect(screen.getAllByText(/could not be read/)).not.toEqual([]);
    api.failure = null;
    await press('Queue');
    await press('History');
    expect(shownIds()).toEqual(['a']);
  });
});
