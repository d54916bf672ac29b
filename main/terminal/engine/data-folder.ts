import { rmSync } from 'node:fs';
import { DataFolderBusy, FolderNotPrivate, NewerDatabase, StoreError } from '../../core/model/store-error.ts';
import { copyDatabase, hasDatabase } from '../../core/store/copy-database.ts';
import { SqliteStore } from '../../core/store/sqlite-store.ts';
import { codeOf, isShortage } from '../../core/util/shortage.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { shortageSentence } from '../output/shortages.ts';
import { settingsProblem } from '../settings/app-settings.ts';
import { isUsualFolder } from '../settings/data-folder-path.ts';
import { makeTemporaryFolder } from '../settings/places.ts';

/** Another Hoist has the data folder. */
export class FolderTaken extends ExitError {}

/**
 * Opens the data folder for this process alone, and prints problems with its list and settings to stderr.
 * @param instead what a person can do if another Hoist has it
 * @throws {FolderTaken} if another Hoist has it
 * @throws {ExitError} if it cannot be opened
 */
export function openDataFolder(folder: string, instead: string): SqliteStore {
  return withExitErrors(folder, () => {
    try {
      const store = open(folder);
      const problem = settingsProblem(folder);
      if (problem !== null) process.stderr.write(`${problem}\n`);
      return store;
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw error;
      throw new FolderTaken(`${printable(messageText(error.details))} ${instead}`);
    }
  });
}

/** The parts of the store that can be read in a copy of it as well. */
export type ReadStore = Pick<SqliteStore, 'history' | 'watch' | 'calls' | 'load' | 'close'>;

/**
 * Opens the data folder for reading. If another process has it, or it cannot be written to, this opens a copy.
 * @throws {ExitError} if it cannot be read
 */
export function openToRead(folder: string): ReadStore {
  return withExitErrors(folder, () => {
    try {
      return open(folder);
    } catch (error) {
      const isReadOnly = error instanceof StoreError && error.code === 'not_writable' && hasDatabase(folder);
      if (!(error instanceof DataFolderBusy) && !isReadOnly) throw error;
      return openCopy(folder);
    }
  });
}

function open(folder: string): SqliteStore {
  const store = new SqliteStore(folder, Date.now());
  if (store.notice !== null) process.stderr.write(`${printable(messageText(store.notice))}\n`);
  return store;
}

function openCopy(folder: string): ReadStore {
  const copy = makeTemporaryFolder();
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    copyDatabase(folder, copy);
    const store = new SqliteStore(copy, Date.now());
    const close = () => {
      store.close();
      remove();
    };
    const { history, watch, calls } = store;
    return { history, watch, calls, load: () => store.load(), close };
  } catch (error) {
    remove();
    throw error instanceof NewerDatabase ? new NewerDatabase(folder) : error;
  }
}

/** @throws {ExitError} with a sentence for the person, in place of an error of the store */
function withExitErrors<T>(folder: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof NewerDatabase || error instanceof FolderNotPrivate)
      throw new ExitError(printable(messageText(error.details)));
    if (error instanceof StoreError && isShortage(error.cause))
      throw new ExitError(say('try_later', { message: shortageSentence(codeOf(error.cause)) }), EXIT.failed);
    if (error instanceof StoreError)
      throw new ExitError(`${printable(folder)}: ${messageText({ code: error.code })}${adviceFor(folder)}`);
    throw error;
  }
}

/** @returns advice for those who named no folder and may not know that they can */
function adviceFor(folder: string): string {
  return isUsualFolder(folder, process.env) ? ` ${say('name_another_folder')}` : '';
}
