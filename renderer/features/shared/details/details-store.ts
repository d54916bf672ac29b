import { createStore } from 'zustand/vanilla';
import type { HoistApi, UploadDetails } from '../../../../preload/contract/contract.ts';
import { type ReadingState, readText } from '../reading/reading.ts';

interface DetailsState {
  /** The upload whose details are shown beside the list; null where none are. */
  readonly id: string | null;
  /** null until they have loaded. */
  readonly details: UploadDetails | null;
  /** The text that the server found in it, in place of the details; null where that is not shown. */
  readonly reading: ReadingState | null;
}

type DetailsStore = ReturnType<typeof createDetailsStore>;

declare module '../state/hoist.ts' {
  interface Stores {
    readonly details: DetailsStore;
  }
}

/** Which upload the person looks at more closely. */
export function createDetailsStore(api: Pick<HoistApi, 'details' | 'uploadText'>) {
  const store = createStore<DetailsState>(() => ({ id: null, details: null, reading: null }));

  /** @throws when the call fails */
  async function load(): Promise<void> {
    const { id } = store.getState();
    if (id === null) return;
    const details = await api.details(id);
    if (store.getState().id === id) store.setState(details === null ? { id: null, details } : { details });
  }

  return {
    ...store,
    /** Shows an upload, or hides it where it is shown already. */
    async toggle(id: string): Promise<void> {
      const isShown = store.getState().id === id;
      store.setState({ id: isShown ? null : id, details: null, reading: null });
      await load();
    },
    load,
    /**
     * Shows the text that the server found in the file.
     * @throws when the call fails
     */
    async read(): Promise<void> {
      const { id } = store.getState();
      if (id === null) return;
      await readText(
        () => api.uploadText(id),
        (reading) => {
          if (store.getState().id === id) store.setState({ reading });
        },
      );
    },
    closeText: () => store.setState({ reading: null }),
    close: () => store.setState({ id: null, details: null, reading: null }),
  };
}
