import { DataFolderBusy, NewerDatabase, StoreError } from '../core/store/errors.ts';
import { SqliteStore } from '../core/store/sqlite-store.ts';
import { readAppSettings } from './configuration.ts';
import { ExitError } from './exit.ts';
import { printable } from './printable.ts';

/**
 * Opens the data folder for this process alone, and says on stderr what there is to say.
 * @throws {ExitError} where it cannot be had
 */
export function openDataFolder(folder: string): SqliteStore {
  try {
    const store = new SqliteStore(folder, Date.now());
    store.history.forgetOlderThan(readAppSettings(folder).historyDays, Date.now());
    if (store.notice !== null) process.stderr.write(`${printable(store.notice)}\n`);
    return store;
  } catch (error) {
    const known = error instanceof DataFolderBusy || error instanceof NewerDatabase;
    if (known) throw new ExitError(printable(error.message));
    if (error instanceof StoreError) throw new ExitError(`${printable(folder)}: ${error.message}`);
    throw error;
  }
}
