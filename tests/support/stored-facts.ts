import { budgetOf, type ConnectionSettings } from '../../main/core/model/connection-settings.ts';
import { SqliteStore } from '../../main/core/store/sqlite-store.ts';

/** Reads something of a data folder that nobody has now. */
export function stored<T>(dataFolder: string, read: (store: SqliteStore) => T): T {
  const store = new SqliteStore(dataFolder, Date.now());
  try {
    return read(store);
  } finally {
    store.close();
  }
}

/** The calls of the last minute that a data folder counts toward the limits of a key. */
export function countedCalls(dataFolder: string, settings: ConnectionSettings): number {
  return stored(dataFolder, ({ calls }) => calls.recent(budgetOf(settings), Date.now() - 60_000).length);
}
