import { createStore } from 'zustand/vanilla';
import type { HoistApi, Message, UploadRow } from '../../../preload/contract/contract.ts';
import { clear, noSelection, type Selection } from '../../ui/grid/selection.ts';
import { type ReadingState, readText } from '../shared/reading/reading.ts';
import type { ViewStore } from '../shared/state/view-store.ts';
import { isBatchId } from './batches.ts';
import type { Filter } from './filter.ts';

interface QueueViewState {
  readonly filter: Filter;
  readonly search: string;
  readonly selection: Selection;
  /** Originals whose parts are shown, by the ids of their rows. */
  readonly openGroups: ReadonlySet<string>;
  /** Batches whose files are hidden, by the ids of their rows. A batch stays as the person left it. */
  readonly foldedBatches: ReadonlySet<string>;
  /** How many undecided files there were when the person put off the question. */
  readonly postponed: number;
  /** The upload whose text is shown beside the list. */
  readonly reading: Reading | null;
  /** A notice of the queue that the person has dismissed. Another one shows again. */
  readonly dismissedNotice: Message['code'] | null;
}

/** What was sent, as the server reads it. */
interface Reading {
  /** Of the upload. */
  readonly id: string;
  readonly name: string;
  readonly state: ReadingState;
}

type QueueViewStore = ReturnType<typeof createQueueViewStore>;

declare module '../shared/state/hoist.ts' {
  interface Stores {
    readonly queueView: QueueViewStore;
  }
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** How the person looks at the queue. */
export function createQueueViewStore(view: Pick<ViewStore, 'subscribe'>, api: Pick<HoistApi, 'uploadText'>) {
  const store = createStore<QueueViewState>(() => ({
    filter: 'all',
    search: '',
    selection: noSelection,
    openGroups: new Set(),
    foldedBatches: new Set(),
    postponed: 0,
    reading: null,
    dismissedNotice: null,
  }));

  // Neither a filter nor a search may hide the row that the person is led to.
  view.subscribe(({ arrival: id }, before) => {
    if (id === null || id === before.arrival) return;
    store.setState({ filter: 'all', search: '', selection: { ids: new Set([id]), anchor: id, active: id } });
  });

  /** Shows or hides the parts of an original, or the files of a batch. */
  function toggleGroup(id: string): void {
    store.setState(({ openGroups, foldedBatches }) =>
      isBatchId(id) ? { foldedBatches: toggled(foldedBatches, id) } : { openGroups: toggled(openGroups, id) },
    );
  }

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
    toggleGroup,
    /** @returns whether the group was not shown or hidden like this before */
    foldGroup(id: string, isOpen: boolean): boolean {
      const { openGroups, foldedBatches } = store.getState();
      const wasOpen = isBatchId(id) ? !foldedBatches.has(id) : openGroups.has(id);
      if (wasOpen !== isOpen) toggleGroup(id);
      return wasOpen !== isOpen;
    },
    postpone: (postponed: number) => store.setState({ postponed }),
    /**
     * Shows the text that the server found in what was sent.
     * @throws when the call fails
     */
    async read({ id, name }: Pick<UploadRow, 'id' | 'name'>) {
      store.setState({ reading: { id, name, state: { kind: 'loading' } } });
      await readText(
        () => api.uploadText(id),
        (state) => {
          if (store.getState().reading?.id === id) store.setState({ reading: state && { id, name, state } });
        },
      );
    },
    closeText: () => store.setState({ reading: null }),
    /** Closes the text if one is open, and clears the selection otherwise. */
    escape: () =>
      store.setState(({ reading, selection }) =>
        reading === null ? { selection: clear(selection) } : { reading: null },
      ),
    dismissNotice: (dismissedNotice: Message['code']) => store.setState({ dismissedNotice }),
  };
}
