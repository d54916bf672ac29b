import type { DatabaseSync } from 'node:sqlite';
import { normalDestination } from '../model/connection-settings.ts';

/**
 * Renames destinations that were kept under another spelling to today's. Where a file of a watched folder is known
 * under several, the row that knows it as ready counts, else the latest.
 */
export const NORMALISE_DESTINATIONS = `
  UPDATE uploads SET destination = normal_destination(destination),
    upload = CASE WHEN json_valid(upload)
      THEN json_set(upload, '$.destination', normal_destination(destination)) ELSE upload END
    WHERE destination <> normal_destination(destination);
  UPDATE OR IGNORE watch_ledgers SET destination = normal_destination(destination);
  DELETE FROM watch_ledgers WHERE destination <> normal_destination(destination);
  DELETE FROM watch_files WHERE rowid IN (SELECT file FROM (
    SELECT rowid AS file, row_number() OVER (
      PARTITION BY folder_id, path, normal_destination(destination)
      ORDER BY outcome = 'ready' DESC, at_ms DESC) AS place
    FROM watch_files) WHERE place > 1);
  UPDATE watch_files SET destination = normal_destination(destination)
    WHERE destination <> normal_destination(destination);
  UPDATE OR IGNORE deletions SET destination = normal_destination(destination);
  DELETE FROM deletions WHERE destination <> normal_destination(destination);
  UPDATE OR IGNORE deleted_files SET destination = normal_destination(destination);
  DELETE FROM deleted_files WHERE destination <> normal_destination(destination);
  UPDATE OR IGNORE flags SET name = 'processing times of ' || normal_destination(substr(name, 21))
    WHERE name LIKE 'processing times of %';`;

/** Lets SQL call `normal_destination(destination)`. */
export function defineNormalDestination(db: DatabaseSync): void {
  db.function('normal_destination', { deterministic: true }, (text) => normalDestination(String(text)));
}
