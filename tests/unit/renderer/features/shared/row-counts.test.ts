import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  movingTotal,
  noRows,
  overallProgress,
  sentTotal,
  updatedCounts,
} from '../../../../../main/core/model/row-counts.ts';
import type { RowState, UploadRow } from '../../../../../preload/contract/contract.ts';
import { filterCounts, visibleIds } from '../../../../../renderer/features/queue/filter.ts';
import { createQueueStore } from '../../../../../renderer/features/shared/state/queue-store.ts';
import { elsewhere, failed, patch, processing, queued, ready, row, snapshot, stuck } from '../../rows.ts';

const skipped: RowState = { stage: 'skipped', message: { code: 'hidden_file' } };
const cancelled: RowState = { stage: 'cancelled' };
const uploading = (sentBytes: number): RowState => ({ stage: 'uploading', sentBytes, bytesPerSecond: null });

const countsOfRows = (...rows: UploadRow[]) =>
  updatedCounts(
    noRows,
    rows.map((after) => ({ before: null, after })),
  );

describe('the counts', () => {
  it('leaves skipped and cancelled rows out of the total', () => {
    const counts = countsOfRows(
      row('a', ready),
      row('b'),
      row('c', skipped),
      row('d', cancelled),
      row('e', failed()),
    );
    expect(sentTotal(counts)).toBe(3);
    expect(filterCounts(counts)).toEqual({
      all: 5,
      active: 1,
      ready: 1,
      failed: 1,
      undecided: 0,
      notSent: 2,
    });
  });

  it('counts a file that can be converted as undecided, whatever its stage', () => {
    const ways = ['text'] as const;
    const counts = countsOfRows(row('a', skipped, { ways }), row('b', failed(), { ways }), row('c', ready));
    expect(filterCounts(counts)).toEqual({
      all: 3,
      active: 0,
      ready: 1,
      failed: 0,
      undecided: 2,
      notSent: 0,
    });
    expect([sentTotal(counts), counts.retryable, overallProgress(counts)]).toEqual([1, 0, 1]);
  });

  it('counts only failures that can be retried as retryable', () => {
    expect(countsOfRows(row('a', failed()), row('b', failed(false))).retryable).toBe(1);
  });

  it('counts stuck rows and rows for another connection as neither failed nor moving', () => {
    const counts = countsOfRows(
      row('a', stuck),
      row('b', elsewhere),
      row('c', processing()),
      row('d', uploading(5)),
      row('e'),
      row('f', ready),
    );
    expect(counts).toMatchObject({ stuck: 1, elsewhere: 1, retryable: 0 });
    expect(movingTotal(counts)).toBe(3);
    expect(filterCounts(counts)).toEqual({
      all: 6,
      active: 5,
      ready: 1,
      failed: 0,
      undecided: 0,
      notSent: 0,
    });
  });

  it('stops counting a row that is no longer stuck', () => {
    const before = countsOfRows(row('a', stuck), row('b', elsewhere));
    const after = updatedCounts(before, [
      { before: row('a', stuck), after: row('a', ready) },
      { before: row('b', elsewhere), after: row('b') },
    ]);
    expect(after).toMatchObject({ stuck: 0, elsewhere: 0 });
    expect(movingTotal(after)).toBe(1);
  });

  it('equals a fresh count after any patches', () => {
    const state = fc.constantFrom<RowState>(
      queued,
      uploading(333),
      uploading(1000),
      processing(),
      stuck,
      elsewhere,
      ready,
      failed(true),
      failed(false),
      cancelled,
      skipped,
    );
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const change = fc.record({ rows: fc.array(fc.tuple(id, state)), removedIds: fc.array(id) });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const store = createQueueStore();
        store.complete(snapshot(0), [row('a', ready), row('b')]);
        changes.forEach(({ rows, removedIds }, index) => {
          store.applyPatch(
            patch(
              index + 1,
              rows.map(([id, of]) => row(id, of)),
              removedIds,
            ),
          );
        });
        const { rows, counts, order } = store.getState();
        expect(counts).toEqual(countsOfRows(...rows.values()));
        expect([...order].sort()).toEqual([...rows.keys()].sort());
      }),
    );
  });
});

describe('the overall progress', () => {
  it('is 0 without rows', () => {
    expect(overallProgress(noRows)).toBe(0);
  });

  it('is not complete when all bytes are sent', () => {
    const sent = overallProgress(countsOfRows(row('a', uploading(1000))));
    expect(sent).toBeLessThan(0.75);
    expect(overallProgress(countsOfRows(row('a', processing())))).toBe(sent);
    expect(overallProgress(countsOfRows(row('a', ready)))).toBe(1);
  });

  it('grows with the bytes and is complete when each file is ready or failed', () => {
    const half = overallProgress(countsOfRows(row('a', uploading(500)), row('b', uploading(1000))));
    expect(half).toBeGreaterThan(0.5);
    expect(overallProgress(countsOfRows(row('a', ready), row('b', failed()), row('c', skipped)))).toBe(1);
  });

  it('is 0 for a file of unknown size', () => {
    expect(overallProgress(countsOfRows(row('a', uploading(500), { sizeBytes: null })))).toBe(0);
  });
});

describe('a filter', () => {
  it('keeps its rows in order', () => {
    const rows = new Map(
      [row('a', ready), row('b'), row('c', skipped), row('d', ready), row('e', cancelled)].map((each) => [
        each.id,
        each,
      ]),
    );
    const order = [...rows.keys()];
    expect(visibleIds(order, rows, 'ready')).toEqual(['a', 'd']);
    expect(visibleIds(order, rows, 'active')).toEqual(['b']);
    expect(visibleIds(order, rows, 'notSent')).toEqual(['c', 'e']);
    expect(visibleIds(order, rows, 'failed')).toEqual([]);
    expect(visibleIds(order, rows, 'all')).toBe(order);
  });
});
