import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Connection,
  CopyWait,
  FolderRow,
  HoistApi,
  MinutesLeft,
  Organisation,
  Preferences,
  ProxyView,
  UpdateNotice,
} from '../../../../preload/contract/contract.ts';
import type { Drops } from './drops.ts';
import type { Mirror } from './mirror-state.ts';
import type { QueueStore } from './queue-store.ts';
import type { Tell } from './tell.ts';
import type { Undo } from './undo.ts';
import type { ViewStore } from './view-store.ts';

/**
 * The window's stores. These mirror the main process or are needed by several features. A feature that has a store of
 * its own adds it: `declare module '../shared/state/hoist.ts' { interface Stores { … } }`.
 */
export interface Stores {
  readonly queue: QueueStore;
  /** Null until the main process has sent it, and for the moment that a keyring takes. */
  readonly connection: Mirror<Connection | null>;
  readonly preferences: Mirror<Preferences | null>;
  /** Null until the main process has sent it. It stays as it is until the next start. */
  readonly organisation: Mirror<Organisation | null>;
  readonly folders: Mirror<readonly FolderRow[] | null>;
  /** Null while it is unknown, and while nothing moves. */
  readonly minutesLeft: Mirror<MinutesLeft>;
  readonly copyWait: Mirror<CopyWait>;
  readonly proxy: Mirror<ProxyView>;
  readonly update: Mirror<UpdateNotice>;
  readonly view: ViewStore;
  readonly undo: Undo;
}

/** What each store holds, under the store's name. */
export type HoistState = {
  readonly [Name in keyof Stores]: Stores[Name] extends { getState(): infer State } ? State : never;
};

/** All that components share. The app makes one, and so does each test. */
export interface Hoist {
  readonly api: HoistApi;
  readonly stores: Stores;
  readonly state: StoreApi<HoistState>;
  readonly tell: Tell;
  readonly drops: Drops;
  /** Stops listening to the main process and to the page. */
  readonly stop: () => void;
}

/** @returns one store that follows all of `stores`, so that one hook reads any of them */
export function combineStores(stores: Stores): StoreApi<HoistState> {
  const entries = Object.entries(stores) as [keyof Stores, StoreApi<unknown>][];
  const combined = createStore<HoistState>(
    () => Object.fromEntries(entries.map(([name, store]) => [name, store.getState()])) as HoistState,
  );
  for (const [name, store] of entries) store.subscribe((state) => combined.setState({ [name]: state }));
  return combined;
}

export const HoistContext = createContext<Hoist | null>(null);

function useContextValue(): Hoist {
  const hoist = useContext(HoistContext);
  if (!hoist) throw new Error('A component that needs Hoist stands outside of <HoistContext>.');
  return hoist;
}

/**
 * Reads the window's state and renders again when the result changes.
 * @param select returns a part of the state as it is; a new object on each call would render forever
 */
export function useHoist<T>(select: (state: HoistState) => T): T {
  return useStore(useContextValue().state, select);
}

/** @returns the stores, for what changes them */
export const useStores = (): Stores => useContextValue().stores;

/** @returns the main process */
export const useApi = (): HoistApi => useContextValue().api;

/** @returns the ways to tell the person something */
export const useTell = (): Tell => useContextValue().tell;

/** @returns the drops on this window */
export const useDrops = (): Drops => useContextValue().drops;

/**
 * @param create makes what a person can do in a feature, from what all components share
 * @returns the hook that components get it by
 */
export function actionsHook<Actions>(create: (hoist: Hoist) => Actions): () => Actions {
  return function useActions() {
    const hoist = useContextValue();
    return useMemo(() => create(hoist), [hoist]);
  };
}
