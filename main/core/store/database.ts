import { accessSync, chmodSync, constants, existsSync, lstatSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { SalvageMessage } from '../model/messages.ts';
import {
  DataFolderBusy,
  damage,
  FolderNotPrivate,
  isBusy,
  isDamage,
  NewerDatabase,
  storeError,
} from '../model/store-error.ts';
import { shortageNow } from '../util/shortage.ts';
import { DATABASE_VERSION, migrate, versionOf } from './migrations.ts';
import { NoticingDatabase } from './noticing-database.ts';
import { ownFolder } from './own-folder.ts';
import { forgetOwner, hadOwner, ownerOf, putName } from './owner.ts';
import { salvage } from './salvage.ts';
import { markSound, restingState, takeSoundMark } from './sound-mark.ts';

export const FILE_NAME = 'hoist.db';
/** SQLite's own files beside the database. */
const SUFFIXES = ['', '-wal', '-shm'] as const;
/** What SQLite lets the log grow to by small changes: 1,000 pages. */
const LOG_BYTES = 4 * 1024 * 1024;
/** How long a process that is just ending may still hold the folder. */
const BUSY_TIMEOUT_MS = 500;

export interface OpenDatabase {
  readonly db: DatabaseSync;
  /** Where a damaged database was set aside. */
  readonly notice: SalvageMessage | null;
  /** Closes it, so that the next start knows whether it has to check it. */
  close(): void;
}

/**
 * Opens the database of a data folder and keeps it for this process alone, until it is closed or the process ends
 * in whatever way: the system takes the lock back.
 *
 * A damaged database is set aside under its date, and its uploads are taken over as far as they can be read. SQLite reads
 * all of it to find damage, so that is done once a week, and where the last end or another program may have done harm.
 * @throws {DataFolderBusy} where another process has it
 * @throws {NewerDatabase} where a newer Hoist wrote it
 * @throws {FolderNotPrivate} where others have a hand in the folder
 * @throws {StoreError} where the folder cannot be written
 */
export function openDatabase(folder: string, nowMs: number): OpenDatabase {
  const path = join(folder, FILE_NAME);
  try {
    ownFolder(folder);
    refuseTraps(folder);
    // SQLite would report a missing permission as a disk error.
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    return { ...openSound(path, nowMs), notice: null };
  } catch (error) {
    if (isBusy(error)) throw new DataFolderBusy(folder, ownerOf(folder));
    if (error instanceof NewerDatabase || error instanceof FolderNotPrivate) throw error;
    if (!isDamage(error)) throw storeError(error);
  }
  const aside = setAside(path, nowMs);
  forgetOwner(folder);
  const { db, close } = openSound(path, nowMs);
  const { taken, lost } = salvage(aside, db);
  return { db, close, notice: { code: lost ? 'list_salvaged_partly' : 'list_salvaged', aside, taken } };
}

/** SQLite would write through a link, and over what has a second name elsewhere. */
function refuseTraps(folder: string): void {
  for (const suffix of SUFFIXES) {
    const stats = lstatSync(join(folder, FILE_NAME + suffix), { throwIfNoEntry: false });
    const isTrap = stats?.isSymbolicLink() || (suffix !== '' && (stats?.nlink ?? 1) > 1);
    if (isTrap) throw new FolderNotPrivate(folder, { code: 'holds_a_link', name: `${FILE_NAME}${suffix}` });
  }
}

function openSound(path: string, nowMs: number): Omit<OpenDatabase, 'notice'> {
  let opened: NoticingDatabase | undefined;
  try {
    // Before SQLite begins a log.
    const found = restingState(path);
    const db = new NoticingDatabase(path, { timeout: BUSY_TIMEOUT_MS });
    opened = db;
    // Before the first access, so that the lock is taken with it and never given back.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    if (versionOf(db) > DATABASE_VERSION) throw new NewerDatabase(path);
    // Only who has the lock may take it.
    const checkedAtMs = takeSoundMark(path, found, nowMs);
    // A new one has no bytes either until its first write, but then nobody had the folder before.
    if (statSync(path).size === 0 && hadOwner(dirname(path))) throw damage();
    // It holds the names of a person's documents; the files beside it take over its mode.
    chmodSync(path, 0o600);
    db.exec('PRAGMA journal_mode = WAL');
    // Otherwise the log would keep the size of the largest change until Hoist quits.
    db.exec(`PRAGMA journal_size_limit = ${LOG_BYTES}`);
    // A committed change survives a power cut as well.
    db.exec('PRAGMA synchronous = FULL');
    db.exec('BEGIN IMMEDIATE; COMMIT');
    if (checkedAtMs === null && !isWhole(db)) throw damage();
    migrate(db);
    putName(dirname(path));
    const close = () => {
      db.close();
      if (!db.isDamaged) markSound(path, checkedAtMs ?? nowMs);
    };
    return { db, close };
  } catch (error) {
    // SQLite would report it as a lack of permission. Closing handles helps.
    const shortOf = shortageNow(dirname(path));
    opened?.close();
    throw shortOf === null ? error : Object.assign(new Error('short', { cause: error }), { code: shortOf });
  }
}

function isWhole(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
}

function setAside(path: string, nowMs: number): string {
  const date = new Date(nowMs).toISOString().replaceAll(':', '-');
  const aside = `${path}.damaged-${date}`;
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
