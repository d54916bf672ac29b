// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UploadRow } from '../../../../../preload/contract/contract.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { endUndo, key, openWindow, press, settle, shownIds } from '../../render.tsx';
import { patch, processing, ready, row, snapshot } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  ({ close } = await openWindow(api));
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => {
  close();
  vi.useRealTimers();
});

describe('what was removed from the list', () => {
  it('is gone at once, and back in its place with Undo', async () => {
    await open(row('a', ready), row('b', processing()), row('c', ready));
    await press('Clear finished');
    expect(shownIds()).toEqual(['b']);
    expect(screen.getByRole('main').textContent).toContain('0 of 1 ready');
    // What comes and changes meanwhile is there as well.
    act(() => api.push(patch(2, [row('d', ready), row('b', ready)])));
    await press('Undo');
    expect(shownIds()).toEqual(['a', 'b', 'c', 'd']);
    expect(screen.getByRole('main').textContent).toContain('4 of 4 ready');
    await endUndo();
    expect(api.asked('remove')).toEqual([]);
  });

  it('is back with Ctrl+Z, in the state that it has by then', async () => {
    await open(row('a', ready));
    await press('Clear finished');
    act(() => api.push(patch(2, [{ ...row('a', ready), name: 'renamed.pdf' }])));
    await key('z', { ctrlKey: true });
    expect(screen.getByRole('row', { name: /^renamed\.pdf/ })).toBeTruthy();
    await key('z', { ctrlKey: true });
    expect(api.asked('remove')).toEqual([]);
  });

  it('is removed for good after 8 s, but not while the pointer is on the toast', async () => {
    vi.useFakeTimers();
    await open(row('a', ready), row('b', processing()));
    await press('Clear finished');
    const toast = screen.getByText('One file removed from the list.').parentElement as HTMLElement;
    await act(() => vi.advanceTimersByTimeAsync(7900));
    fireEvent.pointerEnter(toast);
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(api.asked('remove')).toEqual([]);
    fireEvent.pointerLeave(toast);
    await act(() => vi.advanceTimersByTimeAsync(7900));
    expect(api.asked('remove')).toEqual([]);
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(api.asked('remove')).toEqual([[['a']]]);
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('is removed for good as soon as something else is said or removed', async () => {
    await open(row('a', ready), row('b', ready), row('c', processing()));
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove' })[0] as HTMLElement);
    await settle();
    expect(shownIds()).toEqual(['b', 'c']);
    await press('Clear finished');
    expect(api.asked('remove')).toEqual([[['a']]]);
    await press('Undo');
    expect(shownIds()).toEqual(['b', 'c']);
  });

  it('is back in the list where it could not be removed', async () => {
    await open(row('a', ready), row('b', processing()));
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await press('Clear finished');
    api.failure = new Error('no room');
    await endUndo();
    expect(shownIds()).toEqual(['a', 'b']);
    expect(screen.getAllByText('That could not be removed. Please try again.').length).toBeGreaterThan(0);
  });

  it('does not come back with a new snapshot meanwhile', async () => {
    await open(row('a', ready), row('b', processing()));
    await press('Clear finished');
    api.now = snapshot(5, [row('a', ready), row('b', ready)]);
    act(() => api.push(patch(9)));
    await settle();
    expect(shownIds()).toEqual(['b']);
  });
});
