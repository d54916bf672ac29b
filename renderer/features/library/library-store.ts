import { createStore } from 'zustand/vanilla';
import type { Deletions, LibraryApi, LibraryPage, LibraryRow } from '../../../preload/contract/contract.ts';
import { clear, noSelection, type Selection } from '../../ui/grid/selection.ts';
import type { LoadProblem } from '../shared/reading/problem-text.ts';
import { type ReadingState, readText } from '../shared/reading/reading.ts';
import { foundIds } from '../shared/search.ts';
import { mirrorState } from '../shared/state/mirror-state.ts';

/** The text of a file in the pane beside the list. */
export interface Reading {
  readonly row: LibraryRow;
  readonly state: ReadingState;
}

export interface LibraryState {
  readonly ids: readonly string[];
  readonly rows: ReadonlyMap<string, LibraryRow>;
  /** The number of files on the server; null until a page has loaded. */
  readonly total: number | null;
  readonly nextPage: number | null;
  readonly limit: number;
  readonly isLoading: boolean;
  readonly problem: LoadProblem | null;
  readonly search: string;
  /** Whether all remaining pages load, so that a search covers them. */
  readonly isLookingThrough: boolean;
  readonly selection: Selection;
  /** The file of another computer whose details are shown beside the list; null where none are. */
  readonly shown: string | null;
  readonly reading: Reading | null;
  readonly deletions: Deletions;
}

const first: Omit<LibraryState, 'deletions'> = {
  ids: [],
  rows: new Map(),
  total: null,
  nextPage: 1,
  limit: 100,
  isLoading: false,
  problem: null,
  search: '',
  isLookingThrough: false,
  selection: noSelection,
  shown: null,
  reading: null,
};

type LibraryStore = ReturnType<typeof createLibraryStore>;

declare module '../shared/state/hoist.ts' {
  interface Stores {
    readonly library: LibraryStore;
  }
}

/** The server's files, as far as the person has scrolled. */
export function createLibraryStore(api: LibraryApi) {
  const store = createStore<LibraryState>(() => ({
    ...first,
    deletions: { pending: [], failed: [], deleted: null },
  }));
  /** The number of the newest load, which tells a late answer to an earlier one. */
  let newest = 0;

  /** @param anew whether these rows take the place of those that are there */
  function take(page: LibraryPage, anew: boolean) {
    const { ids, rows } = anew ? first : store.getState();
    const fresh = page.rows.filter(({ fileId }) => !rows.has(fileId));
    const all = [...ids, ...new Set(fresh.map(({ fileId }) => fileId))];
    store.setState({
      ids: all,
      rows: new Map([...rows, ...page.rows.map((row) => [row.fileId, row] as const)]),
      total: page.total,
      limit: page.limit,
      nextPage: pageAfter(page, all.length, fresh.length),
    });
  }

  function fail(problem: LoadProblem | null) {
    store.setState({ isLoading: false, problem, isLookingThrough: false });
  }

  /** @throws when the call fails */
  async function load(page: number, anew: boolean) {
    newest += 1;
    const current = newest;
    store.setState({ isLoading: true, problem: null });
    const answer = await api.libraryPage(page).catch((error: unknown) => {
      if (current === newest) fail({ kind: 'call-failed' });
      throw error;
    });
    if (current !== newest) return;
    if (!answer.ok) return fail(answer.problem);
    take(answer.value, anew);
    store.setState({ isLoading: false });
    if (store.getState().isLookingThrough) await more();
  }

  async function more() {
    const { nextPage, isLoading } = store.getState();
    if (nextPage !== null && !isLoading) await load(nextPage, false);
  }

  /** Removes the row of a file that has been deleted. */
  function setDeletions(deletions: Deletions) {
    store.setState({ deletions });
    const { ids, rows, total, limit, nextPage, shown, reading } = store.getState();
    const gone = deletions.deleted?.fileId;
    if (gone === undefined) return;
    const left = ids.filter((id) => id !== gone);
    store.setState({
      reading: reading?.row.fileId === gone ? null : reading,
      shown: shown === gone ? null : shown,
      ids: left,
      rows: new Map([...rows].filter(([id]) => id !== gone)),
      total: total === null ? null : Math.max(left.length, total - (ids.length - left.length)),
      nextPage: nextPage === null ? null : nextByCount(left.length, limit),
    });
  }

  return {
    ...store,
    more,
    stop: mirrorState({
      load: () => api.deletions(),
      listen: api.onDeletions.bind(api),
      set: setDeletions,
    }),
    /** Loads the first page again. What is there stays until it has arrived. */
    reload: () => load(1, true),
    /** Forgets all files but not the search: another connection has other files. */
    reset() {
      newest += 1;
      const { search } = store.getState();
      store.setState({ ...first, search });
    },
    setSearch: (search: string) =>
      store.setState(({ selection }) => ({ search, selection: clear(selection), isLookingThrough: false })),
    /** Loads all pages, so that the search covers all files. */
    async lookThrough() {
      store.setState({ isLookingThrough: true });
      await more();
    },
    stopLooking: () => store.setState({ isLookingThrough: false }),
    setSelection: (next: (selection: Selection) => Selection) =>
      store.setState(({ selection }) => ({ selection: next(selection) })),
    /**
     * Shows the text of a file.
     * @throws when the call fails
     */
    async read(id: string) {
      const row = store.getState().rows.get(id);
      if (row === undefined) return;
      store.setState({ reading: { row, state: { kind: 'loading' } } });
      await readText(
        () => api.libraryText(id),
        (state) => {
          if (store.getState().reading?.row.fileId === id)
            store.setState({ reading: state && { row, state } });
        },
      );
    },
    closeText: () => store.setState({ reading: null }),
    /** Shows the details of a file of another computer, or hides them where they are shown already. */
    toggle: (id: string) =>
      store.setState(({ shown }) => ({ shown: shown === id ? null : id, reading: null })),
    /** Closes all that is beside the list. */
    close: () => store.setState({ shown: null, reading: null }),
    /** Closes the pane in front if one is open, and clears the selection otherwise. */
    escape: () =>
      store.setState(({ reading, shown, selection }) => {
        if (reading !== null) return { reading: null };
        return shown === null ? { selection: clear(selection) } : { shown: null };
      }),
  };
}

/** @returns the loaded files whose name contains the words or whose id starts with the text */
export function foundIn(
  ids: readonly string[],
  rows: ReadonlyMap<string, LibraryRow>,
  search: string,
): readonly string[] {
  const text = search.trim().toLowerCase();
  if (text === '') return ids;
  const found = new Set(foundIds(ids, rows, text));
  return ids.filter((id) => found.has(id) || id.toLowerCase().startsWith(text));
}

/**
 * @param known the number of loaded rows, including this page
 * @param fresh how many rows of this page are new
 * @returns the page to load next; null if there are no more. It is computed from the number of loaded rows, since a
 * deleted file moves all later ones up.
 */
export function pageAfter(
  { rows, page, limit, total }: LibraryPage,
  known: number,
  fresh: number,
): number | null {
  if (rows.length === 0 || page * limit >= total) return null;
  return Math.max(nextByCount(known, limit), fresh === 0 ? page + 1 : 1);
}

/** @returns the page that holds the file after the first `known` ones */
const nextByCount = (known: number, limit: number): number => Math.floor(known / limit) + 1;
