import { messageText } from './english.ts';
import type { Message, MessageText, StoreMessage } from './messages.ts';

/** Another process owns the data folder. */
export class DataFolderBusy extends Error {
  readonly code = 'data_folder_busy';
  readonly details: Message;
  /** @param owner the process, if it is known */
  constructor(folder: string, owner: number | null) {
    const details: Message =
      owner === null
        ? { code: 'data_folder_busy', folder }
        : { code: 'data_folder_busy_with', folder, owner };
    super(messageText(details));
    this.name = 'DataFolderBusy';
    this.details = details;
  }
}

/** A newer Hoist wrote the database, and only that one can read it. */
export class NewerDatabase extends Error {
  readonly code = 'newer_database';
  readonly details: Message;
  constructor(path: string) {
    const details: Message = { code: 'newer_database', path };
    super(messageText(details));
    this.name = 'NewerDatabase';
    this.details = details;
  }
}

/** Other users could read what Hoist stores in the data folder, or lead it elsewhere. */
export class FolderNotPrivate extends Error {
  readonly code = 'folder_not_private';
  readonly details: Message;
  constructor(folder: string, why: MessageText) {
    const details: Message = { code: 'folder_not_private', folder, why };
    super(messageText(details));
    this.name = 'FolderNotPrivate';
    this.details = details;
  }
}

export type StoreProblem = StoreMessage['code'];

/** The disk did not take a change. Nothing that depends on the change has happened. */
export class StoreError extends Error {
  readonly code: StoreProblem;
  constructor(code: StoreProblem, options?: ErrorOptions) {
    super(messageText({ code }), options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** SQLite's primary result codes: https://sqlite.org/rescode.html */
const SQLITE = { PERM: 3, BUSY: 5, READONLY: 8, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

function resultCode(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

/** @returns whether another process has locked the database */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE.BUSY;
}

/** @returns an error like SQLite's own for a damaged database */
export function damage(): Error {
  return Object.assign(new Error('damaged'), { errcode: SQLITE.CORRUPT });
}

/** @returns whether SQLite found the database damaged */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE.CORRUPT || code === SQLITE.NOTADB;
}

/** @returns the {@link StoreError} for a failure of SQLite or of the file system */
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
