import { createStore } from 'zustand/vanilla';
import type {
  HistoryApi,
  HistoryPage,
  HistoryPlace,
  HistoryQuery,
  HistoryRow,
} from '../../../preload/contract/contract.ts';
import { clear, noSelection, type Selection } from '../../ui/grid/selection.ts';

export const everything: HistoryQuery = { search: '', period: 'any', outcome: 'all', from: 'anywhere' };

export interface HistoryState {
  readonly query: HistoryQuery;
  /** The loaded rows in their order. */
  readonly ids: readonly string[];
  readonly rows: ReadonlyMap<string, HistoryRow>;
  readonly next: HistoryPlace | null;
  /** The number of all matches; null until the first page has loaded. */
  readonly total: number | null;
  readonly isLoading: boolean;
  /** An upload has ended since the first page loaded. */
  readonly hasNews: boolean;
  readonly selection: Selection;
}

type HistoryStore = ReturnType<typeof createHistoryStore>;

declare module '../shared/state/hoist.ts' {
  interface Stores {
    readonly history: HistoryStore;
  }
}

/** Past uploads as far as the person has scrolled. A new query overtakes one that is still loading. */
export function createHistoryStore(api: HistoryApi) {
  const store = createStore<HistoryState>(() => ({
    query: everything,
    ids: [],
    rows: new Map(),
    next: null,
    total: null,
    isLoading: false,
    hasNews: false,
    selection: noSelection,
  }));
  /** The number of the newest load, which tells a late answer to an earlier one. */
  let newest = 0;

  async function load(query: HistoryQuery, after: HistoryPlace | null) {
    newest += 1;
    const current = newest;
    store.setState(after === null ? { query, isLoading: true, hasNews: false } : { isLoading: true });
    try {
      const page = await api.historyPage(query, after);
      if (current === newest) take(page, after === null);
    } finally {
      if (current === newest) store.setState({ isLoading: false });
    }
  }

  /** @param isFirst whether these rows take the place of all others */
  function take(page: HistoryPage, isFirst: boolean) {
    const { ids, rows, total, selection } = store.getState();
    const loaded = page.rows.map((row) => [row.id, row] as const);
    const kept = new Map(isFirst ? loaded : [...rows, ...loaded]);
    store.setState({
      ids: isFirst ? [...kept.keys()] : [...ids, ...loaded.map(([id]) => id).filter((id) => !rows.has(id))],
      rows: kept,
      next: page.next,
      total: page.total ?? total,
      selection: isFirst ? onlyOf(selection, kept) : selection,
    });
  }

  return {
    ...store,
    stop: api.onHistory(() => store.setState({ hasNews: true })),
    /** Loads the first page again, by the same query. */
    reload: () => load(store.getState().query, null),
    /** The new query may hide selected rows, so nothing stays selected. */
    async find(change: Partial<HistoryQuery>) {
      store.setState(({ selection }) => ({ selection: clear(selection) }));
      await load({ ...store.getState().query, ...change }, null);
    },
    /** Loads the next page if there is one and none is loading. */
    async more() {
      const { query, next, isLoading } = store.getState();
      if (next !== null && !isLoading) await load(query, next);
    },
    setSelection: (next: (selection: Selection) => Selection) =>
      store.setState(({ selection }) => ({ selection: next(selection) })),
  };
}

/** @returns the selection without rows that are gone */
function onlyOf({ ids, anchor, active }: Selection, rows: ReadonlyMap<string, unknown>): Selection {
  return {
    ids: new Set([...ids].filter((id) => rows.has(id))),
    anchor: anchor !== null && rows.has(anchor) ? anchor : null,
    active: active !== null && rows.has(active) ? active : null,
  };
}

/** @returns whether there is a file id to copy; the id of a deleted file leads nowhere */
export function hasCopyableId({ state, at }: HistoryRow): boolean {
  return state.stage === 'ready' && at.kind !== 'deleted';
}

/** @returns the rows that have a file id to copy */
export function copyableIds(ids: readonly string[], rows: ReadonlyMap<string, HistoryRow>): string[] {
  return ids.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && hasCopyableId(row);
  });
}
