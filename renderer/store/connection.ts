import { createStore } from 'zustand/vanilla';
import type { Connection } from '../../preload/contract.ts';

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** The connection as the main process told it; null until it did. */
export function createConnectionStore() {
  const store = createStore<{ readonly connection: Connection | null }>(() => ({ connection: null }));
  return { ...store, set: (connection: Connection) => store.setState({ connection }) };
}
