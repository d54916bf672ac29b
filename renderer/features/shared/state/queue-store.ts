import { createStore } from 'zustand/vanilla';
import { noRows, type RowCounts, updatedCounts } from '../../../../main/core/model/row-counts.ts';
import type {
  BatchTotal,
  Message,
  QueuePatch,
  QueueSnapshot,
  ShownStatus,
  UploadRow,
} from '../../../../preload/contract/contract.ts';

/** A row that was added (`before` is null), changed, or removed (`after` is null). */
export interface RowChange {
  readonly before: UploadRow | null;
  readonly after: UploadRow | null;
}

export interface QueueState {
  /**
   * Mutable: copying 10,000 entries for each patch would cost too much. Rows themselves are replaced, so a component
   * that subscribes to `rows.get(id)` renders only when its row changes.
   */
  readonly rows: Map<string, UploadRow>;
  /** The ids in their order. A new array only when rows were added or removed. */
  readonly order: readonly string[];
  /** Grows with each change of any row. */
  readonly revision: number;
  /** Of all rows, also while only the first page is here. */
  readonly counts: RowCounts;
  /** The batches of which some rows are yet to come, by their ids; empty once all rows are here. */
  readonly batchTotals: ReadonlyMap<string, BatchTotal>;
  readonly queueStatus: ShownStatus;
  readonly paused: boolean;
  /** A message about the saved list, or null. Only snapshots carry it. */
  readonly notice: Message | null;
  /** Of the newest snapshot or patch; null before the first snapshot is whole. Until then, `rows` are its first page at most. */
  readonly seq: number | null;
  /** The connection whose uploads these are; null without one. */
  readonly connectionId: string | null;
}

const initial = (): QueueState => ({
  rows: new Map(),
  order: [],
  revision: 0,
  counts: noRows,
  batchTotals: new Map(),
  queueStatus: { kind: 'open' },
  paused: false,
  notice: null,
  seq: null,
  connectionId: null,
});

const listOf = (rows: readonly UploadRow[]) => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: byId, order: [...byId.keys()] };
};

const blockOf = ({
  connectionId,
  queueStatus,
  paused,
  notice,
}: Pick<QueueSnapshot, 'connectionId' | 'queueStatus' | 'paused' | 'notice'>) => ({
  connectionId,
  queueStatus,
  paused,
  notice,
});

export type QueueStore = ReturnType<typeof createQueueStore>;

/** Mirrors the main process's queue. `queue-feed.ts` closes gaps between patches. */
export function createQueueStore() {
  const store = createStore<QueueState>(initial);
  /** Rows that the person took away and may want back. They stay in the main process until then. */
  const withheld = new Map<string, UploadRow>();
  /** The order before they were taken away. */
  let orderBefore: readonly string[] = [];

  /** Keeps the withheld rows of these up to date. @returns the others */
  function shown(rows: readonly UploadRow[]): readonly UploadRow[] {
    if (withheld.size === 0) return rows;
    for (const row of rows) if (withheld.has(row.id)) withheld.set(row.id, row);
    return rows.filter(({ id }) => !withheld.has(id));
  }

  /** Shows the first page of a list, with the totals of all its rows, while the others load. */
  function begin({ rows: first, counts, batches, ...snapshot }: QueueSnapshot): void {
    store.setState({
      ...listOf(shown(first)),
      ...blockOf(snapshot),
      revision: store.getState().revision + 1,
      counts,
      batchTotals: new Map(batches.map((batch) => [batch.id, batch])),
      seq: null,
    });
  }

  /** @param all the rows of all pages */
  function complete(snapshot: QueueSnapshot, all: readonly UploadRow[]): RowChange[] {
    const before = store.getState();
    const rows = shown(all);
    const list = listOf(rows);
    const changes: RowChange[] = rows.map((after) => ({ before: before.rows.get(after.id) ?? null, after }));
    for (const [id, row] of before.rows) if (!list.rows.has(id)) changes.push({ before: row, after: null });
    store.setState({
      ...list,
      ...blockOf(snapshot),
      revision: before.revision + 1,
      // Counted anew, since rows may have changed between the totals and their page.
      counts: updatedCounts(
        noRows,
        rows.map((after) => ({ before: null, after })),
      ),
      batchTotals: new Map(),
      seq: snapshot.seq,
    });
    return changes;
  }

  /** Acts once all rows are here, for what concerns rows that may still be loading; never if another connection's come instead. */
  function whenWhole(act: () => void): void {
    const { connectionId, seq } = store.getState();
    if (seq !== null) {
      act();
      return;
    }
    const stop = store.subscribe((now) => {
      if (now.seq === null && now.connectionId === connectionId) return;
      stop();
      if (now.connectionId === connectionId) act();
    });
  }

  function applyPatch({ seq, rows: all, removedIds, queueStatus, paused }: QueuePatch): RowChange[] {
    for (const id of removedIds) withheld.delete(id);
    const changed = shown(all);
    const { rows, order, revision, counts } = store.getState();
    const changes: RowChange[] = [];
    const came: string[] = [];
    const went = new Set<string>();
    for (const id of removedIds) {
      const before = rows.get(id);
      if (!before) continue;
      rows.delete(id);
      went.add(id);
      changes.push({ before, after: null });
    }
    for (const after of changed) {
      const before = rows.get(after.id) ?? null;
      if (!before) came.push(after.id);
      rows.set(after.id, after);
      changes.push({ before, after });
    }
    const kept = went.size > 0 ? order.filter((id) => !went.has(id)) : order;
    store.setState({
      order: came.length > 0 ? [...kept, ...came] : kept,
      revision: changes.length > 0 ? revision + 1 : revision,
      counts: changes.length > 0 ? updatedCounts(counts, changes) : counts,
      queueStatus,
      paused,
      seq,
    });
    return changes;
  }

  /** Hides rows until {@link giveBack}, or until the main process removes them. */
  function withhold(ids: readonly string[]): void {
    const { rows, order, revision, counts } = store.getState();
    if (withheld.size === 0) orderBefore = order;
    const changes: RowChange[] = [];
    for (const id of ids) {
      const before = rows.get(id);
      if (before === undefined) continue;
      rows.delete(id);
      withheld.set(id, before);
      changes.push({ before, after: null });
    }
    store.setState({
      order: order.filter((id) => rows.has(id)),
      revision: revision + 1,
      counts: updatedCounts(counts, changes),
    });
  }

  /** Shows withheld rows again, each in its place. */
  function giveBack(ids: readonly string[]): void {
    const { rows, order, revision, counts } = store.getState();
    const changes = ids.flatMap((id) => {
      const after = withheld.get(id);
      return after === undefined ? [] : [{ before: null, after }];
    });
    for (const { after } of changes) {
      rows.set(after.id, after);
      withheld.delete(after.id);
    }
    const known = new Set(orderBefore);
    store.setState({
      order: [...orderBefore.filter((id) => rows.has(id)), ...order.filter((id) => !known.has(id))],
      revision: revision + 1,
      counts: updatedCounts(counts, changes),
    });
  }

  return { ...store, begin, complete, whenWhole, applyPatch, withhold, giveBack };
}
