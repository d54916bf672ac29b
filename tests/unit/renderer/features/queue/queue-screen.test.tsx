// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShownStatus, UploadRow } from '../../../../../preload/contract/contract.ts';
import { FakeHoist } from '../../fake-hoist.ts';
import { endUndo, openWindow, press, rowOf, settle } from '../../render.tsx';
import {
  elsewhere,
  failed,
  patch,
  processing,
  queued,
  ready,
  retry,
  row,
  snapshot,
  stuck,
} from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};

async function open(...rows: UploadRow[]) {
  api.now = snapshot(1, rows);
  ({ close } = await openWindow(api));
}

const inRow = (id: string, name: string) => within(rowOf(id)).getByRole('button', { name });
const selected = () =>
  screen
    .getAllByRole('row')
    .flatMap((each) => (each.getAttribute('aria-selected') === 'true' ? [each.dataset['id']] : []));
const key = (name: string, more = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });
const push = async (...args: Parameters<typeof patch>) => {
  act(() => api.push(patch(...args)));
  await settle();
};

const paused = async (seq: number, now: ShownStatus) => {
  act(() => api.push({ ...patch(seq), queueStatus: now, paused: true }));
  await settle();
};
const queueStatus = async (seq: number, now: ShownStatus) => {
  act(() => api.push({ ...patch(seq), queueStatus: now }));
  await settle();
};
/** Opens the menu of a row with the keyboard, as Radix opens it on a key and on a real pointer only. */
const openMenu = async (id: string) => {
  act(() => inRow(id, 'More').focus());
  key('Enter');
  await settle();
};
const inMenu = () => screen.queryAllByRole('menuitem').map(({ textContent }) => textContent);

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
    await push(2, [row('a', processing('Antivirus scanning'))]);
    expect(rowOf('a').textContent).toContain('Antivirus scanning');
    await push(3, [row('a', ready)]);
    expect(rowOf('a').textContent).toContain('3f2a…00c9');
    fireEvent.click(inRow('a', 'Copy id'));
    await settle();
    expect(api.asked('copyIds')).toEqual([[['a']]]);
    expect(inRow('a', 'Copied')).toBeTruthy();
  });

  it('draws the tick of a row that becomes ready, and of no other', async () => {
    const drawn = (id: string) => rowOf(id).querySelector('.became-ready') !== null;
    await open(row('a'), row('b', ready));
    expect([drawn('a'), drawn('b')]).toEqual([false, false]);
    await push(2, [row('a', ready)]);
    expect([drawn('a'), drawn('b')]).toEqual([true, false]);
  });

  it('shows failed rows, retries one, and all at once', async () => {
    await open(row('a', failed()), row('b', failed(false)), row('c', failed()), row('d', ready));
    expect(screen.getByRole('main').textContent).toContain('1 of 4 ready · 3 need you');
    expect(within(rowOf('b')).queryByRole('button', { name: 'Retry' })).toBeNull();
    fireEvent.click(inRow('a', 'Retry'));
    await press('Retry failed (2)');
    expect(api.asked('retry')).toEqual([[['a']], [['a', 'c']]]);
  });

  it('cancels active rows and removes ended ones', async () => {
    await open(row('a'), row('b', ready), row('c', { stage: 'cancelled' }));
    fireEvent.click(inRow('a', 'Cancel'));
    fireEvent.click(inRow('b', 'Remove'));
    fireEvent.click(inRow('c', 'Retry'));
    await endUndo();
    expect(api.calls).toEqual([
      ['cancel', ['a']],
      ['retry', ['c']],
      ['remove', ['b']],
    ]);
  });

  it('clears finished rows and keeps failed and active ones', async () => {
    const skipped = { stage: 'skipped', message: { code: 'empty_file' } } as const;
    await open(
      row('a', ready),
      row('b', failed()),
      row('c', skipped),
      row('d'),
      row('e', { stage: 'cancelled' }),
    );
    await press('Clear finished');
    await endUndo();
    expect(api.asked('remove')).toEqual([[['a', 'c', 'e']]]);
  });

  it('filters rows and shows counts', async () => {
    await open(row('a', ready), row('b', failed()), row('c'));
    expect(screen.queryByRole('button', { name: /Not sent/ })).toBeNull();
    await press('Failed 1');
    expect(screen.getAllByRole('row').flatMap(({ dataset }) => dataset['id'] ?? [])).toEqual(['b']);
    await push(2, [row('b', queued)]);
    expect(screen.queryAllByRole('row')).toEqual([]);
    expect(screen.getByText('Nothing failed')).toBeTruthy();
  });

  it('searches names during typing, counts the matches, and says when there are none', async () => {
    await open(row('alpha', ready), row('beta', failed()), row('alphabet'), row('other', ready));
    const shown = () => screen.queryAllByRole('row').flatMap(({ dataset }) => dataset['id'] ?? []);
    key('f', { ctrlKey: true });
    const search = screen.getByRole('searchbox', { name: 'Search names' });
    expect(document.activeElement).toBe(search);
    fireEvent.change(search, { target: { value: 'alpha' } });
    await waitFor(() => expect(shown()).toEqual(['alpha', 'alphabet']));
    expect(screen.getByRole('button', { name: 'All 2' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy 1 id' })).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'c', ctrlKey: true });
    await settle();
    await press('Clear finished');
    await endUndo();
    // Not of those that the search hides.
    expect([api.asked('copyIds'), api.asked('remove')]).toEqual([[[['alpha']]], [[['alpha']]]]);
    await press('Failed 0');
    expect(screen.getByText('1 file with that name is under another filter')).toBeTruthy();
    await press('Show what was found');
    expect(shown()).toEqual(['alphabet']);
    fireEvent.change(search, { target: { value: 'gamma' } });
    await screen.findByText('No name matches');
    fireEvent.keyDown(search, { key: 'Escape' });
    await settle();
    expect(shown()).toEqual(['beta', 'alphabet', 'other']);
  });

  it('groups failed rows by cause, and retries a group', async () => {
    const tooLarge = { code: 'too_large', sizeBytes: 9, maxSizeBytes: 5 } as const;
    await open(
      row('a', failed()),
      row('b', { stage: 'failed', message: tooLarge, canRetry: false }),
      row('c', failed()),
    );
    await press('Failed 3');
    expect(screen.getByText('2 × Could not be processed by the server.')).toBeTruthy();
    expect(screen.getByText('Split it, or save it smaller.')).toBeTruthy();
    const ids = screen.getAllByRole('row').flatMap(({ dataset }) => dataset['id'] ?? []);
    expect(ids).toEqual(['a', 'c', 'b']);
    await press('Retry all 2');
    expect(api.asked('retry')).toEqual([[['a', 'c']]]);
  });

  it('shows the time left while it is known', async () => {
    api.minutes = 2;
    await open(row('a'));
    const summary = () => screen.getByRole('main').textContent;
    expect(summary()).toContain('0 of 1 readyabout 2 min left');
    act(() => api.pushMinutesLeft(0));
    expect(summary()).toContain('less than a minute left');
    act(() => api.pushMinutesLeft(90));
    expect(summary()).toContain('about 1.5 h left');
    act(() => api.pushMinutesLeft(null));
    expect(summary()).not.toContain('left');
  });

  it('renders few of 10,000 rows', async () => {
    await open(...Array.from({ length: 10_000 }, (_, index) => row(`n${index}`)));
    expect(screen.getAllByRole('row').length).toBeLessThan(40);
    expect(screen.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('10000');
  });

  it('shows a toast when a call fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await open(row('a'));
    api.failure = new Error('broken');
    fireEvent.click(inRow('a', 'Cancel'));
    await settle();
    expect(screen.getByRole('status').textContent).toBe('That could not be cancelled. Please try again.');
  });
});

describe('adding files', () => {
  it('shows what a drop will do, and uploads it', async () => {
    await open();
    drop('dragenter', 'a.pdf', 'b.pdf');
    expect(screen.getByText('Upload 2 files')).toBeTruthy();
    api.added = { queued: 2, skipped: 1, undecided: 0 };
    drop('drop', 'a.pdf', 'b.pdf');
    await settle();
    expect(screen.queryByText('Upload 2 files')).toBeNull();
    expect(api.asked('addFiles')).toEqual([[['a.pdf', 'b.pdf'], 'keep']]);
    expect(screen.getByRole('status').textContent).toBe('2 files added, 1 not sent');
  });

  it('passes on the chosen retention', async () => {
    await open();
    fireEvent.keyDown(screen.getByRole('button', { name: 'New files: Keep for reuse' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitemradio', { name: /^Delete after 24 hours/ }));
    expect(screen.getByRole('button', { name: 'New files: Delete after 24 hours' })).toBeTruthy();
    await press('Choose folder');
    key('o', { ctrlKey: true });
    await settle();
    expect(api.preferred.retention).toBe('temporary');
    expect(api.asked('choose')).toEqual([
      ['folder', 'temporary'],
      ['files', 'temporary'],
    ]);
  });

  it('says when there was nothing to add', async () => {
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

  it('moves, selects a range, and selects all', () => {
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

  it('copies the selected ids, or all ready ones without a selection', async () => {
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
    await endUndo();
    expect(api.calls).toEqual([
      ['cancel', ['a']],
      ['remove', ['b']],
    ]);
  });

  it('moves to the neighbour when its row is removed', async () => {
    act(() => rowOf('b').focus());
    await push(2, [], ['b']);
    expect(document.activeElement).toBe(rowOf('c'));
  });

  it('steps into the buttons of a row, and back to the row when they disappear', async () => {
    act(() => rowOf('b').focus());
    key('ArrowRight');
    expect(document.activeElement).toBe(inRow('b', 'Copy id'));
    key('ArrowLeft');
    expect(document.activeElement).toBe(rowOf('b'));
    key('ArrowRight');
    await push(2, [row('b', { stage: 'cancelled' })]);
    expect(rowOf('b').contains(document.activeElement)).toBe(true);
  });

  it('has one row and its buttons in the tab order', () => {
    act(() => rowOf('b').focus());
    const stops = [...screen.getByRole('treegrid').querySelectorAll<HTMLElement>('[tabindex="0"]')];
    expect(stops).toEqual([rowOf('b'), inRow('b', 'Copy id'), inRow('b', 'Remove')]);
  });
});

describe('a pause', () => {
  const offline: ShownStatus = {
    kind: 'offline',
    message: { code: 'plain', because: 'No connection.' },
    untilMs: 0,
  };

  it('starts and ends with the same button', async () => {
    await open(row('a'), row('b', ready));
    expect(screen.getByText('Connected')).toBeTruthy();
    act(() => screen.getByRole('button', { name: 'Pause' }).focus());
    await press('Pause');
    await paused(2, { kind: 'open' });
    expect(screen.getByText('Paused')).toBeTruthy();
    expect(screen.getByRole('main').textContent).toContain('Running uploads finish');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resume' }));
    await press('Resume');
    await queueStatus(3, { kind: 'open' });
    expect(api.asked('setPaused')).toEqual([[true], [false]]);
    expect(screen.queryByText(/^Paused/)).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('Uploads go on');
  });

  it.each([
    ['all is over', row('a', ready)],
    ['a file is stuck', row('a', stuck)],
    ['files wait for another connection', row('a', elsewhere)],
  ])('is not offered where %s', async (_, only) => {
    await open(only);
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });

  it('is offered while offline, but not while nothing can be saved', async () => {
    await open(row('a'));
    await queueStatus(2, offline);
    expect(screen.getByRole('button', { name: 'Pause' })).toBeTruthy();
    await queueStatus(3, { kind: 'disk', message: { code: 'disk_full' } });
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
    expect(screen.getByText('Check disk')).toBeTruthy();
    expect(screen.getByRole('main').textContent).toContain('It continues by itself once it can.');
  });

  it.each<[string, ShownStatus, RegExp]>([
    [
      'the disk is full',
      { kind: 'disk', message: { code: 'disk_full' } },
      /The disk is full, .*Paused\. Running/,
    ],
    ['nothing is connected', { kind: 'not-connected' }, /Not connected yet.*Paused\. Running/],
    [
      'a setting is wrong',
      { kind: 'configuration', field: 'apiKey', message: { code: 'plain', because: 'It was refused.' } },
      /API key: It was refused\..*Paused\. Running/,
    ],
  ])('is told beside it that %s, and can be ended all the same', async (_, now, both) => {
    await open(row('a'));
    await paused(2, now);
    expect(screen.getByRole('main').textContent).toMatch(both);
    await press('Resume');
    expect(api.asked('setPaused')).toEqual([[false]]);
    await queueStatus(3, now);
    expect(screen.getByRole('main').textContent).not.toContain('Paused');
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
  });

  it('can be ended when nothing is left to pause, with rows and without', async () => {
    await open(row('a', ready));
    await paused(2, { kind: 'open' });
    expect(screen.getAllByRole('button', { name: 'Resume' })).toHaveLength(1);
    act(() => api.push({ ...patch(3, [], ['a']), paused: true }));
    await press('Resume');
    expect(api.asked('setPaused')).toEqual([[false]]);
  });

  it('passes on the focus when its button disappears', async () => {
    await open(row('a'));
    act(() => screen.getByRole('button', { name: 'Pause' }).focus());
    await push(2, [row('a', ready)]);
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('shows a toast when it fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await open(row('a'));
    api.failure = new Error('broken');
    await press('Pause');
    expect(screen.getByRole('status').textContent).toBe('The queue could not be paused. Please try again.');
  });
});

describe('trying now', () => {
  it('ends the wait of one row, and keeps the focus on the row', async () => {
    await open(row('a', queued, { retry }), row('b'));
    act(() => rowOf('a').focus());
    fireEvent.click(inRow('a', 'Try now'));
    act(() => inRow('a', 'Try now').focus());
    await push(2, [row('a')]);
    expect(api.asked('tryNow')).toEqual([[['a']]]);
    expect(document.activeElement).toBe(rowOf('a'));
  });

  it('ends the wait for the network', async () => {
    await open(row('a'));
    await queueStatus(2, {
      kind: 'offline',
      message: { code: 'plain', because: 'No connection.' },
      untilMs: 0,
    });
    await press('Try now');
    expect(api.asked('tryNow')).toEqual([[null]]);
  });

  it('happens once when the network is back, and not after the window has closed', async () => {
    await open(row('a'));
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(api.asked('tryNow')).toEqual([[null]]);
    close();
    window.dispatchEvent(new Event('online'));
    expect(api.asked('tryNow')).toHaveLength(1);
  });
});

describe('a drive that does not answer', () => {
  it('shows a banner with its path, and blocks nothing else', async () => {
    await open(row('a'));
    await queueStatus(2, { kind: 'drive-silent', path: '/net/in' });
    expect(screen.getByRole('main').textContent).toContain('The drive of /net/in does not answer.');
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
    expect(screen.getByRole('button', { name: /Pause/ })).toHaveProperty('disabled', false);
    await queueStatus(3, { kind: 'open' });
    expect(screen.getByRole('main').textContent).not.toContain('/net/in');
  });
});

describe('a stuck row', () => {
  it('is counted, but not as failed', async () => {
    await open(row('a', stuck), row('b', ready));
    expect(rowOf('a').textContent).toMatch(/Still being processed since .*2:05\sPM/);
    expect(screen.getByRole('main').textContent).toContain('1 of 2 ready · 1 takes long');
    expect(screen.getByRole('button', { name: 'Failed 0' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Active 1' })).toBeTruthy();
  });

  it('can be checked, and confirms that', async () => {
    await open(row('a', stuck));
    fireEvent.click(inRow('a', 'Check again'));
    await settle();
    expect(api.asked('tryNow')).toEqual([[['a']]]);
    expect(screen.getByRole('status').textContent).toBe('Asking the server again');
  });

  it('is not uploaded again when it has ended meanwhile, and says so', async () => {
    await open(row('a', stuck));
    api.again = 0;
    await openMenu('a');
    key('Enter');
    await settle();
    expect(api.calls).toEqual([['uploadAgain', ['a']]]);
    expect(screen.getByRole('status').textContent).toBe('Nothing was added: the file has ended meanwhile');
  });

  it('can be uploaded again or cancelled from its menu, by the keyboard alone', async () => {
    await open(row('a', stuck));
    await openMenu('a');
    expect(inMenu()).toEqual(['Upload again', 'Cancel']);
    expect(document.activeElement?.textContent).toBe('Upload again');
    key('Enter');
    await settle();
    expect(api.calls).toEqual([['uploadAgain', ['a']]]);
    expect(screen.getByRole('status').textContent).toBe('Added once more, at the end of the list');
    await openMenu('a');
    fireEvent.click(screen.getByRole('menuitem', { name: 'Cancel' }));
    await settle();
    expect(api.calls.at(-1)).toEqual(['cancel', ['a']]);
  });
});

describe('a row with content that was uploaded before', () => {
  const already = { ...ready, alreadyAtMs: Date.now() };

  it('shows since when, copies its id, and can be uploaded again', async () => {
    await open(row('a', already));
    expect(rowOf('a').textContent).toContain('Already uploaded today');
    expect(rowOf('a').textContent).toContain('3f2a…00c9');
    fireEvent.click(inRow('a', 'Copy id'));
    await openMenu('a');
    expect(inMenu()).toEqual(['Upload again', 'Remove']);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Upload again' }));
    await settle();
    expect(api.calls).toEqual([
      ['copyIds', ['a']],
      ['uploadAgain', ['a']],
    ]);
  });

  it('keeps the keys of its menu away from the list', async () => {
    await open(row('a', already), row('b', ready));
    await openMenu('a');
    key('ArrowDown');
    key('a', { ctrlKey: true });
    key('Delete');
    await settle();
    expect(selected()).toEqual([]);
    expect(api.calls).toEqual([]);
    expect(inMenu()).toHaveLength(2);
  });

  it('leaves the arrows to the list while its menu is closed', async () => {
    await open(row('a', already), row('b', ready));
    act(() => inRow('a', 'More').focus());
    key('ArrowDown');
    await settle();
    expect(document.activeElement).toBe(rowOf('b'));
    expect(inMenu()).toEqual([]);
  });
});

describe('a row for another connection', () => {
  it('names the connection that it waits for, and can be cancelled', async () => {
    await open(row('a', elsewhere, { retry }));
    expect(rowOf('a').textContent).toContain('Waits for user 497f6eca… at api.example.com');
    expect(within(rowOf('a')).queryByRole('button', { name: 'Try now' })).toBeNull();
    fireEvent.click(inRow('a', 'Cancel'));
    expect(api.asked('cancel')).toEqual([[['a']]]);
  });
});

describe('the notice of the queue', () => {
  const damaged = 'One upload of the list could not be read and was left out.';

  it('shows, is announced, and stays away after it was dismissed', async () => {
    api.now = { ...snapshot(1, [row('a')]), notice: { code: 'row_unreadable' } };
    ({ close } = await openWindow(api));
    expect(within(screen.getByRole('main')).getByText(damaged)).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe(damaged);
    act(() => screen.getByRole('button', { name: 'Dismiss' }).focus());
    await press('Dismiss');
    expect(within(screen.getByRole('main')).queryByText(damaged)).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('main'));
    await press('Settings');
    await press('Back to the queue');
    expect(within(screen.getByRole('main')).queryByText(damaged)).toBeNull();
  });

  it('is absent without a message', async () => {
    await open(row('a'));
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
  });
});
