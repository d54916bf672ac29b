import { createStore } from 'zustand/vanilla';
import type { Preferences } from '../../preload/contract/contract.ts';

export type PreferencesStore = ReturnType<typeof createPreferencesStore>;

/** The preferences as the main process told them; null until it did. */
export function createPreferencesStore() {
  const store = createStore<{ readonly preferences: Preferences | null }>(() => ({ preferences: null }));
  return { ...store, set: (preferences: Preferences) => store.setState({ preferences }) };
}
