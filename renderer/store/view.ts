import { createStore } from 'zustand/vanilla';
import type { AppScreen, Message } from '../../preload/contract/contract.ts';
import type { Filter } from './filter.ts';
import { clear, noSelection, type Selection } from './selection.ts';

/** `auto` is the first run where nothing is set up yet, and the queue else. */
export type Screen = 'auto' | AppScreen;

/** The settings of a folder that is to be watched, or of one that is. */
export type FolderForm =
  | { readonly kind: 'add'; readonly path: string }
  | { readonly kind: 'edit'; readonly id: string };

export interface Toast {
  /** Tells two toasts of the same words apart. */
  readonly key: number;
  readonly text: string;
  readonly tone: 'plain' | 'problem';
}

export interface ViewState {
  readonly screen: Screen;
  /** Stands in place of the list of folders. */
  readonly folderForm: FolderForm | null;
  readonly filter: Filter;
  /** What the names of the rows in sight hold. */
  readonly search: string;
  readonly selection: Selection;
  readonly toast: Toast | null;
  /** A notice of the queue that the person has read; another one is shown again. */
  readonly dismissedNotice: Message['code'] | null;
  /** The row that the person is being led to, until the list has brought it into sight. */
  readonly arrival: string | null;
  /** What a screen reader says next. */
  readonly announcement: { readonly key: number; readonly text: string };
}

export type ViewStore = ReturnType<typeof createViewStore>;

/** What only this window knows: nothing here is kept. */
export function createViewStore() {
  const store = createStore<ViewState>(() => ({
    screen: 'auto',
    folderForm: null,
    filter: 'all',
    search: '',
    selection: noSelection,
    toast: null,
    dismissedNotice: null,
    arrival: null,
    announcement: { key: 0, text: '' },
  }));
  let key = 0;

  return {
    ...store,
    show: (screen: Screen) => store.setState({ screen, folderForm: null }),
    openFolderForm: (folderForm: FolderForm) => store.setState({ screen: 'folders', folderForm }),
    closeFolderForm: () => store.setState({ folderForm: null }),
    /** What was selected may be hidden by the new filter, so it is let go. */
    setFilter: (filter: Filter) =>
      store.setState(({ selection }) => ({ filter, selection: clear(selection) })),
    /** What was selected may not be among what is found. */
    setSearch: (search: string) =>
      store.setState(({ selection }) => ({ search, selection: clear(selection) })),
    /** Shows the queue with this row selected, whatever hid it. */
    arriveAt: (id: string) =>
      store.setState({
        screen: 'auto',
        folderForm: null,
        filter: 'all',
        search: '',
        arrival: id,
        selection: { ids: new Set([id]), anchor: id, active: id },
      }),
    arrived: () => store.setState({ arrival: null }),
    setSelection: (next: (selection: Selection) => Selection) =>
      store.setState(({ selection }) => ({ selection: next(selection) })),
    announce: (text: string) => store.setState({ announcement: { key: ++key, text } }),
    /** Shown for a while, and said. */
    toast: (text: string, tone: Toast['tone'] = 'plain') =>
      store.setState({ toast: { key: ++key, text, tone }, announcement: { key, text } }),
    dismissNotice: (dismissedNotice: Message['code']) => store.setState({ dismissedNotice }),
    dismissToast: () => store.setState({ toast: null }),
  };
}
