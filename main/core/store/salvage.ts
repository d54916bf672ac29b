import { DatabaseSync } from 'node:sqlite';
import { parseUpload } from '../model/upload-schema.ts';
import { foldedNames } from './folded.ts';
import { defineNormalDestination, NORMALISE_DESTINATIONS } from './normal-destinations.ts';

const COLUMNS =
  'id, listed, path, name, size_bytes, sha256, retention, destination, stage, file_id, added_at_ms, ended_at_ms, upload';
/** How often reading is taken up again behind a damaged place, each time further behind it. */
const MAX_SKIPS = 40;

type Row = Record<string, string | number | null>;

/**
 * Copies what can be read of a damaged database's uploads into `to`. `lost` says whether anything was there, or may
 * have been, that could not be read.
 */
export function salvage(damagedPath: string, to: DatabaseSync): { taken: number; lost: boolean } {
  const { rows, whole } = readRows(damagedPath);
  const columns = `${COLUMNS}, folded, folder_id, original_sha256, group_id`;
  const values = columns.split(', ').map((column) => `:${column}`);
  const insert = to.prepare(`INSERT OR IGNORE INTO uploads (${columns}) VALUES (${values.join(', ')})`);
  let taken = 0;
  to.exec('BEGIN');
  for (const [, row] of [...rows].sort(([a], [b]) => a - b)) {
    // A row that the damage changed is skipped.
    const upload = parseUpload(row['upload']);
    if (upload === null || upload.id !== row['id']) continue;
    const { origin, derivation } = upload;
    try {
      const folderId = 'folderId' in origin ? origin.folderId : null;
      const known = {
        folded: foldedNames(upload),
        folder_id: folderId,
        original_sha256: derivation?.original.sha256 ?? null,
        group_id: derivation?.groupId ?? null,
      };
      taken += Number(insert.run({ ...row, ...known }).changes);
    } catch {
      // Its values break a rule of the table: it is lost, the others are not.
    }
  }
  for (const table of OTHER_TABLES) copyTable(damagedPath, to, table);
  defineNormalDestination(to);
  to.exec(NORMALISE_DESTINATIONS);
  to.exec('COMMIT');
  return { taken, lost: !whole || taken < rows.size };
}

/**
 * What is watched, and what is known of its files: one that is lost here is known again by its content. And what is to
 * be deleted from the server.
 */
const OTHER_TABLES = ['watched_folders', 'watch_ledgers', 'watch_files', 'deletions'] as const;

/** Copies the rows of a table up to the first that cannot be read, and from the last back to it. */
function copyTable(damagedPath: string, to: DatabaseSync, table: (typeof OTHER_TABLES)[number]): void {
  let db: DatabaseSync | undefined;
  for (const order of ['ASC', 'DESC']) {
    try {
      db ??= new DatabaseSync(damagedPath, { readOnly: true, defensive: false });
      db.exec('PRAGMA writable_schema = ON');
      const columns = to
        .prepare(`SELECT * FROM ${table}`)
        .columns()
        .map(({ name }) => name);
      const values = columns.map((column) => `:${column}`);
      const insert = to.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${values.join(', ')})`);
      const rows = db.prepare(
        `SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED ORDER BY 1 ${order}, 2 ${order}`,
      );
      for (const row of rows.iterate()) insert.run(row as Row);
      break;
    } catch {
      // An older database has no such table; of a damaged one the other end may be whole.
    }
  }
  db?.close();
}

/** Reads from the front, takes up again behind each damaged place, and then from the back. */
function readRows(path: string): { rows: Map<number, Row>; whole: boolean } {
  const rows = new Map<number, Row>();
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(path, { readOnly: true, defensive: false });
    // Else SQLite reads nothing at all of a file that is shorter than it should be.
    db.exec('PRAGMA writable_schema = ON');
  } catch {
    return { rows, whole: false };
  }
  let last = -1;
  const read = (order: 'ASC' | 'DESC', behind: number): boolean => {
    try {
      const query = db.prepare(
        `SELECT seq, ${COLUMNS} FROM uploads NOT INDEXED WHERE seq > ? ORDER BY seq ${order}`,
      );
      for (const { seq, ...row } of query.iterate(behind)) {
        rows.set(Number(seq), row as Row);
        if (order === 'ASC') last = Number(seq);
      }
      return true;
    } catch {
      return false;
    }
  };
  let reachedEnd = read('ASC', last);
  const whole = reachedEnd;
  for (let skips = 0; !reachedEnd && skips < MAX_SKIPS; skips += 1) {
    const before = last;
    last += Math.min(2 ** skips, 1_000);
    const from = last;
    reachedEnd = read('ASC', from);
    // Behind the last row there is nothing to skip to.
    if (last === from && reachedEnd) last = before;
  }
  if (!reachedEnd) read('DESC', last);
  db.close();
  return { rows, whole };
}
