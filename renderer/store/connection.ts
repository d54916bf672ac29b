import { createStore } from 'zustand/vanilla';
import type { Connection, HoistApi } from '../../preload/contract.ts';

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** The connection as the main process told it; null until it did. */
export function createConnectionStore() {
  const store = createStore<{ readonly connection: Connection | null }>(() => ({ connection: null }));
  return { ...store, set: (connection: Connection) => store.setState({ connection }) };
}

const AGAIN_MS = 500;

/** Asks once and then listens. What was pushed meanwhile is newer than the answer, so it stays. */
export function feedConnection(
  api: Pick<HoistApi, 'connection' | 'onConnection'>,
  store: ConnectionStore,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const stop = api.onConnection(store.set);
  const ask = async () => {
    const connection = await api.connection().catch(() => null);
    if (over || store.getState().connection) return;
    if (connection) store.set(connection);
    else timer = setTimeout(() => void ask(), AGAIN_MS);
  };
  void ask();
  return () => {
    over = true;
    clearTimeout(timer);
    stop();
  };
}
