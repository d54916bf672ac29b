// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noRows, updatedCounts } from '../../../../../main/core/model/row-counts.ts';
import type { QueuePage, UploadRow } from '../../../../../preload/contract/contract.ts';
import type { Hoist } from '../../../../../renderer/features/shared/state/hoist.ts';
import { FakeHoist, noAccount } from '../../fake-hoist.ts';
import { openWindow, press, rowById, settle } from '../../render.tsx';
import { failed, queued, ready, row, snapshot } from '../../rows.ts';

const batch = { id: 'invoices', title: 'Invoices' };
const first = [row('a', ready, { batch }), row('b', failed(), { batch })];
const rest = [row('c', ready, { batch }), row('d', failed(), { batch }), row('e', queued, { batch })];
const all = [...first, ...rest];
const countsOf = (rows: readonly UploadRow[]) =>
  updatedCounts(
    noRows,
    rows.map((after) => ({ before: null, after })),
  );

let api: FakeHoist;
let hoist: Hoist;
let close = () => {};
let page = Promise.withResolvers<QueuePage | null>();

beforeEach(() => {
  api = new FakeHoist();
  page = Promise.withResolvers();
  api.now = {
    ...snapshot(1, first),
    hasMore: true,
    counts: countsOf(all),
    batches: [{ id: batch.id, counts: countsOf(all), sizeBytes: 5_000_000 }],
  };
  api.snapshotPage = () => page.promise;
});
afterEach(() => close());

async function open() {
  ({ close, hoist } = await openWindow(api));
}

async function loadRest() {
  page.resolve({ rows: rest, hasMore: false });
  await settle();
}

const list = () => screen.getByRole('treegrid');
const main = () => screen.getByRole('main').textContent;

it('shows the totals of all rows, and says how many are to come', async () => {
  await open();
  expect(main()).toContain('2 of 5 ready · 2 need you');
  expect(screen.getByRole('button', { name: 'All 5' })).toBeTruthy();
  expect(list().getAttribute('aria-busy')).toBe('true');
  expect(list().getAttribute('aria-rowcount')).toBe('-1');
  expect(main()).toContain('3 more rows are loading');
  await loadRest();
  expect(main()).toContain('2 of 5 ready · 2 need you');
  expect(list().getAttribute('aria-busy')).toBe('false');
  expect(list().getAttribute('aria-rowcount')).toBe('6');
  expect(main()).not.toContain('loading');
});

it('heads a batch with the totals of all its files', async () => {
  await open();
  const heading = () => rowById(`batch:${batch.id}`).getAttribute('aria-label');
  expect(heading()).toMatch(/^Invoices, 5 files · .* · 2 ready · 2 failed$/);
  const before = heading();
  await loadRest();
  expect(heading()).toBe(before);
});

it('lets the person act on a row that is there', async () => {
  await open();
  fireEvent.click(within(rowById('a')).getByRole('button', { name: 'Copy id' }));
  await settle();
  expect(api.asked('copyIds')).toEqual([[['a']]]);
  expect(rowById('a').closest('[inert]')).toBeNull();
});

it('lets what concerns rows to come wait for them', async () => {
  await open();
  await press('Copy all ids');
  await press('Retry failed (2)');
  fireEvent.click(within(rowById(`batch:${batch.id}`)).getByRole('button', { name: 'Copy 2 ids' }));
  fireEvent.keyDown(document.body, { key: 'c', ctrlKey: true });
  await settle();
  expect(api.calls).toEqual([]);
  await loadRest();
  expect(api.calls).toEqual([
    ['copyIds', ['a', 'c']],
    ['retry', ['b', 'd']],
    ['copyIds', ['a', 'c']],
    ['copyIds', ['a', 'c']],
  ]);
});

it('selects all rows once it has them, and discards all files of a heading', async () => {
  await open();
  act(() => rowById('a').focus());
  fireEvent.keyDown(rowById('a'), { key: 'a', ctrlKey: true });
  await loadRest();
  expect(hoist.stores.queueView.getState().selection.ids).toEqual(
    new Set([`batch:${batch.id}`, ...all.map(({ id }) => id)]),
  );
});

it('does nothing to the rows of another connection that came in place of those to come', async () => {
  await open();
  await press('Retry failed (2)');
  api.now = { ...snapshot(9, [row('theirs', failed())]), connectionId: 'another' };
  page.resolve(null);
  await settle();
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(screen.getByRole('row', { name: /^theirs/ })).toBeTruthy();
  expect(api.calls).toEqual([]);
});

it('leads to a row on a later page, with the focus', async () => {
  await open();
  act(() => hoist.stores.view.showUpload('d'));
  await settle();
  expect(hoist.stores.view.getState().arrival).toBe('d');
  await loadRest();
  expect(document.activeElement).toBe(rowById('d'));
  expect(hoist.stores.view.getState().arrival).toBeNull();
});

it('announces the notice of the list once', async () => {
  api.now = { ...api.now, notice: { code: 'row_unreadable' } };
  await open();
  const { announcement } = hoist.stores.view.getState();
  expect(announcement.text).toBe('One upload of the list could not be read and was left out.');
  await loadRest();
  api.now = { ...snapshot(9, all), notice: { code: 'row_unreadable' } };
  act(() => api.push({ ...api.now, removedIds: [] }));
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(hoist.stores.queue.getState().seq).toBe(9);
  expect(hoist.stores.view.getState().announcement).toBe(announcement);
});

it.each([
  { ...noAccount, mode: 'none' as const },
  { ...noAccount, mode: 'unlocking' as const },
])('counts all files that wait on the screen before the list: $mode', async (connection) => {
  api.connected = connection;
  await open();
  expect(await screen.findByText('5 files wait in the queue')).toBeTruthy();
});
