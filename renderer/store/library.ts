import type { TFunction } from 'i18next';
import { createStore } from 'zustand/vanilla';
import type {
  Deletions,
  LibraryApi,
  LibraryPage,
  LibraryProblem,
  LibraryRow,
  LibraryText,
} from '../../preload/contract/contract.ts';
import { visibleName } from '../i18n/file-name.ts';
import { nextByCount, pageAfter } from './library-pages.ts';
import { mirrorState } from './mirror-state.ts';
import { foundIds } from './search.ts';
import { clear, noSelection, type Selection } from './selection.ts';
import type { ViewStore } from './view.ts';
import { createErrorToasts } from './with-error-toast.ts';

/** The text of a file in the pane beside the list. */
export interface Reading {
  readonly row: LibraryRow;
  readonly state:
    | { readonly kind: 'loading' }
    | ({ readonly kind: 'text' } & LibraryText)
    | { readonly kind: 'problem'; readonly problem: LibraryProblem };
}

export interface LibraryState {
  readonly ids: readonly string[];
  readonly rows: ReadonlyMap<string, LibraryRow>;
  /** How many the server has; null until it has said so. */
  readonly total: number | null;
  readonly nextPage: number | null;
  readonly limit: number;
  readonly isLoading: boolean;
  readonly problem: LibraryProblem | null;
  readonly search: string;
  /** Whether pages are asked for until there are no more, to look through all of them. */
  readonly isLookingThrough: boolean;
  readonly selection: Selection;
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
  reading: null,
};

export type LibraryStore = ReturnType<typeof createLibraryStore>;

/** What the server has, as far as the person has scrolled. */
export function createLibraryStore(api: LibraryApi, view: ViewStore, t: TFunction) {
  const store = createStore<LibraryState>(() => ({ ...first, deletions: { pending: [], failed: [] } }));
  const attempt = createErrorToasts(view, t);
  /** Counts what was asked, so that a late answer to an earlier question is known. */
  let asked = 0;

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

  async function load(page: number, anew: boolean) {
    asked += 1;
    const question = asked;
    store.setState({ isLoading: true, problem: null });
    const answer = await attempt('library', () => api.libraryPage(page));
    if (question !== asked) return;
    if (answer?.ok) take(answer.value, anew);
    // The person asks again, and nothing else does: what went wrong may go wrong each time.
    const failed: LibraryProblem = {
      kind: 'trouble',
      message: { code: 'plain', because: t('problem.library') },
    };
    const problem = answer === null ? failed : answer.ok ? null : answer.problem;
    store.setState({ isLoading: false, problem });
    if (!answer?.ok) store.setState({ isLookingThrough: false });
    if (store.getState().isLookingThrough) await more();
  }

  async function more() {
    const { nextPage, isLoading } = store.getState();
    if (nextPage !== null && !isLoading) await load(nextPage, false);
  }

  function reset() {
    asked += 1;
    const { search } = store.getState();
    store.setState({ ...first, search });
  }

  /** Takes out what is deleted, and says so wherever the person is. */
  function told(deletions: Deletions) {
    const { deletions: before, ids, rows, total, limit, nextPage, reading } = store.getState();
    const open = new Set([...deletions.pending, ...deletions.failed].map(({ fileId }) => fileId));
    const gone = before.pending.filter(({ fileId }) => !open.has(fileId));
    const isGone = new Set(gone.map(({ fileId }) => fileId));
    const left = ids.filter((id) => !isGone.has(id));
    store.setState({
      deletions,
      reading: reading !== null && isGone.has(reading.row.fileId) ? null : reading,
      ids: left.length < ids.length ? left : ids,
      rows: new Map([...rows].filter(([id]) => !isGone.has(id))),
      total: total === null ? null : Math.max(left.length, total - (ids.length - left.length)),
      nextPage: nextPage === null ? null : nextByCount(left.length, limit),
    });
    const [deleted] = gone;
    if (deleted) view.toast(t('library.deleted', { count: gone.length, name: visibleName(deleted.name) }));
    const known = new Set(before.failed.map(({ fileId }) => fileId));
    const failed = deletions.failed.filter(({ fileId }) => !known.has(fileId));
    if (failed.length > 0) view.toast(t('library.notDeleted', { count: failed.length }), 'problem');
  }

  return {
    ...store,
    more,
    stop: mirrorState({ ask: () => api.deletions(), listen: api.onDeletions.bind(api), set: told }),
    /** From the first page again; what is there stays until it has come. */
    reload: () => load(1, true),
    /** Another connection has other files. */
    reset,
    setSearch: (search: string) =>
      store.setState(({ selection }) => ({ search, selection: clear(selection), isLookingThrough: false })),
    async lookThrough() {
      store.setState({ isLookingThrough: true });
      await more();
    },
    stopLooking: () => store.setState({ isLookingThrough: false }),
    setSelection: (next: (selection: Selection) => Selection) =>
      store.setState(({ selection }) => ({ selection: next(selection) })),
    /** The button itself shows that it worked, so this one is only said. Answers whether it did. */
    async copyId(id: string): Promise<boolean> {
      const copied = await attempt('copy', () => api.copyFileIds([id]));
      if (copied) view.announce(t('said.copied', { count: copied }));
      return copied === 1;
    },
    async copyIds(ids: readonly string[]) {
      const copied = await attempt('copy', () => api.copyFileIds(ids));
      if (copied !== null)
        view.toast(copied > 0 ? t('said.copied', { count: copied }) : t('said.nothingToCopy'));
    },
    /** The main process asks the person; what comes of it is told. */
    async remove(ids: readonly string[]) {
      const { pending } = store.getState().deletions;
      const wanted = ids.filter((id) => !pending.some(({ fileId }) => fileId === id));
      if (wanted.length > 0) await attempt('delete', () => api.deleteFiles(wanted));
    },
    async dismissFailed() {
      await attempt('delete', () => api.dismissDeletions());
    },
    async read(id: string) {
      const row = store.getState().rows.get(id);
      if (row === undefined) return;
      const isShown = () => store.getState().reading?.row.fileId === id;
      store.setState({ reading: { row, state: { kind: 'loading' } } });
      const answer = await attempt('library', () => api.libraryText(id));
      if (!isShown() || (answer?.ok === false && answer.problem === null)) return;
      if (answer?.ok) store.setState({ reading: { row, state: { kind: 'text', ...answer.value } } });
      else if (answer?.problem)
        store.setState({ reading: { row, state: { kind: 'problem', problem: answer.problem } } });
      else store.setState({ reading: null });
    },
    stopReading: () => store.setState({ reading: null }),
    /** Escape: the pane goes first, then the selection. */
    letGo: () =>
      store.setState(({ reading, selection }) =>
        reading === null ? { selection: clear(selection) } : { reading: null },
      ),
  };
}

/** Those that are there and hold the words in their name, or begin their id with the text. */
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
