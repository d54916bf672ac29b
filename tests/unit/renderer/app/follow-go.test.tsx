// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UploadRow } from '../../../../preload/contract/contract.ts';
import { FakeHoist } from '../fake-hoist.ts';
import { openWindow, settle } from '../render.tsx';
import { failed, ready, row, snapshot } from '../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};
beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

const rows: UploadRow[] = Array.from({ length: 200 }, (_, index) => row(`file-${index}`, ready));

async function open() {
  api.now = snapshot(1, [...rows, row('broken', failed())]);
  const opened = await openWindow(api);
  close = opened.close;
  return opened.hoist;
}

async function go(...args: Parameters<FakeHoist['pushGo']>) {
  act(() => api.pushGo(...args));
  await settle();
}

it('followGo selects and focuses a row far down, although a filter hid it', async () => {
  const hoist = await open();
  act(() => hoist.stores.queueView.setFilter('failed'));
  await go({ screen: 'queue', uploadId: 'file-150' });
  const found = screen.getByRole('row', { name: /^file-150\.pdf/ });
  expect(found.getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(found);
  expect(hoist.stores.queueView.getState().filter).toBe('all');
  expect(hoist.stores.view.getState().arrival).toBeNull();
});

it('followGo leads to a row from another screen, and then to another row', async () => {
  const hoist = await open();
  await go({ screen: 'settings', uploadId: null });
  expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy();
  for (const id of ['broken', 'file-3']) {
    await go({ screen: 'queue', uploadId: id });
    expect(document.activeElement).toBe(screen.getByRole('row', { name: new RegExp(`^${id}\\.pdf`) }));
    expect([...hoist.stores.queueView.getState().selection.ids]).toEqual([id]);
  }
});

it('followGo shows the queue unchanged when the row is gone', async () => {
  const hoist = await open();
  act(() => hoist.stores.queueView.setFilter('failed'));
  await go({ screen: 'folders', uploadId: null });
  await go({ screen: 'queue', uploadId: 'gone' });
  expect(hoist.stores.queueView.getState().filter).toBe('failed');
  expect(hoist.stores.view.getState()).toMatchObject({ screen: 'auto', arrival: null });
});

it('followGo waits until the rows are known', async () => {
  let tell = (_: ReturnType<typeof snapshot>) => {};
  const told = new Promise<ReturnType<typeof snapshot>>((resolve) => {
    tell = resolve;
  });
  api.snapshot = () => told;
  const opened = await openWindow(api);
  close = opened.close;
  await go({ screen: 'queue', uploadId: 'file-7' });
  tell(snapshot(1, rows));
  await settle();
  expect(document.activeElement).toBe(screen.getByRole('row', { name: /^file-7\.pdf/ }));
});
