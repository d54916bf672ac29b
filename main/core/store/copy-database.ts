import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DataFolderBusy, storeError } from '../model/store-error.ts';
import { FILE_NAME } from './database.ts';
import { ownerOf } from './owner.ts';

/** It holds salts that are others each time the log is begun anew: https://sqlite.org/walformat.html */
const LOG_HEADER_BYTES = 32;
const MAX_TRIES = 20;

/** Whether there is a database to copy. */
export function hasDatabase(folder: string): boolean {
  return existsSync(join(folder, FILE_NAME));
}

/**
 * Copies the database of a data folder that another process has, as it is at one moment, into the folder `to`. The
 * owner's lock lets nobody read along; it notices nothing of this.
 *
 * What the owner moves from its log into the database meanwhile does no harm as long as the log is the same, which
 * still holds all of that. Once the log was begun anew the copy is worth nothing, and another is made.
 * @throws {DataFolderBusy} where the owner writes too much for that
 * @throws {StoreError} where it cannot be read or the copy not be written
 */
export function copyDatabase(folder: string, to: string): void {
  const from = join(folder, FILE_NAME);
  const copy = join(to, FILE_NAME);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      const before = logOf(from);
      copyWritable(from, copy);
      rmSync(`${copy}-wal`, { force: true });
      if (existsSync(`${from}-wal`)) copyWritable(`${from}-wal`, `${copy}-wal`);
      if (logOf(from) === before) return;
    } catch (error) {
      // An owner that ends takes its log away.
      if (!isGone(error)) throw storeError(error);
    }
  }
  throw new DataFolderBusy(folder, ownerOf(folder));
}

/** SQLite writes to what it reads, and a copy has the mode of its original. */
function copyWritable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What tells one log from the next; where there is none, one state of the database from another. */
function logOf(path: string): string {
  if (!existsSync(`${path}-wal`)) return `none at ${statSync(path, { bigint: true }).mtimeNs}`;
  const log = openSync(`${path}-wal`, 'r');
  try {
    const header = Buffer.alloc(LOG_HEADER_BYTES);
    const bytes = readSync(log, header, 0, LOG_HEADER_BYTES, 0);
    return header.toString('hex', 0, bytes);
  } finally {
    closeSync(log);
  }
}
