// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LibraryAnswer, LibraryPage, LibraryRow } from '../../../../../preload/contract/contract.ts';
import { account, FakeHoist } from '../../fake-hoist.ts';
import { key, openWindow, press, rowOf, settle, shownIds } from '../../render.tsx';
import { detailsOf, patch, ready, row, snapshot } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

const file = (fileId: string, more: Partial<LibraryRow> = {}): LibraryRow => ({
  fileId,
  name: `${fileId}.pdf`,
  uploadedAtMs: null,
  sizeBytes: null,
  madeFrom: null,
  uploadId: null,
  ...more,
});
const page = (ids: string[], total = ids.length, number = 1, limit = 100): LibraryAnswer<LibraryPage> => ({
  ok: true,
  value: { rows: ids.map((id) => file(id)), page: number, limit, total },
});
const failure = (kind: 'not-there' | 'connection-changed' | 'not-ready') =>
  ({ ok: false, problem: { kind } }) as const;
const told = async (pending: string[], failed: string[] = [], deleted: string | null = null) => {
  const named = (fileId: string) => ({ fileId, name: `${fileId}.pdf` });
  act(() =>
    api.pushDeletions({
      pending: pending.map(named),
      failed: failed.map((id) => ({ ...named(id), failure: 'refused' as const })),
      deleted: deleted === null ? null : named(deleted),
    }),
  );
  await settle();
};

async function open(...pages: LibraryAnswer<LibraryPage>[]) {
  api.pages = pages;
  ({ close } = await openWindow(api));
  await press('Library');
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => {
  vi.useRealTimers();
  close();
});

describe('the library', () => {
  it('names the original of a converted file, and finds it by that', async () => {
    const rows = [file('a', { madeFrom: 'Slides.pptx', sizeBytes: 2048 }), file('b')];
    await open({ ok: true, value: { page: 1, limit: 100, total: 2, rows } });
    expect(rowOf('a').textContent).toContain('from Slides.pptx');
    expect(rowOf('a').getAttribute('aria-label')).toMatch(/^a\.pdf, from Slides\.pptx, 2\sKB, /);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'slides' } });
    await waitFor(() => expect(shownIds()).toEqual(['a']));
  });

  it("shows the server's files and their origin", async () => {
    await open({
      ok: true,
      value: {
        page: 1,
        limit: 100,
        total: 2,
        rows: [file('a', { uploadedAtMs: Date.now(), sizeBytes: 2048 }), file('b')],
      },
    });
    expect(rowOf('a').getAttribute('aria-label')).toMatch(
      /^a\.pdf, 2\sKB, Uploaded from this computer today$/,
    );
    expect(rowOf('b').getAttribute('aria-label')).toBe('b.pdf, Not from this computer');
    expect(screen.getByText('2 files')).toBeTruthy();
  });

  it('loads the next page near the end, shows each file once, and says when loading fails', async () => {
    await open(page(['a', 'b'], 5, 1, 2), page(['b', 'c'], 5, 2, 2), failure('connection-changed'));
    expect(shownIds()).toEqual(['a', 'b', 'c']);
    await settle();
    expect(screen.getByText(/connected elsewhere/)).toBeTruthy();
    api.pages = [page(['c', 'd'], 5, 2, 2), page(['e'], 5, 3, 2)];
    await press('Try again');
    await settle();
    expect(shownIds()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(api.asked('libraryPage')).toEqual([[1], [2], [2], [2], [3]]);
  });

  it('loads once, and again only on request, when it cannot be shown at all', async () => {
    const asked = vi.spyOn(api, 'libraryPage').mockRejectedValue(new Error('No room on the disk.'));
    await open();
    await settle();
    const times = asked.mock.calls.length;
    await settle();
    expect(asked).toHaveBeenCalledTimes(times);
    await press('Try again');
    expect(asked).toHaveBeenCalledTimes(times + 1);
  });

  it('searches the loaded files, and the rest on request', async () => {
    vi.useFakeTimers();
    await open(page(['apple', 'plum'], 4, 1, 2), page(['pear'], 4, 2, 2), page(['apricot'], 4, 3, 2));
    // The first screen is not full, so all of it came by itself; another search begins with a fresh list.
    api.pages = [page(['apple', 'plum'], 4, 1, 2)];
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'AP' } });
    await act(() => vi.advanceTimersByTimeAsync(200));
    await press('Refresh');
    expect(shownIds()).toEqual(['apple']);
    expect(screen.getByText('1 found in the first 2 of 4')).toBeTruthy();
    api.pages = [page(['pear', 'apricot'], 4, 2, 2)];
    await press('Search all');
    expect(shownIds()).toEqual(['apple', 'apricot']);
    expect(screen.getByText('2 files found')).toBeTruthy();
  });

  it.each([
    ['that lists nothing', failure('not-there'), /does not list its files/],
    [
      'in trouble',
      {
        ok: false,
        problem: {
          kind: 'server-error',
          message: { code: 'unanswered', because: { code: 'connection_cut' } },
        },
      },
      /did not answer/,
    ],
  ] as const)('says so of a server %s, and asks again when that is wanted', async (_what, answer, said) => {
    await open(answer);
    expect(screen.getByText(said)).toBeTruthy();
    api.pages = [page([])];
    await press('Try again');
    expect(screen.getByText('No files on the server')).toBeTruthy();
  });

  it('waits with the queue’s banner, and starts again with another connection', async () => {
    api.now = snapshot(1);
    await open();
    expect(screen.getByText('Asking the server …')).toBeTruthy();
    act(() => api.push({ ...patch(2), queueStatus: { kind: 'rate-limited', untilMs: Date.now() + 24_000 } }));
    await settle();
    expect(screen.getByText('Waiting for the server')).toBeTruthy();
    expect(screen.getByText(/Server limit reached, continuing in/)).toBeTruthy();
    api.pages = [page(['of-another'])];
    act(() => api.pushConnection({ ...account, userId: '00000000-0000-4000-8000-000000000000' }));
    await settle();
    expect(shownIds()).toEqual(['of-another']);
  });

  it('copies, reads and clears the selection by keyboard alone', async () => {
    await open(page(['a', 'b', 'c']));
    act(() => rowOf('a').focus());
    await key('Home');
    await key('ArrowDown', { shiftKey: true });
    await key('c', { ctrlKey: true });
    expect(api.asked('copyFileIds')).toEqual([[['a', 'b']]]);
    api.texts = [{ ok: true, value: { text: '<b>Hello</b>', isCut: true, shownBytes: 262_144 } }];
    await key('Enter');
    await press('Show its text');
    const pane = screen.getByRole('region', { name: 'Text of b.pdf' });
    expect(within(pane).getByText('<b>Hello</b>').tagName).toBe('PRE');
    expect(within(pane).getByText(/^Only the first 256\sKB/)).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('b.pdf');
    await key('Escape');
    expect(screen.queryByRole('region', { name: /^Text of/ })).toBe(null);
    expect(screen.getByRole('region', { name: 'Details of b.pdf' })).toBeTruthy();
    await key('Escape');
    expect(document.activeElement).toBe(rowOf('b'));
    expect(rowOf('a').getAttribute('aria-selected')).toBe('true');
    await key('Escape');
    expect(rowOf('a').getAttribute('aria-selected')).toBe('false');
  });

  it('shows what this computer knows of a file that it has sent', async () => {
    const sent = row('up', ready);
    api.known.set('up', detailsOf(sent, { endedAtMs: 1 }));
    await open({
      ok: true,
      value: { page: 1, limit: 100, total: 2, rows: [file('a', { uploadId: 'up' }), file('b')] },
    });
    act(() => rowOf('a').focus());
    await key(' ');
    const pane = screen.getByRole('region', { name: 'Details of up.pdf' });
    expect(within(pane).getByRole('list', { name: 'The way of this file' })).toBeTruthy();
    expect(within(pane).getByRole('button', { name: 'Upload again' })).toBeTruthy();
    // Another file takes its place.
    fireEvent.click(within(rowOf('b')).getByText(/\.pdf$/));
    await settle();
    expect(screen.queryByRole('region', { name: 'Details of up.pdf' })).toBeNull();
    const other = screen.getByRole('region', { name: 'Details of b.pdf' });
    expect(other.textContent).toContain('This computer did not send it');
    fireEvent.click(within(other).getByRole('button', { name: 'Copy id' }));
    expect(api.asked('copyFileIds')).toEqual([[['b']]]);
    fireEvent.click(within(rowOf('a')).getByText(/\.pdf$/));
    await settle();
    expect(screen.queryByRole('region', { name: 'Details of b.pdf' })).toBeNull();
    expect(screen.getByRole('region', { name: 'Details of up.pdf' })).toBeTruthy();
    await key('Escape');
    expect(screen.queryByRole('region', { name: /^Details/ })).toBeNull();
  });

  it('closes the details of a file that is gone', async () => {
    await open(page(['a', 'b']));
    act(() => rowOf('a').focus());
    await key('Enter');
    await told(['b'], [], 'b');
    expect(screen.getByRole('region', { name: 'Details of a.pdf' })).toBeTruthy();
    await told([], [], 'a');
    expect(screen.queryByRole('region', { name: /^Details/ })).toBeNull();
  });

  it('shows the text that was requested last, or why there is none', async () => {
    await open(page(['a', 'b']));
    api.texts = [failure('not-ready')];
    fireEvent.doubleClick(rowOf('a'));
    await settle();
    expect(screen.getByText(/still processing this file/)).toBeTruthy();
    api.texts = [{ ok: true, value: { text: ' ', isCut: false, shownBytes: 1 } }];
    fireEvent.doubleClick(rowOf('b'));
    await settle();
    expect(screen.getByText('The server found no text in this file.')).toBeTruthy();
  });

  it('shows a deletion until the server has confirmed it, and announces the result', async () => {
    await open(page(['a', 'b', 'c']));
    fireEvent.click(rowOf('a'));
    fireEvent.click(rowOf('b'), { ctrlKey: true });
    await press('Delete 2 files');
    await key('Delete');
    expect(api.asked('deleteFiles')).toEqual([[['a', 'b']], [['a', 'b']]]);
    await told(['a', 'b']);
    expect(rowOf('a').textContent).toContain('Deleting …');
    await told(['b'], [], 'a');
    expect(shownIds()).toEqual(['b', 'c']);
    expect(screen.getAllByText('a.pdf is deleted from the server')).not.toEqual([]);
    await told([], ['b']);
    expect(shownIds()).toEqual(['b', 'c']);
    expect(screen.getByText('b.pdf was not deleted: the server refuses it.')).toBeTruthy();
    expect(screen.getByText('2 files')).toBeTruthy();
    await press('Dismiss');
    expect(api.asked('dismissDeletions')).toEqual([[]]);
  });

  it('takes a deletion back with Undo or Ctrl+Z, and says so where it is too late', async () => {
    await open(page(['a', 'b']));
    fireEvent.click(rowOf('a'));
    await key('Delete');
    expect(screen.getByText('One file will be deleted from the server.')).toBeTruthy();
    await told(['a']);
    await press('Undo');
    expect(api.asked('undoDeletion')).toEqual([[]]);
    expect(screen.getAllByText('Nothing was deleted.')).not.toEqual([]);
    await told([]);
    expect(rowOf('a').textContent).not.toContain('Deleting …');
    api.isUndoable = false;
    await press('Delete 1 file');
    await key('z', { ctrlKey: true });
    expect(api.asked('undoDeletion')).toHaveLength(2);
    expect(screen.getAllByText('Too late: they are being deleted.')).not.toEqual([]);
    await key('z', { ctrlKey: true });
    expect(api.asked('undoDeletion')).toHaveLength(2);
  });

  it('offers the undo again where it could not be saved, and waits for the person at it', async () => {
    await open(page(['a']));
    vi.spyOn(console, 'error').mockImplementation(() => {});
    fireEvent.click(rowOf('a'));
    await key('Delete');
    fireEvent.pointerEnter(screen.getByRole('button', { name: 'Undo' }));
    fireEvent.pointerLeave(screen.getByRole('button', { name: 'Undo' }));
    expect(api.asked('pauseUndo')).toEqual([[true], [false]]);
    api.failure = new Error('no room');
    await press('Undo');
    expect(screen.getByText('That could not be saved. Please try again now.')).toBeTruthy();
    api.failure = null;
    await press('Undo');
    expect(screen.getAllByText('Nothing was deleted.')).not.toEqual([]);
  });

  it('keeps the undo of a deletion while an earlier one is confirmed', async () => {
    await open(page(['a', 'b']));
    fireEvent.click(rowOf('b'));
    await key('Delete');
    await told(['a', 'b']);
    await told(['b'], [], 'a');
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
    expect(screen.getByText('a.pdf is deleted from the server')).toBeTruthy();
  });

  it('offers no undo where the person said no', async () => {
    await open(page(['a']));
    vi.spyOn(api, 'deleteFiles').mockResolvedValue(false);
    fireEvent.click(rowOf('a'));
    await key('Delete');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('says on any screen what failed since it was last open', async () => {
    api.deleting = {
      pending: [],
      failed: [{ fileId: 'x', name: 'x.pdf', failure: 'unconfirmed' }],
      deleted: null,
    };
    ({ close } = await openWindow(api));
    expect(screen.getAllByText(/A file may not have been deleted/)).not.toEqual([]);
  });
});
