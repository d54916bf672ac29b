import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noRows } from '../../../../main/core/model/row-counts.ts';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { QueueFeed } from '../../../../main/desktop/queue/queue-feed.ts';
import type { QueuePatch, UploadRow } from '../../../../preload/contract/contract.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { uploadOf } from '../../../support/upload-of.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue that sends nothing, with so many files in it, and what the window hears of it. */
function setUp(files: number, store = new MemoryStore()) {
  const isElsewhere = { now: false };
  const shown: { id: string | null } = { id: null };
  const queue = new Queue({ store, clock: new VirtualClock(), limits: DOCUMENTED_LIMITS });
  const patches: QueuePatch[] = [];
  const add = (count: number, from: number) =>
    queue.add(
      Array.from({ length: count }, (_, index) => ({
        kind: 'accepted' as const,
        path: `/docs/${from + index}.pdf`,
        name: `${from + index}.pdf`,
        contentType: 'application/pdf',
        fingerprint: { inode: String(from + index), sizeBytes: 1, mtimeNs: '1', ctimeNs: null },
      })),
      'keep',
    );
  add(files, 0);
  const feed = new QueueFeed({
    silentPath: () => null,
    queue,
    notice: null,
    isConnected: () => true,
    isAwaited: () => false,
    folderName: () => null,
    shownId: () => shown.id,
    isElsewhere: () => isElsewhere.now,
    send: (patch) => patches.push(patch),
  });
  return { queue, feed, patches, add, isElsewhere, shown };
}

const idsIn = (queue: Queue) => Array.from(queue.uploads.all(), ({ id }) => id);
const names = (rows: readonly UploadRow[]) => rows.map(({ name }) => name);
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `${from + n}.pdf`);

/** All pages of a snapshot; `between` happens before each but the first. */
function allRows(feed: QueueFeed, between = () => {}): UploadRow[] {
  const { id, rows, hasMore } = feed.snapshot();
  const all = [...rows];
  for (let isLeft = hasMore; isLeft; ) {
    between();
    const page = feed.snapshotPage(id);
    expect(page?.rows.length).toBeLessThanOrEqual(250);
    all.push(...(page?.rows ?? []));
    isLeft = page?.hasMore ?? false;
  }
  expect(feed.snapshotPage(id)).toBeNull();
  return all;
}

describe('QueueFeed.snapshot', () => {
  it('leaves out what belongs to another connection, and so does a patch', () => {
    const { feed, patches, add, isElsewhere } = setUp(3);
    expect(allRows(feed)).toHaveLength(3);
    isElsewhere.now = true;
    expect(allRows(feed)).toEqual([]);
    const { seq } = feed.snapshot();
    add(1, 3);
    vi.advanceTimersByTime(100);
    expect(patches.at(-1)).toMatchObject({ seq: seq + 1, rows: [] });
  });

  it('ends with its connection, and once another one was begun', () => {
    const { feed, patches, shown } = setUp(1200);
    const first = feed.snapshot();
    const second = feed.snapshot();
    expect(feed.snapshotPage(first.id)).toBeNull();
    expect(feed.snapshotPage(second.id)?.rows).toHaveLength(250);
    shown.id = 'another';
    expect(feed.snapshotPage(second.id)).toBeNull();
    feed.touch();
    vi.advanceTimersByTime(100);
    expect([second.connectionId, patches.at(-1)?.connectionId]).toEqual([null, 'another']);
    expect(feed.snapshot()).toMatchObject({ connectionId: 'another', hasMore: true });
  });

  it('counts the rows of all pages, but none of another connection', async () => {
    const { queue, feed, isElsewhere } = setUp(700);
    const ids = idsIn(queue);
    await queue.cancel([ids[0] ?? '', ids[600] ?? '']);
    expect(feed.snapshot().counts.byStage).toMatchObject({ queued: 698, cancelled: 2 });
    isElsewhere.now = true;
    expect(feed.snapshot()).toMatchObject({ counts: noRows, batches: [], rows: [], hasMore: false });
  });

  it('sums up the batches that go on after the first page', () => {
    const batches = ['early', 'late', 'later'].map((id) => ({ id, title: null }));
    const [early, late, later] = batches;
    const store = new MemoryStore();
    store.save(
      Array.from({ length: 600 }, (_, n) => {
        const batch = (n < 100 ? early : n < 550 ? late : later) ?? null;
        const earlierVersion = n === 549 ? { uploadId: 'upload-548', fileId: 'file-548' } : null;
        return uploadOf({ stage: 'queued' }, { id: `upload-${n}`, batch, sizeBytes: 10, earlierVersion });
      }),
    );
    const { feed } = setUp(0, store);
    const { batches: totals, hasMore } = feed.snapshot();
    expect(hasMore).toBe(true);
    // An edited file counts once.
    expect(totals.map(({ id, counts, sizeBytes }) => [id, counts.byStage.queued, sizeBytes])).toEqual([
      ['late', 449, 4490],
    ]);
  });

  it.each([0, 1, 249, 250, 251, 1700])('returns %i rows in pages, in order and complete', (count) => {
    const { feed } = setUp(count);
    expect(names(allRows(feed))).toEqual(numbered(count));
  });

  it('loses no row when others are removed between pages', async () => {
    const { queue, feed, patches } = setUp(1200);
    const [first] = queue.uploads.all();
    await queue.cancel([first?.id ?? '']);
    const rows = allRows(feed, () => queue.remove([first?.id ?? '']));
    expect(names(rows)).toEqual(numbered(1200));
    vi.advanceTimersByTime(100);
    expect(patches.flatMap(({ removedIds }) => removedIds)).toEqual([first?.id]);
  });

  it('leaves rows that are added between pages to the patches', () => {
    const { feed, patches, add } = setUp(350);
    const { id, seq } = feed.snapshot();
    add(1, 350);
    expect(names(feed.snapshotPage(id)?.rows ?? [])).toEqual(numbered(100, 250));
    vi.advanceTimersByTime(100);
    expect(patches.map((patch) => [patch.seq, names(patch.rows)])).toEqual([[seq + 1, ['350.pdf']]]);
  });
});

describe('QueueFeed', () => {
  it('sends one patch at a time with the changes since, and several for many rows', async () => {
    const { queue, patches } = setUp(1200);
    await queue.cancel(idsIn(queue));
    vi.advanceTimersByTime(99);
    expect(patches).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(patches).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(patches.map(({ rows }) => rows.length)).toEqual([500, 500, 200]);
    expect(patches.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(names(patches.flatMap(({ rows }) => rows))).toEqual(numbered(1200));
  });

  it('sends a row that changes twice before its patch once, in its last state', async () => {
    const { queue, patches } = setUp(600);
    const ids = idsIn(queue);
    const last = ids.at(-1) ?? '';
    await queue.cancel(ids);
    vi.advanceTimersByTime(100);
    queue.retry([last]);
    vi.advanceTimersByTime(1000);
    const told = patches.flatMap(({ rows }) => rows).filter(({ id }) => id === last);
    expect(told.map(({ state }) => state.stage)).toEqual(['queued']);
  });

  it('sends those rows again that a connection lets wait or go on, and no others', () => {
    const at = (id: string, destination: string) => uploadOf({ stage: 'queued' }, { id, destination });
    const refused = uploadOf(
      { stage: 'skipped', reason: { code: 'too_large', sizeBytes: 9, maxSizeBytes: 5 } },
      { id: 'refused' },
    );
    const store = new MemoryStore();
    store.save([at('own', 'me@https://own'), at('other', 'me@https://other'), refused]);
    const { queue, feed, patches } = setUp(0, store);
    let destination: string | null = null;
    vi.spyOn(queue, 'destination', 'get').mockImplementation(() => destination);
    allRows(feed);
    const sentOver = (next: string | null) => {
      destination = next;
      feed.noteConnection();
      vi.advanceTimersByTime(100);
      return patches
        .at(-1)
        ?.rows.map(({ id, state }) => [id, 'waitsFor' in state && state.waitsFor !== null]);
    };
    expect(sentOver('me@https://own')).toEqual([
      ['other', true],
      ['refused', false],
    ]);
    expect(sentOver('me@https://own')).toEqual([['refused', false]]);
    expect(sentOver('me@https://other')).toEqual([
      ['own', true],
      ['other', false],
      ['refused', false],
    ]);
    expect(sentOver(null)).toEqual([
      ['own', false],
      ['refused', false],
    ]);
  });
});
