import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '../core/sayings.ts';
import { copyDatabase } from '../core/store/copy-database.ts';
import { DataFolderBusy, NewerDatabase, StoreError } from '../core/store/errors.ts';
import { SqliteStore } from '../core/store/sqlite-store.ts';
import { readAppSettings } from './configuration.ts';
import { ExitError } from './exit.ts';
import { printable } from './printable.ts';

/** Another Hoist has the data folder. */
export class FolderTaken extends ExitError {}

/**
 * Opens the data folder for this process alone, and says on stderr what there is to say.
 * @param instead what a person can do where another Hoist has it
 * @throws {FolderTaken} where another Hoist has it
 * @throws {ExitError} where it cannot be had
 */
export function openDataFolder(folder: string, instead: string): SqliteStore {
  return saying(folder, () => {
    try {
      return open(folder);
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw error;
      throw new FolderTaken(`${printable(error.message)} ${instead}`);
    }
  });
}

/**
 * Opens the data folder to read in it: itself, or a copy of it where another process has it.
 * @throws {ExitError} where it cannot be read
 */
export function openToRead(folder: string): Pick<SqliteStore, 'history' | 'close'> {
  return saying(folder, () => {
    try {
      return open(folder);
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw error;
      return openCopy(folder);
    }
  });
}

function open(folder: string): SqliteStore {
  const store = new SqliteStore(folder, Date.now());
  store.history.forgetOlderThan(readAppSettings(folder).historyDays, Date.now());
  if (store.notice !== null) process.stderr.write(`${printable(describe(store.notice))}\n`);
  return store;
}

function openCopy(folder: string): Pick<SqliteStore, 'history' | 'close'> {
  const copy = mkdtempSync(join(tmpdir(), 'hoist-'));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    copyDatabase(folder, copy);
    const store = new SqliteStore(copy, Date.now());
    const close = () => {
      store.close();
      remove();
    };
    return { history: store.history, close };
  } catch (error) {
    remove();
    throw error instanceof NewerDatabase ? new NewerDatabase(folder) : error;
  }
}

function saying<T>(folder: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof NewerDatabase) throw new ExitError(printable(error.message));
    if (error instanceof StoreError) throw new ExitError(`${printable(folder)}: ${error.message}`);
    throw error;
  }
}
