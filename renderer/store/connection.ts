import { createStore } from 'zustand/vanilla';
import type { Connection } from '../../preload/contract/contract.ts';

/** Most keyrings answer at once. What flashes up and goes would startle, so it is told only of one that takes longer. */
const UNLOCKING_AFTER_MS = 600;

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** The connection as the main process told it; null until it did, and for the moment that a keyring takes. */
export function createConnectionStore() {
  const store = createStore<{ readonly connection: Connection | null }>(() => ({ connection: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ...store,
    set(connection: Connection) {
      clearTimeout(timer);
      const tell = () => store.setState({ connection });
      if (connection.mode === 'unlocking') timer = setTimeout(tell, UNLOCKING_AFTER_MS);
      else tell();
    },
  };
}
