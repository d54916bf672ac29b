import type { TFunction } from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { HistoryApi, HistoryPlace, HistoryQuery, HistoryRow } from '../../preload/contract/contract.ts';
import { visibleName } from '../i18n/file-name.ts';
import { clear, noSelection, type Selection } from './selection.ts';
import type { ViewStore } from './view.ts';
import { createErrorToasts } from './with-error-toast.ts';

export const everything: HistoryQuery = { search: '', period: 'any', outcome: 'all', from: 'anywhere' };

export interface HistoryState {
  readonly query: HistoryQuery;
  /** Those that have come so far, as they are shown. */
  readonly ids: readonly string[];
  readonly rows: ReadonlyMap<string, HistoryRow>;
  readonly next: HistoryPlace | null;
  /** How many the query finds in all; null until the first page has come. */
  readonly total: number | null;
  readonly isLoading: boolean;
  /** Something has ended since the first page came. */
  readonly hasNews: boolean;
  readonly selection: Selection;
}

export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** Past uploads as far as the person has scrolled. What is asked for meanwhile overtakes what was asked before. */
export function createHistoryStore(api: HistoryApi, view: ViewStore, t: TFunction) {
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
  const attempt = createErrorToasts(view, t);
  /** Counts the questions, so that a late answer to an earlier one is known. */
  let asked = 0;

  async function load(query: HistoryQuery, after: HistoryPlace | null) {
    asked += 1;
    const question = asked;
    store.setState(after === null ? { query, isLoading: true, hasNews: false } : { isLoading: true });
    const page = await attempt('history', () => api.historyPage(query, after));
    if (question !== asked) return;
    if (page === null) {
      store.setState({ isLoading: false });
      return;
    }
    const { ids, rows, total, selection } = store.getState();
    const came = page.rows.map((row) => [row.id, row] as const);
    const kept = new Map(after === null ? came : [...rows, ...came]);
    store.setState({
      ids:
        after === null ? [...kept.keys()] : [...ids, ...came.map(([id]) => id).filter((id) => !rows.has(id))],
      rows: kept,
      next: page.next,
      total: page.total ?? total,
      isLoading: false,
      selection: after === null ? onlyOf(selection, kept) : selection,
    });
  }

  return {
    ...store,
    stop: api.onHistory(() => store.setState({ hasNews: true })),
    /** The first page anew, by the same query. */
    reload: () => load(store.getState().query, null),
    /** What was selected may be hidden by it, so it is let go. */
    async find(change: Partial<HistoryQuery>) {
      store.setState(({ selection }) => ({ selection: clear(selection) }));
      await load({ ...store.getState().query, ...change }, null);
    },
    /** The next page, where there is one and none is on its way. */
    async more() {
      const { query, next, isLoading } = store.getState();
      if (next !== null && !isLoading) await load(query, next);
    },
    setSelection: (next: (selection: Selection) => Selection) =>
      store.setState(({ selection }) => ({ selection: next(selection) })),
    async reveal(id: string) {
      const isShown = await attempt('reveal', () => api.reveal(id));
      if (isShown === false) view.toast(t('history.notThere', { name: nameOf(id) }), 'problem');
    },
    /** The rows appear in the queue, which is another screen, so the person is told. */
    async uploadAgain(ids: readonly string[]) {
      const added = await attempt('uploadAgain', () => api.uploadPastAgain(ids));
      if (added === null) return;
      const { queued, skipped } = added;
      if (queued > 0 && skipped === 0) view.toast(t('history.uploadingAgain', { count: queued }));
      else view.toast(t('history.uploadingSome', { count: skipped, queued }), 'problem');
    },
    async exportAs(format: 'csv' | 'json') {
      const saved = await attempt('export', () => api.exportHistory(store.getState().query, format));
      if (saved?.kind === 'saved')
        view.toast(t('history.exported', { count: saved.count, name: visibleName(saved.name) }));
    },
  };

  function nameOf(id: string): string {
    return visibleName(store.getState().rows.get(id)?.name ?? '');
  }
}

/** The keyboard stays on its row, and the selection on those that are still there. */
function onlyOf({ ids, anchor, active }: Selection, rows: ReadonlyMap<string, unknown>): Selection {
  return {
    ids: new Set([...ids].filter((id) => rows.has(id))),
    anchor: anchor !== null && rows.has(anchor) ? anchor : null,
    active: active !== null && rows.has(active) ? active : null,
  };
}

/** Whether there is a file id to copy; that of a deleted file leads nowhere. */
export function hasCopyableId({ state, at }: HistoryRow): boolean {
  return state.stage === 'ready' && at.kind !== 'deleted';
}

/** Those of the rows that have one. */
export function copyableIds(ids: readonly string[], rows: ReadonlyMap<string, HistoryRow>): string[] {
  return ids.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && hasCopyableId(row);
  });
}
