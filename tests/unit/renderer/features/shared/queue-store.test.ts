import { describe, expect, it } from 'vitest';
import { createQueueStore } from '../../../../../renderer/features/shared/state/queue-store.ts';
import { patch, ready, row, snapshot } from '../../rows.ts';

function storeWith(...ids: string[]) {
  const store = createQueueStore();
  const rows = ids.map((id) => row(id));
  store.complete(snapshot(1, rows), rows);
  return store;
}

describe('the queue store', () => {
  it('shows the rows of a snapshot in its order', () => {
    expect(storeWith('c', 'a', 'b').getState().order).toEqual(['c', 'a', 'b']);
  });

  it('shows a first page with the totals of all rows, until all are there', () => {
    const store = createQueueStore();
    const seqs: (number | null)[] = [];
    store.subscribe(({ seq }) => seqs.push(seq));
    const rows = [row('a'), row('b', ready), row('c', ready)];
    const whole = snapshot(4, rows);
    store.begin({ ...whole, rows: rows.slice(0, 2), hasMore: true });
    expect(store.getState()).toMatchObject({ seq: null, order: ['a', 'b'] });
    expect(store.getState().counts.byStage).toMatchObject({ queued: 1, ready: 2 });
    // Between the totals and its page, a row has changed.
    store.complete(whole, [row('a'), row('b', ready), row('c')]);
    expect(store.getState()).toMatchObject({ seq: 4, order: ['a', 'b', 'c'] });
    expect(store.getState().counts.byStage).toMatchObject({ queued: 2, ready: 1 });
    expect(seqs).toEqual([null, 4]);
  });

  it('keeps a row away that the person removed while the others load, and gives it back in its place', () => {
    const store = createQueueStore();
    const rows = [row('a', ready), row('b'), row('c')];
    const whole = snapshot(4, rows);
    store.begin({ ...whole, rows: rows.slice(0, 2), hasMore: true });
    store.withhold(['a']);
    store.complete(whole, rows);
    expect(store.getState().order).toEqual(['b', 'c']);
    expect(store.getState().counts.byStage).toMatchObject({ queued: 2, ready: 0 });
    store.giveBack(['a']);
    expect(store.getState().order).toEqual(['a', 'b', 'c']);
  });

  it('replaces a changed row in place and appends a new one', () => {
    const store = storeWith('a', 'b');
    store.applyPatch(patch(2, [row('a', ready), row('c')]));
    const { order, rows } = store.getState();
    expect(order).toEqual(['a', 'b', 'c']);
    expect(rows.get('a')?.state).toBe(ready);
  });

  it('keeps unchanged rows and the order as the same objects', () => {
    const store = storeWith('a', 'b');
    const before = { ...store.getState(), b: store.getState().rows.get('b') };
    store.applyPatch(patch(2, [row('a', ready)]));
    expect(store.getState().rows.get('b')).toBe(before.b);
    expect(store.getState().order).toBe(before.order);
    expect(store.getState().revision).toBe(before.revision + 1);
  });

  it('removes rows, and appends one that comes back', () => {
    const store = storeWith('a', 'b', 'c');
    store.applyPatch(patch(2, [row('a')], ['a', 'b', 'unknown']));
    expect(store.getState().order).toEqual(['c', 'a']);
    expect([...store.getState().rows.keys()].sort()).toEqual(['a', 'c']);
  });

  it('returns what each patch changed, with the earlier row', () => {
    const store = storeWith('a', 'b');
    const changes = store.applyPatch(patch(2, [row('a', ready), row('c')], ['b']));
    expect(changes.map(({ before, after }) => [before?.id, before?.state.stage, after?.state.stage])).toEqual(
      [
        ['b', 'queued', undefined],
        ['a', 'queued', 'ready'],
        [undefined, undefined, 'queued'],
      ],
    );
  });

  it('returns rows that a second snapshot lacks as removed', () => {
    const store = storeWith('a', 'b');
    const changes = store.complete(snapshot(9), [row('b', ready)]);
    expect(changes.map(({ before, after }) => [before?.id, after?.id])).toEqual([
      ['b', 'b'],
      ['a', undefined],
    ]);
    expect(store.getState().seq).toBe(9);
  });

  it('applies 50 changes to 10,000 rows in well under a frame', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `row-${index}`);
    const store = storeWith(...ids);
    const patches = Array.from({ length: 200 }, (_, index) =>
      patch(
        index + 2,
        ids.slice(index, index + 50).map((id) => row(id, ready)),
      ),
    );
    const start = performance.now();
    for (const each of patches) store.applyPatch(each);
    expect((performance.now() - start) / patches.length).toBeLessThan(4);
    expect(store.getState().counts.byStage.ready).toBe(249);
    expect(store.getState().counts.byStage.queued).toBe(10_000 - 249);
  });

  it('keeps the notice of a snapshot through patches, until a snapshot has none', () => {
    const store = createQueueStore();
    store.complete({ ...snapshot(1), notice: { code: 'row_unreadable' } }, []);
    store.applyPatch(patch(2, [row('a')]));
    expect(store.getState().notice).toEqual({ code: 'row_unreadable' });
    store.complete(snapshot(3), []);
    expect(store.getState().notice).toBeNull();
  });

  it('counts a change of status as no change of rows', () => {
    const store = storeWith('a');
    const { revision, counts } = store.getState();
    store.applyPatch({ ...patch(2), queueStatus: { kind: 'rate-limited', untilMs: 5 } });
    expect(store.getState()).toMatchObject({ revision, queueStatus: { kind: 'rate-limited' } });
    expect(store.getState().counts).toBe(counts);
  });
});
