import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hold } from '../../../preload/contract.ts';
import { createI18n } from '../../../renderer/locales/i18n.ts';
import { createAnnouncer } from '../../../renderer/store/announcer.ts';
import { failed, queued, ready, row } from './rows.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const said: string[] = [];
  const announcer = createAnnouncer((text) => said.push(text), createI18n().t);
  const became = (id: string, after = ready, before = queued) =>
    announcer.changed([{ before: row(id, before), after: row(id, after) }]);
  return { said, announcer, became, wait: () => vi.advanceTimersByTime(5000) };
}

describe('the announcer', () => {
  it('names a single file, with its odd characters made visible', () => {
    const { said, announcer, wait } = setUp();
    const name = 'a\u202eb.pdf';
    announcer.changed([{ before: row('a'), after: row('a', ready, { name }) }]);
    expect(said).toEqual([]);
    wait();
    expect(said).toEqual(['a\ufffdb.pdf is ready']);
  });

  it('says many files as a number, in one sentence with the failures', () => {
    const { said, became, wait } = setUp();
    for (let index = 0; index < 12; index += 1) became(`row-${index}`);
    became('bad', failed());
    wait();
    expect(said).toEqual(['12 files ready. bad.pdf failed: The server could not do it.']);
  });

  it('does not say progress, nor a stage on the way, nor a row that was ready before', () => {
    const { said, became, wait } = setUp();
    became('a', { stage: 'uploading', sentBytes: 5, bytesPerSecond: null });
    became('b', { stage: 'processing', step: 'Antivirus scanning' });
    became('c', ready, ready);
    wait();
    expect(said).toEqual([]);
  });

  it('forgets a row that went before it was said', () => {
    const { said, announcer, became, wait } = setUp();
    became('a');
    announcer.changed([{ before: row('a', ready), after: null }]);
    wait();
    expect(said).toEqual([]);
  });

  it('keeps talking while changes come without a pause', () => {
    const { said, became } = setUp();
    for (let index = 0; index < 60; index += 1) {
      became(`row-${index}`);
      vi.advanceTimersByTime(100);
    }
    expect(said.length).toBeGreaterThan(2);
  });

  it('says a hold once, not each second, and when it is over', () => {
    const { said, announcer } = setUp();
    const limit = (untilMs: number): Hold => ({ kind: 'rate-limited', untilMs });
    announcer.held({ kind: 'none' }, limit(1));
    announcer.held(limit(1), limit(2));
    announcer.held(limit(2), { kind: 'none' });
    expect(said).toEqual(['Server limit reached. Hoist goes on by itself.', 'Uploads go on']);
  });
});
