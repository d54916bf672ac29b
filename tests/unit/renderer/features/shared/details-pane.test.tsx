// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UploadRow } from '../../../../../preload/contract/contract.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { key, openWindow, press, rowOf, settle } from '../../render.tsx';
import { detailsOf, patch, queued, ready, row, snapshot } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  for (const each of rows) api.known.set(each.id, detailsOf(each));
  ({ close } = await openWindow(api));
}

const pane = () => screen.queryByRole('region', { name: /^Details of/ });
const focusRow = (id: string) => act(() => rowOf(id).focus());

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the details of an upload', () => {
  it.each(['Enter', ' '])('open and close with the key “%s” on its row', async (name) => {
    await open(row('a', queued), row('b', queued));
    focusRow('b');
    await key(name);
    expect(pane()?.getAttribute('aria-label')).toBe('Details of b.pdf');
    expect(pane()?.contains(document.activeElement)).toBe(true);
    await key('Escape');
    expect(pane()).toBeNull();
    expect(document.activeElement).toBe(rowOf('b'));
  });

  it('open with a click on its name, and a click elsewhere in the row only selects it', async () => {
    await open(row('a', queued));
    fireEvent.click(within(rowOf('a')).getByText(/\.pdf$/));
    await settle();
    expect(pane()).not.toBeNull();
    await press('Close the details');
    fireEvent.click(rowOf('a'));
    await settle();
    expect(pane()).toBeNull();
    expect(rowOf('a').getAttribute('aria-selected')).toBe('true');
  });

  it('say how many files come before it, and follow its row', async () => {
    await open(row('a', queued));
    api.known.set('a', detailsOf(row('a', queued), { ahead: 12 }));
    focusRow('a');
    await key('Enter');
    expect(pane()?.textContent).toContain('12 files come before it.');
    expect(
      within(screen.getByRole('list', { name: 'The way of this file' })).getAllByRole('listitem'),
    ).toHaveLength(1);
    const now = { ...row('a', ready), addedAtMs: 0 };
    const marks = [
      { kind: 'started', atMs: 20_000 },
      { kind: 'identified', atMs: 21_000 },
      { kind: 'sending', atMs: 22_000 },
      { kind: 'sent', atMs: 23_000 },
      { kind: 'ended', atMs: 24_000 },
    ] as const;
    api.known.set('a', detailsOf(now, { endedAtMs: 24_000, marks }));
    act(() => api.push(patch(2, [now])));
    await settle();
    expect(pane()?.textContent).toContain('Most of the time it waited for its turn: 20 s.');
    const steps = within(screen.getByRole('list', { name: 'The way of this file' })).getAllByRole('listitem');
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      'Waited for its turn20 s',
      'Read the file1 s',
      'Waited to be sent1 s',
      expect.stringMatching(/^Sent1 s, /),
      'Processed by the server1 s',
    ]);
  });

  it('list the attempts that did not work, the latest first', async () => {
    await open(row('a', queued));
    const message = (because: string) => ({ code: 'plain', because }) as const;
    const marks = [
      { kind: 'retry', attempt: 2, atMs: 1000, message: message('It was busy.') },
      { kind: 'retry', attempt: 3, atMs: 2000, message: message('It was cut.') },
    ] as const;
    api.known.set('a', detailsOf(row('a', queued), { marks }));
    focusRow('a');
    await key('Enter');
    expect(screen.getByText('2 attempts did not work')).toBeTruthy();
    const text = pane()?.textContent ?? '';
    expect(text.indexOf('It was cut.')).toBeLessThan(text.indexOf('It was busy.'));
  });

  it('close where the upload is not there any more', async () => {
    await open(row('a', queued));
    api.known.delete('a');
    focusRow('a');
    await key('Enter');
    expect(pane()).toBeNull();
  });

  it('leave space with Ctrl to the selection', async () => {
    await open(row('a', queued));
    focusRow('a');
    await key(' ', { ctrlKey: true });
    expect(pane()).toBeNull();
    expect(rowOf('a').getAttribute('aria-selected')).toBe('true');
  });

  it('open the file where it is a document, and say where that did not work', async () => {
    await open(row('a', ready));
    focusRow('a');
    await key('Enter');
    await press('Open the file');
    expect(api.asked('openFile')).toEqual([['a']]);
    api.opening = 'not-opened';
    await press('Open the file');
    expect(screen.getAllByText('No program on this computer opened a.pdf.')).not.toEqual([]);
    api.opening = 'not-there';
    await press('Open the file');
    expect(screen.getAllByText('a.pdf is not where it was uploaded from')).not.toEqual([]);
  });

  it('offer to open nothing that could be a program', async () => {
    await open(row('a', ready));
    api.known.set('a', detailsOf(row('a', ready), { canOpen: false }));
    focusRow('a');
    await key('Enter');
    expect(screen.queryByRole('button', { name: 'Open the file' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Show in folder' })).toBeTruthy();
  });
});
