// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RowState, UploadRow } from '../../../../../preload/contract/contract.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { endUndo, openWindow, press, rowById as rowOf, settle, shownIds as shown } from '../../render.tsx';
import { failed, parts, patch, processing, queued, ready, row, snapshot } from '../../rows.ts';

const GROUP = 'group:orders.csv';
const cancelled: RowState = { stage: 'cancelled' };
const leftOut: RowState = { stage: 'skipped', message: { code: 'empty_file' } };

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  ({ close } = await openWindow(api));
}

const inGroup = (name: string) => within(rowOf(GROUP)).queryByRole('button', { name });
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the parts of an original', () => {
  it('are one row, and stand below it while it is open', async () => {
    await open(row('a', ready), ...parts('orders.csv', 'parts', ready, processing(), queued), row('z'));
    expect(shown()).toEqual(['a', GROUP, 'z']);
    expect(rowOf(GROUP).getAttribute('aria-label')).toBe('orders.csv, 3 parts · 1 ready');
    fireEvent.click(inGroup('Show the parts') as HTMLElement);
    expect(shown()).toEqual(['a', GROUP, 'orders.csv-1', 'orders.csv-2', 'orders.csv-3', 'z']);
    fireEvent.click(inGroup('Hide the parts') as HTMLElement);
    expect(shown()).toEqual(['a', GROUP, 'z']);
  });

  it('open by two clicks on the row, which on a button are just two clicks', async () => {
    await open(...parts('orders.csv', 'parts', ready, ready));
    fireEvent.doubleClick(rowOf(GROUP));
    expect(shown()).toHaveLength(3);
    fireEvent.doubleClick(inGroup('Hide the parts') as HTMLElement);
    expect(shown()).toHaveLength(3);
  });

  it('open by Enter on the row, and by the arrow to its first button', async () => {
    await open(...parts('orders.csv', 'parts', ready, ready));
    act(() => rowOf(GROUP).focus());
    key('Enter');
    expect(shown()).toHaveLength(3);
    key('ArrowRight');
    expect(document.activeElement).toBe(inGroup('Hide the parts'));
    key('ArrowLeft');
    key('ArrowDown');
    expect(document.activeElement).toBe(rowOf('orders.csv-1'));
  });

  it('say how many are ready, failed, cancelled and left out', async () => {
    await open(...parts('orders.csv', 'contents', ready, failed(), cancelled, leftOut, leftOut));
    expect(rowOf(GROUP).textContent).toContain('5 files · 1 ready · 1 failed · 1 cancelled · 2 left out');
    // Nothing is under way.
    expect(within(rowOf(GROUP)).queryByRole('progressbar')).toBeNull();
  });

  it('show their progress until the last one has ended', async () => {
    await open(...parts('orders.csv', 'parts', ready, queued));
    const progress = () => within(rowOf(GROUP)).queryByRole('progressbar');
    expect(progress()).not.toBeNull();
    act(() => api.push(patch(2, parts('orders.csv', 'parts', ready, failed()))));
    await settle();
    expect(progress()).toBeNull();
  });

  it('are counted as some of all where a filter hides the others, or they are gone', async () => {
    await open(...parts('orders.csv', 'parts', ready, queued, ready));
    await press('Ready 2');
    expect(rowOf(GROUP).textContent).toContain('2 of 3 parts · 2 ready');
    act(() => api.push(patch(2, [], ['orders.csv-1', 'orders.csv-2'])));
    await settle();
    expect(rowOf(GROUP).textContent).toContain('1 of 3 parts · 1 ready');
  });

  it('stand apart among the failed files, which are sorted by cause', async () => {
    await open(...parts('orders.csv', 'parts', failed(), ready, failed()));
    await press('Failed 2');
    expect(shown().slice(1)).toEqual(['orders.csv-1', 'orders.csv-3']);
    expect(screen.getByText('2 × Could not be processed by the server.')).toBeTruthy();
    expect(rowOf('orders.csv-1').textContent).toContain('from orders.csv');
  });

  it('are found by the name of their original', async () => {
    const inside = parts('Bürgschaft.zip', 'contents', ready, ready).map((part, index) => ({
      ...part,
      name: `offer ${index}.txt`,
    }));
    await open(row('a', ready), ...inside);
    const search = (value: string) => fireEvent.change(screen.getByRole('searchbox'), { target: { value } });
    search('burgschaft');
    await waitFor(() => expect(shown()).toEqual(['group:Bürgschaft.zip']));
    expect(rowOf('group:Bürgschaft.zip').textContent).toContain('2 files · 2 ready');
    search('offer 1');
    await waitFor(() =>
      expect(rowOf('group:Bürgschaft.zip').textContent).toContain('1 of 2 files · 1 ready'),
    );
  });

  it('of which there is only one are a usual row with the name of the original', async () => {
    await open(...parts('notes.odt', 'text', ready));
    expect(shown()).toEqual(['notes.odt-1']);
    expect(rowOf('notes.odt-1').textContent).toContain('notes.odtas text');
  });
});

describe('what is done with an original', () => {
  it('is done with its parts: their ids are copied, failed and cancelled ones tried again', async () => {
    await open(
      ...parts('orders.csv', 'parts', ready, failed(), ready, cancelled, failed(false)),
      row('z', ready),
    );
    fireEvent.click(inGroup('Copy 2 ids') as HTMLElement);
    fireEvent.click(inGroup('Retry') as HTMLElement);
    fireEvent.click(inGroup('Remove') as HTMLElement);
    await endUndo();
    expect(api.calls).toEqual([
      ['copyIds', ['orders.csv-1', 'orders.csv-3']],
      ['retry', ['orders.csv-2', 'orders.csv-4']],
      ['remove', [1, 2, 3, 4, 5].map((part) => `orders.csv-${part}`)],
    ]);
  });

  it('cancels the parts under way', async () => {
    await open(...parts('orders.csv', 'parts', ready, queued, processing()));
    fireEvent.click(inGroup('Cancel') as HTMLElement);
    expect(api.calls).toEqual([['cancel', ['orders.csv-2', 'orders.csv-3']]]);
  });

  it('reaches the parts by the keyboard too: Ctrl+C copies their ids, Delete cancels and removes them', async () => {
    await open(row('a', ready), ...parts('orders.csv', 'parts', ready, queued));
    fireEvent.click(rowOf(GROUP));
    act(() => rowOf(GROUP).focus());
    key('c', { ctrlKey: true });
    await settle();
    key('Delete');
    await settle();
    await endUndo();
    expect(api.calls).toEqual([
      ['copyIds', ['orders.csv-1']],
      ['cancel', ['orders.csv-2']],
      ['remove', ['orders.csv-1']],
    ]);
  });
});

describe('what was sent', () => {
  const text = (value: string) =>
    ({ ok: true, value: { text: value, isCut: false, shownBytes: 9 } }) as const;
  const choose = async (id: string, name: string) => {
    act(() => within(rowOf(id)).getByRole('button', { name: 'More' }).focus());
    key('Enter');
    await settle();
    fireEvent.click(screen.getByRole('menuitem', { name }));
    await settle();
  };

  it('is opened by the system until it is ready, if nothing runs by that', async () => {
    await open(
      ...parts('notes.odt', 'text', processing()).map((one) => ({ ...one, name: 'notes.odt.txt' })),
      ...parts('a.zip', 'contents', processing()).map((one) => ({ ...one, name: 'macros.docx' })),
    );
    await choose('notes.odt-1', 'Show what is sent');
    expect(api.asked('openDerived')).toEqual([['notes.odt-1']]);
    expect(within(rowOf('a.zip-1')).queryByRole('button', { name: 'More' })).toBeNull();
  });

  it('is shown as the server reads it once it is ready, beside the list, until Escape', async () => {
    await open(...parts('notes.odt', 'text', ready), row('z', ready));
    api.texts = [{ ok: false, problem: { kind: 'not-ready' } }, text('What was said in May.')];
    await choose('notes.odt-1', 'Show what was sent');
    const pane = screen.getByRole('region', { name: /part 1 of notes.odt/ });
    expect(pane.textContent).toContain('The server is still processing this file.');
    await press('Try again');
    expect(pane.textContent).toContain('What was said in May.');
    expect(api.asked('uploadText')).toEqual([['notes.odt-1'], ['notes.odt-1']]);
    key('Escape');
    expect(screen.queryByRole('region', { name: /notes.odt/ })).toBeNull();
  });

  it('is no question for a file whose own bytes were sent', async () => {
    await open(row('z', ready));
    expect(within(rowOf('z')).queryByRole('button', { name: 'More' })).toBeNull();
  });
});
