import { createStore } from 'zustand/vanilla';
import type { Message } from '../../../preload/contract/contract.ts';
import { clear, noSelection, type Selection } from '../../ui/grid/selection.ts';
import type { ViewStore } from '../shared/state/view-store.ts';
import type { Filter } from './filter.ts';

interface QueueViewState {
  readonly filter: Filter;
  readonly search: string;
  readonly selection: Selection;
  /** Originals whose parts are shown, by the ids of their rows. */
  readonly openGroups: ReadonlySet<string>;
  /** How many undecided files there were when the person put off the question. */
  readonly postponed: number;
  /** A notice of the queue that the person has dismissed. Another one shows again. */
  readonly dismissedNotice: Message['code'] | null;
}

type QueueViewStore = ReturnType<typeof createQueueViewStore>;

declare module '../shared/state/hoist.ts' {
  interface Stores {
    readonly queueView: QueueViewStore;
  }
}

/** How the person looks at the queue. */
export function createQueueViewStore(view: Pick<ViewStore, 'subscribe'>) {
  const store = createStore<QueueViewState>(() => ({
    filter: 'all',
    search: '',
    selection: noSelection,
    openGroups: new Set(),
    postponed: 0,
    dismissedNotice: null,
  }));

  // Neither a filter nor a search may hide the row that the person is led to.
  view.subscribe(({ arrival: id }, before) => {
    if (id === null || id === before.arrival) return;
    store.setState({ filter: 'all', search: '', selection: { ids: new Set([id]), anchor: id, active: id } });
  });

  return {
    ...store,
    /** The new filter may hide selected rows, so nothing stays selected. */
    setFilter: (filter: Filter) =>
      store.setState(({ selection }) => ({ filter, selection: clear(selection) })),
    /** The search may hide selected rows, so nothing stays selected. */
    setSearch: (search: string) =>
      store.setState(({ selection }) => ({ search, selection: clear(selection) })),
    setSelection: (next: (selection: Selection) => Selection) =>
      store.setState(({ selection }) => ({ selection: next(selection) })),
    toggleGroup: (id: string) =>
      store.setState(({ openGroups }) => {
        const next = new Set(openGroups);
        if (!next.delete(id)) next.add(id);
        return { openGroups: next };
      }),
    postpone: (postponed: number) => store.setState({ postponed }),
    dismissNotice: (dismissedNotice: Message['code']) => store.setState({ dismissedNotice }),
  };
}
