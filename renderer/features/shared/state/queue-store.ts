import { createStore } from 'zustand/vanilla';
import type {
  Message,
  QueuePatch,
  QueueSnapshot,
  ShownStatus,
  UploadRow,
} from '../../../../preload/contract/contract.ts';
import { noRows, type RowCounts, updatedCounts } from './row-counts.ts';

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
  readonly counts: RowCounts;
  readonly queueStatus: ShownStatus;
  readonly paused: boolean;
  /** A message about the saved list, or null. Only snapshots carry it. */
  readonly notice: Message | null;
  /** Of the newest snapshot or patch; null before the first snapshot. */
  readonly seq: number | null;
}

const initial = (): QueueState => ({
  rows: new Map(),
  order: [],
  revision: 0,
  counts: noRows,
  queueStatus: { kind: 'open' },
  paused: false,
  notice: null,
  seq: null,
});

export type QueueStore = ReturnType<typeof createQueueStore>;

/** Mirrors the main process's queue. `queue-feed.ts` closes gaps between patches. */
export function createQueueStore() {
  const store = createStore<QueueState>(initial);

  function applySnapshot({ seq, rows, queueStatus, paused, notice }: QueueSnapshot): RowChange[] {
    const before = store.getState();
    const next = new Map(rows.map((row) => [row.id, row]));
    const changes: RowChange[] = rows.map((after) => ({ before: before.rows.get(after.id) ?? null, after }));
    for (const [id, row] of before.rows) if (!next.has(id)) changes.push({ before: row, after: null });
    store.setState({
      rows: next,
      order: [...next.keys()],
      revision: before.revision + 1,
      counts: updatedCounts(before.counts, changes),
      queueStatus,
      paused,
      notice,
      seq,
    });
    return changes;
  }

  function applyPatch({ seq, rows: changed, removedIds, queueStatus, paused }: QueuePatch): RowChange[] {
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

  return { ...store, applySnapshot, applyPatch };
}
