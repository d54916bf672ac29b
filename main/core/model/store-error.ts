/** Another process owns the data folder. */
export class DataFolderBusy extends Error {
  readonly code = 'data_folder_busy';
  /** @param owner the process, where it is known */
  constructor(folder: string, owner: number | null) {
    const who = owner === null ? '' : ` (process ${owner})`;
    super(`Hoist is already running with the data folder ${folder}${who}.`);
    this.name = 'DataFolderBusy';
  }
}

/** The database was written by a newer Hoist, which alone knows what it means. */
export class NewerDatabase extends Error {
  readonly code = 'newer_database';
  constructor(path: string) {
    super(`${path} was written by a newer version of Hoist. Please update Hoist; nothing was changed.`);
    this.name = 'NewerDatabase';
  }
}

/** Others have a hand in the data folder, so that what is kept there could be read, or lead elsewhere. */
export class FolderNotPrivate extends Error {
  readonly code = 'folder_not_private';
  /** @param why goes on a sentence that names the folder */
  constructor(folder: string, why: string) {
    super(`${folder} cannot be used as the data folder: ${why}. Please choose or make another one.`);
    this.name = 'FolderNotPrivate';
  }
}

export type StoreProblem = 'disk_full' | 'not_writable' | 'not_a_folder' | 'no_folder' | 'io';

/** Something could not be kept on disk. Nothing that depends on it has happened. */
export class StoreError extends Error {
  readonly code: StoreProblem;
  constructor(code: StoreProblem, options?: ErrorOptions) {
    super(describeStoreProblem(code), options);
    this.name = 'StoreError';
    this.code = code;
  }
}

const MESSAGES: Readonly<Record<StoreProblem, string>> = {
  disk_full: 'The disk is full, so Hoist cannot keep its list of uploads.',
  not_writable: 'Hoist may not write to its data folder, so it cannot keep its list of uploads.',
  not_a_folder: 'This is a file, and Hoist needs a folder to keep its list of uploads in.',
  no_folder: 'This folder cannot be made, so Hoist cannot keep its list of uploads there.',
  io: 'The disk reports an error, so Hoist cannot keep its list of uploads.',
};

/** An English sentence. */
export function describeStoreProblem(code: StoreProblem): string {
  return MESSAGES[code];
}

/** SQLite's primary result codes: https://sqlite.org/rescode.html */
const SQLITE = { PERM: 3, BUSY: 5, READONLY: 8, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

function resultCode(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE.BUSY;
}

/** As SQLite says it of what it finds damaged itself. */
export function damage(): Error {
  return Object.assign(new Error('damaged'), { errcode: SQLITE.CORRUPT });
}

export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE.CORRUPT || code === SQLITE.NOTADB;
}

/** A failure of SQLite or of the file system, as a {@link StoreError}. */
export function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = resultCode(error);
  const system = error instanceof Error && 'code' in error ? error.code : null;
  if (code === SQLITE.FULL || system === 'ENOSPC' || system === 'EDQUOT')
    return new StoreError('disk_full', { cause: error });
  const forbidden = code === SQLITE.PERM || code === SQLITE.READONLY || code === SQLITE.CANTOPEN;
  if (forbidden || system === 'EACCES' || system === 'EPERM' || system === 'EROFS') {
    return new StoreError('not_writable', { cause: error });
  }
  return new StoreError('io', { cause: error });
}
