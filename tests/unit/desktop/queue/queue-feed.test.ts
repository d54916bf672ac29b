import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Queue } from '../../../../main/core/queue/queue.ts';
import { DOCUMENTED_LIMITS } from '../../../../main/core/rate-limit/request-limits.ts';
import { QueueFeed } from '../../../../main/desktop/queue/queue-feed.ts';
import type { QueuePatch, UploadRow } from '../../../../preload/contract/contract.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue that sends nothing, with so many files in it, and what the window hears of it. */
function setUp(files: number) {
  const queue = new Queue({ store: new MemoryStore(), clock: new VirtualClock(), limits: DOCUMENTED_LIMITS });
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
    send: (patch) => patches.push(patch),
  });
  return { queue, feed, patches, add };
}

const names = (rows: readonly UploadRow[]) => rows.map(({ name }) => name);
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `${from + n}.pdf`);

/** All pages of a snapshot; `between` happens before each but the first. */
function allRows(feed: QueueFeed, between = () => {}): UploadRow[] {
  let { rows, hasMore }: { rows: readonly UploadRow[]; hasMore: boolean } = feed.snapshot();
  const all = [...rows];
  while (hasMore) {
    between();
    ({ rows, hasMore } = feed.snapshotPage());
    expect(rows.length).toBeLessThanOrEqual(500);
    all.push(...rows);
  }
  return all;
}

describe('QueueFeed.snapshot', () => {
  it.each([0, 1, 499, 500, 501, 1700])('returns %i rows in pages, in order and complete', (count) => {
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
    const { feed, patches, add } = setUp(600);
    const { seq } = feed.snapshot();
    add(1, 600);
    expect(names(feed.snapshotPage().rows)).toEqual(numbered(100, 500));
    vi.advanceTimersByTime(100);
    expect(patches.map((patch) => [patch.seq, names(patch.rows)])).toEqual([[seq + 1, ['600.pdf']]]);
  });
});

describe('QueueFeed', () => {
  it('sends one patch at a time with the changes since, and several for many rows', () => {
    const { feed, patches } = setUp(1200);
    feed.touchAll();
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
    const { queue, feed, patches } = setUp(600);
    const last = [...queue.uploads.all()].at(-1)?.id ?? '';
    feed.touchAll();
    vi.advanceTimersByTime(100);
    await queue.cancel([last]);
    vi.advanceTimersByTime(1000);
    const told = patches.flatMap(({ rows }) => rows).filter(({ id }) => id === last);
    expect(told.map(({ state }) => state.stage)).toEqual(['cancelled']);
  });
});
