// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { openWindow, settle } from '../../render.tsx';

let api: FakeHoist;
let close: () => void = () => {};

beforeEach(() => {
  api = new FakeHoist();
});
afterEach(() => {
  close();
  vi.useRealTimers();
});

const panel = () => screen.getByRole('dialog', { name: 'Activity' });
const asked = () => api.calls.filter(([name]) => name === 'activity').length;

async function open() {
  ({ close } = await openWindow(api));
  fireEvent.click(screen.getByTitle('Show the activity'));
  await settle();
}

const busy = {
  calls: { ours: 112, others: 68, limit: 180, allowed: 180 },
  quota: { kind: 'shared', desks: 4 },
  uploads: { waiting: 57, sending: 1, processing: 12 },
  speed: { sampleMs: 5000, bytesPerSecond: [...new Array<number>(58).fill(0), 2 * 1024 ** 2, 1024 ** 2] },
  processing: { files: 84, medianMs: 4600, p90Ms: 11_200 },
} as const;

describe('the activity behind the connection’s status', () => {
  it('says its figures in words', async () => {
    api.activityNow = busy;
    await open();
    const text = panel().textContent.replaceAll('\u00a0', ' ');
    for (const words of [
      'Sending one file.',
      'The server is working on 12 files.',
      '57 files wait for their turn.',
      '180 of 180',
      'This computer made 112, others 68. 3 other computers are busy.',
      '1 MB/s',
      'At most 2 MB/s, 15 MB in the last 5 minutes.',
      'Half of the last 84 files took 5 s or less, nine in ten 12 s or less.',
    ])
      expect(text).toContain(words);
    // The pictures are for the eye alone.
    for (const picture of panel().querySelectorAll('svg'))
      expect(picture.getAttribute('aria-hidden')).toBe('true');
  });

  it('says that others use the key, as far as it is known', async () => {
    api.activityNow = {
      ...busy,
      quota: { kind: 'off' },
      calls: { ours: 31, others: 40, limit: 180, allowed: 90 },
    };
    await open();
    expect(panel().textContent).toContain('This computer made 31, other users of the key 40.');
    expect(panel().textContent).toContain('so Hoist makes at most 90 calls a minute');
  });

  it('is calm where nothing happens', async () => {
    await open();
    expect(panel().textContent).toContain('Nothing to do.');
    expect(panel().textContent).toContain('0 of 180');
    expect(panel().textContent).toContain('Nothing sent in 5 minutes');
    expect(panel().querySelector('svg')).toBeNull();
  });

  it('asks once a second while it is open, and not otherwise', async () => {
    ({ close } = await openWindow(api));
    vi.useFakeTimers();
    expect(asked()).toBe(0);
    fireEvent.click(screen.getByTitle('Show the activity'));
    await act(() => vi.advanceTimersByTimeAsync(3100));
    expect(asked()).toBe(4);
    fireEvent.keyDown(panel(), { key: 'Escape' });
    await act(() => vi.advanceTimersByTimeAsync(100));
    expect(screen.queryByRole('dialog')).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(asked()).toBe(4);
  });

  it('goes on asking after an answer that failed', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    ({ close } = await openWindow(api));
    vi.useFakeTimers();
    api.activity = () => Promise.reject(new Error('busy'));
    fireEvent.click(screen.getByTitle('Show the activity'));
    await act(() => vi.advanceTimersByTimeAsync(500));
    api.activity = () => Promise.resolve(busy);
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(within(panel()).getByText('57 files wait for their turn.')).toBeTruthy();
  });
});
