import { createStore } from 'zustand/vanilla';
import type { MinutesLeft } from '../../preload/contract/contract.ts';

export type EtaStore = ReturnType<typeof createEtaStore>;

/** When all is done, as the main process told it. */
export function createEtaStore() {
  const store = createStore<{ readonly minutesLeft: MinutesLeft }>(() => ({ minutesLeft: null }));
  return { ...store, set: (minutesLeft: MinutesLeft) => store.setState({ minutesLeft }) };
}
