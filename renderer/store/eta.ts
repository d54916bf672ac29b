import { createStore } from 'zustand/vanilla';
import type { MinutesLeft } from '../../preload/contract/contract.ts';

export type FinishStore = ReturnType<typeof createFinishStore>;

/** When all is done, as the main process told it. */
export function createFinishStore() {
  const store = createStore<{ readonly minutesLeft: MinutesLeft }>(() => ({ minutesLeft: null }));
  return { ...store, set: (minutesLeft: MinutesLeft) => store.setState({ minutesLeft }) };
}
