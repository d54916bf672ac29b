import type { DatabaseSync } from 'node:sqlite';
import { folded } from './folded.ts';
import { defineNormalDestination, NORMALISE_DESTINATIONS } from './normal-destinations.ts';

/**
 * The database's versions in order: entry n leads from version n to n + 1. Entries that have been released are
 * never changed; a new version is a new entry.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE uploads (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     listed INTEGER NOT NULL DEFAULT 1,
     path TEXT NOT NULL,
     name TEXT NOT NULL,
     size_bytes INTEGER,
     sha256 TEXT,
     retention TEXT NOT NULL,
     destination TEXT,
     stage TEXT NOT NULL,
     file_id TEXT,
     added_at_ms INTEGER NOT NULL,
     ended_at_ms INTEGER,
     upload TEXT NOT NULL
   ) STRICT;
   CREATE INDEX uploads_by_content ON uploads (sha256, destination, retention) WHERE sha256 IS NOT NULL;
   CREATE INDEX uploads_listed ON uploads (seq) WHERE listed = 1;
   CREATE INDEX uploads_by_file_id ON uploads (file_id) WHERE file_id IS NOT NULL;
   CREATE INDEX uploads_ended ON uploads (ended_at_ms) WHERE ended_at_ms IS NOT NULL;
   CREATE TABLE calls (
     seq INTEGER PRIMARY KEY,
     budget TEXT NOT NULL,
     started_at_ms INTEGER NOT NULL,
     answered_at_ms INTEGER
   ) STRICT;
   CREATE TABLE flags (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  `CREATE TABLE watched_folders (
     id TEXT PRIMARY KEY,
     kept_by TEXT NOT NULL,
     path TEXT NOT NULL,
     folder TEXT NOT NULL,
     UNIQUE (kept_by, path)
   ) STRICT;
   CREATE TABLE watch_ledgers (
     folder_id TEXT NOT NULL,
     destination TEXT NOT NULL,
     opened_at_ms INTEGER NOT NULL,
     already_here TEXT NOT NULL,
     looked_through INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (folder_id, destination)
   ) STRICT;
   CREATE TABLE watch_files (
     folder_id TEXT NOT NULL,
     destination TEXT NOT NULL,
     path TEXT NOT NULL,
     inode TEXT,
     size_bytes INTEGER,
     mtime_ns TEXT,
     sha256 TEXT,
     outcome TEXT NOT NULL,
     reason TEXT,
     upload_id TEXT,
     ready_upload_id TEXT,
     ready_file_id TEXT,
     at_ms INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     afterwards TEXT,
     PRIMARY KEY (folder_id, destination, path)
   ) STRICT;
   CREATE INDEX watch_files_by_inode ON watch_files (folder_id, destination, inode, size_bytes);
   CREATE INDEX watch_files_by_outcome ON watch_files (folder_id, destination, outcome, at_ms);
   CREATE INDEX watch_files_to_follow ON watch_files (folder_id, destination, at_ms)
     WHERE outcome = 'ready' AND afterwards IS NULL;
   CREATE INDEX watch_files_followed ON watch_files (folder_id, destination, afterwards ->> 'step', at_ms)
     WHERE outcome = 'ready' AND afterwards IS NOT NULL;`,
  // All that the history is searched by is in its index, so that only the rows of a page are read themselves.
  `ALTER TABLE uploads ADD COLUMN folded TEXT;
   ALTER TABLE uploads ADD COLUMN folder_id TEXT;
   UPDATE uploads SET folded = folded(name),
     folder_id = CASE WHEN json_valid(upload) THEN upload ->> '$.origin.folderId' END;
   DROP INDEX uploads_ended;
   CREATE INDEX uploads_history ON uploads (ended_at_ms, seq, stage, folder_id, folded, sha256, file_id)
     WHERE ended_at_ms IS NOT NULL;`,
  `CREATE TABLE deletions (
     seq INTEGER PRIMARY KEY,
     destination TEXT NOT NULL,
     file_id TEXT NOT NULL,
     name TEXT NOT NULL,
     failure TEXT,
     UNIQUE (destination, file_id)
   ) STRICT;`,
  `CREATE TABLE deleted_files (
     destination TEXT NOT NULL,
     file_id TEXT NOT NULL,
     PRIMARY KEY (destination, file_id)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE watch_files ADD COLUMN ctime_ns TEXT;`,
  NORMALISE_DESTINATIONS,
  `ALTER TABLE uploads ADD COLUMN original_sha256 TEXT;
   ALTER TABLE uploads ADD COLUMN group_id TEXT;
   CREATE INDEX uploads_by_original ON uploads (original_sha256, destination, retention)
     WHERE original_sha256 IS NOT NULL;
   CREATE INDEX uploads_by_group ON uploads (group_id) WHERE group_id IS NOT NULL;`,
  // The chart of the history counts out of this index alone.
  `CREATE INDEX uploads_by_day ON uploads (ended_at_ms, stage, size_bytes) WHERE ended_at_ms IS NOT NULL;`,
  `CREATE TABLE trails (upload_id TEXT PRIMARY KEY, marks TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TRIGGER trails_go_with_uploads AFTER DELETE ON uploads
     BEGIN DELETE FROM trails WHERE upload_id = OLD.id; END;`,
  // Whom an upload was for is searched by as well, so that each connection has a history of its own.
  `DROP INDEX uploads_history;
   CREATE INDEX uploads_history
     ON uploads (ended_at_ms, seq, stage, folder_id, folded, sha256, file_id, destination)
     WHERE ended_at_ms IS NOT NULL;
   DROP INDEX uploads_by_day;
   CREATE INDEX uploads_by_day ON uploads (ended_at_ms, stage, size_bytes, destination)
     WHERE ended_at_ms IS NOT NULL;`,
];

export const DATABASE_VERSION = MIGRATIONS.length;

/** The version that the database has; 0 for a new one. */
export function versionOf(db: DatabaseSync): number {
  const row = db.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}

/** Brings the database to the present version, in one transaction. */
export function migrate(db: DatabaseSync): void {
  const version = versionOf(db);
  if (version === DATABASE_VERSION) return;
  db.function('folded', { deterministic: true }, (text) => folded(String(text)));
  defineNormalDestination(db);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${DATABASE_VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
