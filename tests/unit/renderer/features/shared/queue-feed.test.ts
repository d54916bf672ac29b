import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueuePage, QueuePatch, QueueSnapshot } from '../../../../../preload/contract/contract.ts';
import { feedQueue } from '../../../../../renderer/features/shared/state/queue-feed.ts';
import {
  createQueueStore,
  type RowChange,
} from '../../../../../renderer/features/shared/state/queue-store.ts';
import { patch, ready, row, snapshot } from '../../rows.ts';

/** The main process: each snapshot waits until the test answers it. */
function setUp() {
  const asked: {
    resolve: (snapshot: QueueSnapshot) => void;
    reject: (error: Error) => void;
  }[] = [];
  const pages: PromiseWithResolvers<QueuePage | null>[] = [];
  const pagesOf: number[] = [];
  let push: (patch: QueuePatch) => void = () => {};
  let listening = true;
  const store = createQueueStore();
  const changes: RowChange[][] = [];
  const stop = feedQueue(
    {
      snapshot: () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
      snapshotPage: (id) => {
        pagesOf.push(id);
        const page = Promise.withResolvers<QueuePage | null>();
        pages.push(page);
        return page.promise;
      },
      onPatch: (listener) => {
        push = listener;
        return () => {
          listening = false;
        };
      },
    },
    store,
    { changed: (some) => changes.push([...some]) },
  );
  return {
    store,
    stop,
    changes,
    push: (each: QueuePatch) => push(each),
    snapshotsAsked: () => asked.length,
    isListening: () => listening,
    answer: async (each: QueueSnapshot) => {
      asked.at(-1)?.resolve(each);
      await vi.advanceTimersByTimeAsync(0);
    },
    pagesOf,
    answerPage: async (page: QueuePage | null) => {
      pages.at(-1)?.resolve(page);
      await vi.advanceTimersByTimeAsync(0);
    },
    refusePage: async () => {
      pages.at(-1)?.reject(new Error('the main process is gone'));
      await vi.advanceTimersByTimeAsync(0);
    },
    refuse: async () => {
      asked.at(-1)?.reject(new Error('the main process is gone'));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the feed', () => {
  it('is empty before the first snapshot', async () => {
    const feed = setUp();
    feed.push(patch(1, [row('a')]));
    expect(feed.store.getState()).toMatchObject({ seq: null, order: [] });
  });

  it('applies earlier patches after the snapshot, except those that the snapshot contains', async () => {
    const feed = setUp();
    feed.push(patch(4, [row('old')], ['a']));
    feed.push(patch(5, [row('b')]));
    feed.push(patch(6, [row('a', ready)]));
    await feed.answer(snapshot(4, [row('a')]));
    expect(feed.store.getState().order).toEqual(['a', 'b']);
    expect(feed.store.getState().rows.get('a')?.state.stage).toBe('ready');
    expect(feed.store.getState().seq).toBe(6);
    expect(feed.snapshotsAsked()).toBe(1);
  });

  it('shows the first page at once, and applies patches once it has all pages', async () => {
    const feed = setUp();
    await feed.answer({ ...snapshot(4, [row('a'), row('b')]), hasMore: true });
    feed.push(patch(5, [row('b', ready), row('e')], ['a']));
    expect(feed.store.getState()).toMatchObject({ seq: null, order: ['a', 'b'] });
    await feed.answerPage({ rows: [row('c')], hasMore: true });
    expect(feed.store.getState()).toMatchObject({ seq: null, order: ['a', 'b'] });
    await feed.answerPage({ rows: [row('d')], hasMore: false });
    expect(feed.store.getState()).toMatchObject({ seq: 5, order: ['b', 'c', 'd', 'e'] });
    expect(feed.pagesOf).toEqual([4, 4]);
    expect(feed.changes).toHaveLength(1);
  });

  it('loads all pages again when a later one failed', async () => {
    const feed = setUp();
    await feed.answer({ ...snapshot(4, [row('a')]), hasMore: true });
    await feed.refusePage();
    await vi.advanceTimersByTimeAsync(500);
    await feed.answer(snapshot(6, [row('b')]));
    expect(feed.store.getState()).toMatchObject({ seq: 6, order: ['b'] });
    expect(feed.changes).toEqual([]);
  });

  it('mixes no rows of two connections when one takes the place of the other between two pages', async () => {
    const feed = setUp();
    const orders = new Set<string>();
    feed.store.subscribe(({ order }) => orders.add(order.join()));
    await feed.answer({ ...snapshot(4, [row('a')]), hasMore: true });
    feed.push({ ...patch(5, [row('theirs')]), connectionId: 'another' });
    await feed.answerPage(null);
    await feed.answer({ ...snapshot(5, [row('theirs')]), connectionId: 'another', hasMore: true });
    await feed.answerPage({ rows: [row('too')], hasMore: false });
    expect([...orders]).toEqual(['a', 'theirs', 'theirs,too']);
    expect(feed.changes).toEqual([]);
  });

  it('takes no patch of another connection, but its list', async () => {
    const feed = setUp();
    await feed.answer(snapshot(4, [row('a')]));
    feed.push({ ...patch(5, [row('theirs')]), connectionId: 'another' });
    expect(feed.store.getState().order).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(0);
    await feed.answer({ ...snapshot(5, [row('theirs')]), connectionId: 'another' });
    expect(feed.store.getState()).toMatchObject({ seq: 5, order: ['theirs'] });
  });

  it('applies patches in order', async () => {
    const feed = setUp();
    await feed.answer(snapshot(0));
    feed.push(patch(1, [row('a')]));
    feed.push(patch(2, [], ['a']));
    expect(feed.store.getState()).toMatchObject({ seq: 2, order: [] });
    expect(feed.changes).toHaveLength(2);
  });

  it('loads a snapshot when a patch is missing, and keeps later patches', async () => {
    const feed = setUp();
    await feed.answer(snapshot(1, [row('a')]));
    feed.push(patch(3, [row('c')]));
    expect(feed.store.getState().order).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(0);
    expect(feed.snapshotsAsked()).toBe(2);
    feed.push(patch(4, [row('d')]));
    await feed.answer(snapshot(3, [row('a'), row('b'), row('c')]));
    expect(feed.store.getState()).toMatchObject({ seq: 4, order: ['a', 'b', 'c', 'd'] });
    feed.push(patch(5, [row('e')]));
    expect(feed.store.getState().order).toHaveLength(5);
    expect(feed.snapshotsAsked()).toBe(2);
  });

  it('ignores a repeated patch', async () => {
    const feed = setUp();
    await feed.answer(snapshot(5, [row('a')]));
    feed.push(patch(5, [], ['a']));
    expect(feed.store.getState().order).toEqual(['a']);
    expect(feed.snapshotsAsked()).toBe(1);
  });

  it('loads another snapshot after a pause when a gap remains', async () => {
    const feed = setUp();
    feed.push(patch(9, [row('z')]));
    await feed.answer(snapshot(3, [row('a')]));
    expect(feed.snapshotsAsked()).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.snapshotsAsked()).toBe(2);
    await feed.answer(snapshot(8, [row('a')]));
    expect(feed.store.getState()).toMatchObject({ seq: 9, order: ['a', 'z'] });
  });

  it('takes the files of another connection, and reports none of them', async () => {
    const feed = setUp();
    await feed.answer(snapshot(1, [row('a')]));
    feed.push(patch(3));
    await vi.advanceTimersByTimeAsync(0);
    await feed.answer({ ...snapshot(3, [row('b', ready)]), connectionId: 'another' });
    expect(feed.store.getState()).toMatchObject({ seq: 3, order: ['b'] });
    expect(feed.changes).toEqual([]);
  });

  it('loads another snapshot when one failed', async () => {
    const feed = setUp();
    await feed.refuse();
    await vi.advanceTimersByTimeAsync(500);
    await feed.answer(snapshot(1, [row('a')]));
    expect(feed.store.getState().order).toEqual(['a']);
  });

  it('reports changes, but not the first snapshot', async () => {
    const feed = setUp();
    await feed.answer(snapshot(1, [row('a', ready)]));
    expect(feed.changes).toEqual([]);
    feed.push(patch(2, [row('b', ready)]));
    expect(feed.changes).toHaveLength(1);
  });

  it('applies nothing after it is stopped', async () => {
    const feed = setUp();
    feed.stop();
    await feed.answer(snapshot(1, [row('a')]));
    expect(feed.store.getState().seq).toBeNull();
    expect(feed.isListening()).toBe(false);
  });
});
