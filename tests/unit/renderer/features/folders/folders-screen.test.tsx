// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FolderRow } from '../../../../../preload/contract/contract.ts';
import { account, FakeHoist, noAccount } from '../../fake-hoist.ts';
import { all, folder } from '../../folders.ts';
import { openWindow, settle } from '../../render.tsx';
import { failed, row, snapshot } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const press = async (name: string | RegExp) => {
  fireEvent.click(button(name));
  await settle();
};
const said = () => screen.getByRole('status').textContent;

async function open(...folders: FolderRow[]) {
  api.watched = folders;
  ({ close } = await openWindow(api));
  await press(/^Folders/);
}

async function push(...folders: FolderRow[]) {
  act(() => api.pushFolders(...folders));
  await settle();
}

function drop(...names: string[]) {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  const files = names.map((name) => new File(['x'], name));
  Object.assign(event, { dataTransfer: { types: ['Files'], items: [], files } });
  act(() => void window.dispatchEvent(event));
  return settle();
}

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => close());

describe('the navigation to the folders', () => {
  it('shows once Hoist is connected, and marks the current screen', async () => {
    await open();
    expect(button('Folders').getAttribute('aria-current')).toBe('page');
    expect(screen.getByText('No watched folders yet')).toBeTruthy();
    await press('Queue');
    expect(button('Queue').getAttribute('aria-current')).toBe('page');
    expect(screen.getByText('Drop documents here')).toBeTruthy();
  });

  it('does not show before', async () => {
    api.connected = noAccount;
    ({ close } = await openWindow(api));
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('shows on every screen that a folder has a question, and announces it', async () => {
    await open(folder('Invoices'));
    await press('Queue');
    expect(screen.queryByRole('img', { name: 'has a question' })).toBeNull();
    await push(folder('Invoices', { alreadyHere: { files: 3, bytes: 9 } }));
    expect(screen.getByRole('img', { name: 'has a question' })).toBeTruthy();
    expect(said()).toBe('Invoices has a question');
  });
});

describe('a folder', () => {
  it('shows its settings and the state of its files', async () => {
    await open(
      folder('Invoices', {
        ready: 1284,
        underWay: 2,
        lastUpload: { file: '2026/a.pdf', fileId: '3f2a9b14-0000-4000-8000-0000000000c9', atMs: 0 },
      }),
    );
    const text = screen.getByRole('main').textContent;
    for (const texts of [
      'Invoices',
      '/home/ada/Invoices',
      'Watching',
      '1,284 ready',
      '2 under way',
      '3f2a…00c9',
    ]) {
      expect(text).toContain(texts);
    }
    await press('Copy id');
    expect(api.asked('copyLastId')).toEqual([['Invoices']]);
    expect(button('Copied')).toBeTruthy();
  });

  it('asks about files that were there before, and passes on the answer', async () => {
    await open(folder('Old', { alreadyHere: { files: 3412, bytes: 1024 } }));
    const question = screen.getByRole('group', { name: /^3,412 files \(1\sKB\) are already here/ });
    fireEvent.click(within(question).getByRole('button', { name: 'Only new files' }));
    fireEvent.click(within(question).getByRole('button', { name: 'Upload all 3,412' }));
    await settle();
    expect(api.asked('answerAlreadyHere')).toEqual([
      ['Old', 'only-new'],
      ['Old', 'upload'],
    ]);
  });

  it('offers to convert what the server does not take', async () => {
    await open(folder('Talks', { convertible: 7 }), folder('Plain'));
    const question = screen.getByRole('group', { name: /^7 files can be sent after conversion\./ });
    fireEvent.click(within(question).getByRole('button', { name: 'Convert all' }));
    await settle();
    expect(api.asked('convertSkipped')).toEqual([['Talks']]);
    await push(folder('Talks'), folder('Plain'));
    expect(screen.queryByText(/after conversion/)).toBeNull();
  });

  it('asks about edited files, each or all', async () => {
    await open(
      folder('Drafts', {
        edited: all({ file: 'a.docx', sizeBytes: 1 }, { file: 'sub/b.docx', sizeBytes: 2 }),
      }),
    );
    await press('Upload new version: a.docx');
    await press('Leave: sub/b.docx');
    await press('Upload all 2');
    await press('Leave all 2');
    expect(api.asked('answerEdited')).toEqual([
      ['Drafts', ['a.docx'], 'upload'],
      ['Drafts', ['sub/b.docx'], 'leave'],
      ['Drafts', ['a.docx', 'sub/b.docx'], 'upload'],
      ['Drafts', ['a.docx', 'sub/b.docx'], 'leave'],
    ]);
  });

  it('lists files that wait, were skipped, failed or could not be moved, one list at a time', async () => {
    await open(
      folder('Invoices', {
        waiting: all({ file: 'w.pdf', sizeBytes: 1, sinceMs: 0, why: 'open-elsewhere' }),
        skipped: {
          total: 61,
          first: [{ file: 's.png', message: { code: 'plain', because: 'Not this type.' } }],
        },
        failedActions: all({ file: 'm.pdf', message: { code: 'plain', because: 'There is no room.' } }),
      }),
    );
    expect(screen.queryByRole('list', { name: 'Files that wait' })).toBeNull();
    await press('1 waits');
    expect(screen.getByRole('list', { name: 'Files that wait' }).textContent).toContain('Another program');
    await press('61 not sent');
    expect(screen.queryByRole('list', { name: 'Files that wait' })).toBeNull();
    expect(screen.getByText('Not this type.')).toBeTruthy();
    expect(screen.getByText('and 60 more')).toBeTruthy();
    expect(button('61 not sent').getAttribute('aria-expanded')).toBe('true');
    await press('1 not moved');
    expect(screen.getByText('There is no room.')).toBeTruthy();
    await press('1 not moved');
    expect(screen.queryByText('There is no room.')).toBeNull();
  });

  it('leads from a failed file to its row while that is in the queue', async () => {
    api.now = snapshot(1, [row('here', failed())]);
    const message = { code: 'processing_failed', step: null } as const;
    await open(
      folder('Invoices', {
        failed: all(
          { file: 'here.pdf', message, uploadId: 'here' },
          { file: 'gone.pdf', message, uploadId: 'gone' },
          { file: 'infected.pdf', message, uploadId: null },
        ),
      }),
    );
    await press('3 failed');
    expect(screen.getAllByRole('button', { name: /^Show in queue/ })).toHaveLength(1);
    await press('Show in queue: here.pdf');
    const shown = screen.getByRole('row', { name: /^here\.pdf/ });
    expect(shown.getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(shown);
  });

  it('leads to the row of a failed file that a search in the queue hid', async () => {
    api.now = snapshot(1, [row('here', failed()), row('other')]);
    ({ close } = await openWindow(api));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'other' } });
    await waitFor(() => expect(screen.queryByRole('row', { name: /^here\.pdf/ })).toBeNull());
    const message = { code: 'processing_failed', step: null } as const;
    await push(folder('Invoices', { failed: all({ file: 'here.pdf', message, uploadId: 'here' }) }));
    await press(/^Folders/);
    await press('1 failed');
    await press('Show in queue: here.pdf');
    expect(document.activeElement).toBe(screen.getByRole('row', { name: /^here\.pdf/ }));
  });

  it('keeps the focus on the navigation on the way back to the queue', async () => {
    api.now = snapshot(1, [row('a')]);
    ({ close } = await openWindow(api));
    fireEvent.click(screen.getByRole('row'));
    await press('Folders');
    act(() => button('Queue').focus());
    await press('Queue');
    expect(screen.getByRole('row').getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(button('Queue'));
  });

  it('is paused and resumed', async () => {
    await open(folder('Invoices'));
    await press('Pause: Invoices');
    await push(folder('Invoices', { state: { kind: 'paused' } }));
    await press('Resume: Invoices');
    expect(api.asked('setFolderPaused')).toEqual([
      ['Invoices', true],
      ['Invoices', false],
    ]);
  });

  it('is removed only after a question, which Escape cancels', async () => {
    await open(folder('Invoices'));
    act(() => button('Remove: Invoices').focus());
    await press('Remove: Invoices');
    expect(document.activeElement).toBe(button('Go on watching'));
    fireEvent.keyDown(button('Go on watching'), { key: 'Escape' });
    expect(screen.queryByRole('button', { name: 'Stop watching' })).toBeNull();
    expect(document.activeElement).toBe(button('Remove: Invoices'));
    await press('Remove: Invoices');
    expect(screen.getByText(/its files and everything that was uploaded stay/)).toBeTruthy();
    await press('Stop watching');
    expect(api.asked('removeFolder')).toEqual([['Invoices']]);
  });

  it('says that it is unavailable, and offers to scan at once', async () => {
    await open(folder('Drive'));
    await push(
      folder('Drive', {
        state: { kind: 'unavailable', message: { code: 'folder_gone' }, sinceMs: 0 },
      }),
    );
    expect(said()).toBe('Drive is not available');
    await press('Try now');
    expect(api.asked('lookAtFolders')).toHaveLength(1);
  });

  it('shows a toast when a call fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await open(folder('Invoices'));
    api.failure = new Error('broken');
    await press('Pause: Invoices');
    expect(said()).toBe('That could not be saved. Please try again.');
  });
});

describe('a drop on the folders', () => {
  it('opens the form for a folder', async () => {
    api.dropped = { kind: 'folder', path: '/home/ada/Scans' };
    await open();
    await drop('Scans');
    expect(api.asked('droppedFolder')).toEqual([[['Scans']]]);
    expect(screen.getByRole('heading', { name: 'Watch Scans' })).toBeTruthy();
    expect(api.asked('addFolder')).toEqual([]);
  });

  it('uploads files and shows the queue', async () => {
    await open();
    await drop('a.pdf', 'b.pdf');
    expect(api.asked('addFiles')).toEqual([[['a.pdf', 'b.pdf'], 'keep']]);
    expect(button('Queue').getAttribute('aria-current')).toBe('page');
  });

  it('does not close an open form', async () => {
    await open(folder('Invoices'));
    await press('Edit: Invoices');
    await drop('a.pdf');
    expect(api.asked('addFiles')).toHaveLength(1);
    expect(screen.getByRole('heading', { name: 'Settings of Invoices' })).toBeTruthy();
  });

  it('refuses several folders', async () => {
    api.dropped = { kind: 'several' };
    await open();
    await drop('A', 'B');
    expect(said()).toBe('One folder at a time, please');
    expect(api.asked('addFiles')).toEqual([]);
  });

  it('uploads folders on the other screens', async () => {
    await open();
    await press('Queue');
    await drop('Scans');
    expect([api.asked('addFiles'), api.asked('droppedFolder')]).toEqual([[[['Scans'], 'keep']], []]);
  });
});

it('the folders show in the sandbox too', async () => {
  api.connected = { ...account, mode: 'sandbox' };
  await open(folder('Try', { settings: { ...folder('Try').settings, postUploadAction: { type: 'trash' } } }));
  expect(screen.getByText(/left where they are as long as the sandbox is in use/)).toBeTruthy();
});
