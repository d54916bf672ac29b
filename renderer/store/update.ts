import { createStore } from 'zustand/vanilla';
import type { UpdateNotice } from '../../preload/contract/contract.ts';

export type UpdateStore = ReturnType<typeof createUpdateStore>;

/** Whether a new version waits, as the main process told it. */
export function createUpdateStore() {
  const store = createStore<{ readonly notice: UpdateNotice }>(() => ({ notice: { kind: 'none' } }));
  return { ...store, set: (notice: UpdateNotice) => store.setState({ notice }) };
}
