import { createStore } from 'zustand/vanilla';
import type { Connection, HoistApi } from '../../../../preload/contract/contract.ts';
import { type Mirror, mirrorState } from './mirror-state.ts';

/** Most keyrings answer at once. A page that flashes up and goes would startle, so only a slower one gets it. */
const UNLOCKING_AFTER_MS = 600;

export function createConnectionStore(
  api: Pick<HoistApi, 'connection' | 'onConnection'>,
): Mirror<Connection | null> {
  const store = createStore<Connection | null>(() => null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(connection: Connection | null) {
    clearTimeout(timer);
    const show = () => store.setState(connection, true);
    if (connection?.mode === 'unlocking') timer = setTimeout(show, UNLOCKING_AFTER_MS);
    else show();
  }

  const stopMirror = mirrorState<Connection>({
    load: () => api.connection(),
    listen: api.onConnection.bind(api),
    set,
  });
  return {
    ...store,
    set,
    stop() {
      clearTimeout(timer);
      stopMirror();
    },
  };
}
