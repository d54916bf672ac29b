// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UploadRow } from '../../../preload/contract.ts';
import { FakeHoist } from './fake-hoist.ts';
import { openWindow, settle } from './render.tsx';
import { failed, patch, queued, ready, row, snapshot } from './rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  ({ close } = await openWindow(api));
}

const rowOf = (id: string) => screen.getByRole('row', { name: new RegExp(`^${id}\\.pdf`) });
const inRow = (id: string, name: string) => within(rowOf(id)).getByRole('button', { name });
const selected = () =>
  screen
    .getAllByRole('row')
    .flatMap((each) => (each.getAttribute('aria-selected') === 'true' ? [each.dataset['id']] : []));
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });
const press = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
};
const push = async (...args: Parameters<typeof patch>) => {
  act(() => api.push(patch(...args)));
  await settle();
};

function drop(type: string, ...names: string[]) {
  const files = names.map((name) => new File(['x'], name, { type: 'application/pdf' }));
  const event = new Event(type, { bubbles: true, cancelable: true });
  const items = files.map((file) => ({ kind: 'file', type: file.type }));
  Object.assign(event, {
    dataTransfer: { types: ['Files'], items, files, dropEffect: 'none' },
    relatedTarget: null,
  });
  act(() => void window.dispatchEvent(event));
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the queue', () => {
  it('shows a row from Queued to Ready and copies its id', async () => {
    await open(row('a'));
    expect(rowOf('a').textContent).toContain('Queued');
    await push(2, [row('a', { stage: 'processing', step: 'Antivirus scanning' })]);
    expect(rowOf('a').textContent).toContain('Antivirus scanning');
    await push(3, [row('a', ready)]);
    expect(rowOf('a').textContent).toContain('3f2a…00c9');
    fireEvent.click(inRow('a', 'Copy id'));
    await settle();
    expect(api.asked('copyIds')).toEqual([[['a']]]);
    expect(inRow('a', 'Copied')).toBeTruthy();
  });

  it('says what failed, tries it again, and all of it at once', async () => {
    await open(row('a', failed()), row('b', failed(false)), row('c', failed()), row('d', ready));
    expect(screen.getByRole('main').textContent).toContain('1 of 4 ready · 3 need you');
    expect(within(rowOf('b')).queryByRole('button', { name: 'Retry' })).toBeNull();
    fireEvent.click(inRow('a', 'Retry'));
    await press('Retry failed (2)');
    expect(api.asked('retry')).toEqual([[['a']], [['a', 'c']]]);
  });

  it('cancels what is under way and removes what is over', async () => {
    await open(row('a'), row('b', ready), row('c', { stage: 'cancelled' }));
    fireEvent.click(inRow('a', 'Cancel'));
    fireEvent.click(inRow('b', 'Remove'));
    fireEvent.click(inRow('c', 'Retry'));
    expect(api.calls).toEqual([
      ['cancel', ['a']],
      ['remove', ['b']],
      ['retry', ['c']],
    ]);
  });

  it('clears what is finished and leaves failures and work alone', async () => {
    const skipped = { stage: 'skipped', code: 'empty_file', message: 'The file is empty.' } as const;
    await open(
      row('a', ready),
      row('b', failed()),
      row('c', skipped),
      row('d'),
      row('e', { stage: 'cancelled' }),
    );
    await press('Clear finished');
    expect(api.asked('remove')).toEqual([[['a', 'c', 'e']]]);
  });

  it('filters, with counts', async () => {
    await open(row('a', ready), row('b', failed()), row('c'));
    expect(screen.queryByRole('button', { name: /Not sent/ })).toBeNull();
    await press('Failed 1');
    expect(screen.getAllByRole('row').map(({ dataset }) => dataset['id'])).toEqual(['b']);
    await push(2, [row('b', queued)]);
    expect(screen.queryAllByRole('row')).toEqual([]);
    expect(screen.getByText('Nothing failed')).toBeTruthy();
  });

  it('puts few of 10,000 rows into the page', async () => {
    await open(...Array.from({ length: 10_000 }, (_, index) => row(`n${index}`)));
    expect(screen.getAllByRole('row').length).toBeLessThan(40);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('10000');
  });

  it('tells that a call failed', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await open(row('a'));
    api.failure = new Error('broken');
    fireEvent.click(inRow('a', 'Cancel'));
    await settle();
    expect(screen.getByRole('status').textContent).toBe('That could not be cancelled. Please try again.');
  });
});

describe('adding files', () => {
  it('shows what a drop will do, and does it', async () => {
    await open();
    drop('dragenter', 'a.pdf', 'b.pdf');
    expect(screen.getByText('Upload 2 files')).toBeTruthy();
    api.added = { queued: 2, skipped: 1 };
    drop('drop', 'a.pdf', 'b.pdf');
    await settle();
    expect(screen.queryByText('Upload 2 files')).toBeNull();
    expect(api.asked('addFiles')).toEqual([[['a.pdf', 'b.pdf'], 'keep']]);
    expect(screen.getByRole('status').textContent).toBe('2 files added, 1 not sent');
  });

  it('takes the choice of how long to keep along', async () => {
    await open();
    fireEvent.keyDown(screen.getByRole('button', { name: 'New files: Keep for reuse' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitemradio', { name: /^Delete after 24 hours/ }));
    expect(screen.getByRole('button', { name: 'New files: Delete after 24 hours' })).toBeTruthy();
    await press('Choose folder');
    key('o', { ctrlKey: true });
    expect(api.asked('choose')).toEqual([
      ['folder', 'temporary'],
      ['files', 'temporary'],
    ]);
  });

  it('says so where there was nothing to add', async () => {
    await open();
    drop('drop', 'a.pdf');
    await settle();
    expect(screen.getByRole('status').textContent).toBe('No files found there');
  });
});

describe('the keyboard', () => {
  beforeEach(async () => {
    await open(row('a'), row('b', ready), row('c', ready), row('d', failed()));
  });

  it('walks, selects a range, and all', () => {
    act(() => rowOf('a').focus());
    key('ArrowDown');
    expect(document.activeElement).toBe(rowOf('b'));
    key('ArrowDown', { shiftKey: true });
    expect(selected()).toEqual(['b', 'c']);
    key('a', { ctrlKey: true });
    expect(selected()).toEqual(['a', 'b', 'c', 'd']);
    key('Escape');
    expect(selected()).toEqual([]);
    expect(document.activeElement).toBe(rowOf('c'));
  });

  it('copies the ids of the selection, and of all that is ready without one', async () => {
    key('c', { ctrlKey: true });
    fireEvent.click(rowOf('a'));
    fireEvent.click(rowOf('c'), { ctrlKey: true });
    key('c', { ctrlKey: true });
    await settle();
    expect(api.asked('copyIds')).toEqual([[['b', 'c']], [['c']]]);
  });

  it('cancels and removes the selection with Delete', async () => {
    fireEvent.click(rowOf('a'));
    fireEvent.click(rowOf('b'), { shiftKey: true });
    act(() => rowOf('b').focus());
    key('Delete');
    await settle();
    expect(api.calls).toEqual([
      ['cancel', ['a']],
      ['remove', ['b']],
    ]);
  });

  it('moves on to the neighbour when its row goes', async () => {
    act(() => rowOf('b').focus());
    await push(2, [], ['b']);
    expect(document.activeElement).toBe(rowOf('c'));
  });

  it('steps into the buttons of a row, and falls back to the row when they go', async () => {
    act(() => rowOf('b').focus());
    key('ArrowRight');
    expect(document.activeElement).toBe(inRow('b', 'Copy id'));
    key('ArrowLeft');
    expect(document.activeElement).toBe(rowOf('b'));
    key('ArrowRight');
    await push(2, [row('b', { stage: 'cancelled' })]);
    expect(rowOf('b').contains(document.activeElement)).toBe(true);
  });

  it('has one row in the tab order, and only its buttons', () => {
    act(() => rowOf('b').focus());
    const stops = [...screen.getByRole('grid').querySelectorAll<HTMLElement>('[tabindex="0"]')];
    expect(stops).toEqual([rowOf('b'), inRow('b', 'Copy id'), inRow('b', 'Remove')]);
  });
});
