import type { DatabaseSync } from 'node:sqlite';

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
