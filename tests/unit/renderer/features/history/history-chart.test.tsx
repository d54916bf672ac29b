// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeHoist } from '../../fake-hoist.ts';
import { openWindow, press, settle } from '../../render.tsx';
import { ready, row } from '../../rows.ts';

let api: FakeHoist;
let close: () => void = () => {};
const TODAY_MS = new Date().setHours(0, 0, 0, 0);

const day = (daysAgo: number, counts: { ready?: number; failed?: number; bytes?: number }) => ({
  startMs: new Date(TODAY_MS).setDate(new Date(TODAY_MS).getDate() - daysAgo),
  ready: 0,
  failed: 0,
  bytes: 0,
  ...counts,
});

beforeEach(() => {
  api = new FakeHoist();
  const rows = [{ ...row('a', ready), endedAtMs: TODAY_MS, at: { kind: 'here' } as const }];
  const page = { rows, total: 1, next: null };
  api.history = [page, page];
});
afterEach(() => close());

async function open() {
  ({ close } = await openWindow(api));
  await press('History');
  await settle();
}

describe('the last 30 days in the history', () => {
  it('are a sentence, and a chart with a list for screen readers', async () => {
    api.days = [
      day(2, {}),
      day(1, { ready: 40, failed: 2, bytes: 3 * 1024 ** 2 }),
      day(0, { ready: 1, bytes: 512 }),
    ];
    await open();
    const section = screen.getByRole('region', { name: 'Last 30 days' });
    expect(section.textContent?.replaceAll('\u00a0', ' ')).toContain(
      'Last 30 days: 41 files ready, 3 MB. 2 failed.',
    );
    const list = within(section).getByRole('list', { name: 'Last 30 days' });
    const days = within(list)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent.replaceAll('\u00a0', ' '));
    expect(days).toEqual(['yesterday: 40 ready, 2 failed, 3 MB', 'today: 1 ready, 0 failed, 512 B']);
    const [files] = section.querySelectorAll('svg[viewBox="0 0 28 48"]');
    // The highest bar fills the picture, and the failed part of it is seen.
    const heights = Array.from(files?.querySelectorAll('g:nth-child(2) rect') ?? [], (rect) =>
      Number(rect.getAttribute('height')),
    ).slice(2);
    expect(heights[0]).toBeCloseTo((40 / 42) * 48);
    expect(heights[1]).toBeCloseTo((2 / 42) * 48);
  });

  it('fold away', async () => {
    api.days = [day(0, { ready: 1 })];
    await open();
    const toggle = screen.getByRole('button', { name: /^Last 30 days/ });
    const isOpen = toggle.getAttribute('aria-expanded') === 'true';
    fireEvent.click(toggle);
    expect(toggle.getAttribute('aria-expanded')).toBe(String(!isOpen));
    expect(screen.queryByRole('list', { name: 'Last 30 days' }) !== null).toBe(!isOpen);
  });

  it('do not show where nothing ended in them', async () => {
    api.days = [day(1, {}), day(0, {})];
    await open();
    expect(screen.queryByRole('region', { name: 'Last 30 days' })).toBeNull();
  });

  it('are loaded again when more uploads have ended', async () => {
    api.days = [day(0, { ready: 1 })];
    await open();
    api.days = [day(0, { ready: 7 })];
    await act(async () => api.pushHistory());
    await settle();
    expect(screen.getByRole('region', { name: 'Last 30 days' }).textContent).toContain('7 files ready');
    expect(api.calls.filter(([name]) => name === 'historyDays')).toHaveLength(2);
  });
});
