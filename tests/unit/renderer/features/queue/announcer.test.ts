import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RowState, ShownStatus, UploadRow } from '../../../../../preload/contract/contract.ts';
import { createAnnouncer } from '../../../../../renderer/features/queue/announcer.ts';
import { createI18n } from '../../../../../renderer/i18n/i18n.ts';
import { textsOf } from '../../../../../renderer/i18n/use-texts.ts';
import { elsewhere, failed, parts, processing, queued, ready, row, stuck, undecided } from '../../rows.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const said: string[] = [];
  const announcer = createAnnouncer((text) => said.push(text), textsOf(createI18n()));
  const became = (id: string, after: RowState = ready, before: RowState = queued) =>
    announcer.changed([{ before: row(id, before), after: row(id, after) }]);
  return { said, announcer, became, wait: () => vi.advanceTimersByTime(5000) };
}

const standing = (queueStatus: ShownStatus, paused = false) => ({ queueStatus, paused });

describe('the announcer', () => {
  it('names a single file, with its invisible characters made visible', () => {
    const { said, announcer, wait } = setUp();
    const name = 'a\u202eb.pdf';
    announcer.changed([{ before: row('a'), after: row('a', ready, { name }) }]);
    expect(said).toEqual([]);
    wait();
    expect(said).toEqual(['a\ufffdb.pdf is ready']);
  });

  it('names a converted file by its original, and a part by its own name', () => {
    const { said, announcer, wait } = setUp();
    const announce = (after: UploadRow | undefined) =>
      announcer.changed(after === undefined ? [] : [{ before: row(after.id), after }]);
    announce(parts('notes.odt', 'text', ready)[0]);
    wait();
    announce(parts('orders.csv', 'parts', ready, queued)[0]);
    wait();
    announce(undecided('slides', '.pptx', 'text'));
    wait();
    expect(said).toEqual([
      'notes.odt is ready',
      'part 1 of orders.csv is ready',
      'slides.pptx needs a decision',
    ]);
  });

  it('gives several files as a number, together with the failures', () => {
    const { said, became, wait } = setUp();
    for (let index = 0; index < 12; index += 1) became(`row-${index}`);
    became('bad', failed());
    wait();
    expect(said).toEqual(['12 files ready. bad.pdf failed: The server could not process this file.']);
  });

  it('announces no progress, no stage on the way, and no row that was ready before', () => {
    const { said, became, wait } = setUp();
    became('a', { stage: 'uploading', sentBytes: 5, bytesPerSecond: null });
    became('b', processing('Antivirus scanning'));
    became('c', ready, ready);
    became('d', stuck, stuck);
    became('e', elsewhere, elsewhere);
    wait();
    expect(said).toEqual([]);
  });

  it('announces stuck files once, by name or by number', () => {
    const { said, became, wait } = setUp();
    became('a', stuck, processing());
    wait();
    became('b', stuck, processing());
    became('c', stuck, processing());
    wait();
    expect(said).toEqual(['a.pdf takes long to be processed', '2 files take long to be processed']);
  });

  it('announces which connection a file waits for', () => {
    const { said, became, wait } = setUp();
    became('a', elsewhere, processing());
    wait();
    became('b', elsewhere);
    became('c', elsewhere);
    wait();
    expect(said).toEqual([
      'a.pdf waits for user 497f6eca… at api.example.com',
      '2 files wait for another connection',
    ]);
  });

  it('distinguishes a deduplicated file from an uploaded one, and counts both as ready', () => {
    const { said, became, wait } = setUp();
    const already: RowState = { ...ready, alreadyAtMs: 5 };
    became('a', already);
    wait();
    became('b', already);
    became('c', ready);
    wait();
    expect(said).toEqual(['a.pdf was already uploaded', '2 files ready']);
  });

  it('drops a change that was undone meanwhile', () => {
    const { said, became, wait } = setUp();
    became('a', stuck, processing());
    became('a', processing(), stuck);
    wait();
    expect(said).toEqual([]);
  });

  it('drops a row that was removed meanwhile', () => {
    const { said, announcer, became, wait } = setUp();
    became('a');
    announcer.changed([{ before: row('a', ready), after: null }]);
    wait();
    expect(said).toEqual([]);
  });

  it('keeps announcing while changes arrive without a pause', () => {
    const { said, became } = setUp();
    for (let index = 0; index < 60; index += 1) {
      became(`row-${index}`);
      vi.advanceTimersByTime(100);
    }
    expect(said.length).toBeGreaterThan(2);
  });

  it('announces a blocked queue once, not each second, and its end', () => {
    const { said, announcer } = setUp();
    const limit = (untilMs: number): ShownStatus => ({ kind: 'rate-limited', untilMs });
    announcer.statusChanged(standing({ kind: 'open' }), standing(limit(1)));
    announcer.statusChanged(standing(limit(1)), standing(limit(2)));
    announcer.statusChanged(standing(limit(2)), standing({ kind: 'open' }));
    expect(said).toEqual(['Server limit reached. Hoist continues by itself.', 'Uploads go on']);
  });

  it('announces a pause and its end, and why nothing can be saved', () => {
    const { said, announcer } = setUp();
    const none: ShownStatus = { kind: 'open' };
    const disk: ShownStatus = { kind: 'disk', message: { code: 'disk_full' } };
    announcer.statusChanged(standing(none), standing(none, true));
    announcer.statusChanged(standing(none, true), standing(disk, true));
    announcer.statusChanged(standing(disk, true), standing(disk));
    announcer.statusChanged(standing(disk), standing(none));
    const paused = 'Paused. Running uploads finish, and no new ones start.';
    const full = 'The disk is full, so Hoist cannot save its list of uploads.';
    const waits = `${full} It continues by itself once it can.`;
    expect(said).toEqual([paused, `${full} ${paused}`, waits, 'Uploads go on']);
  });
});
