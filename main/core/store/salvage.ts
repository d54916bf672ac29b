import { DatabaseSync } from 'node:sqlite';

const COLUMNS =
  'id, listed, path, name, size_bytes, sha256, retention, destination, stage, file_id, added_at_ms, ended_at_ms, upload';

/**
 * Copies what can be read of a damaged database's uploads into `to`: row after row from the front, and where that
 * breaks off, from the back. `lost` says whether anything between could not be read.
 */
export function salvage(damagedPath: string, to: DatabaseSync): { taken: number; lost: boolean } {
  let from: DatabaseSync;
  try {
    from = new DatabaseSync(damagedPath, { readOnly: true });
  } catch {
    return { taken: 0, lost: true };
  }
  const insert = to.prepare(
    `INSERT OR IGNORE INTO uploads (${COLUMNS}) VALUES (${COLUMNS.split(', ')
      .map((column) => `:${column}`)
      .join(', ')})`,
  );
  const rows = new Map<number, Record<string, unknown>>();
  const read = (order: 'ASC' | 'DESC'): boolean => {
    try {
      const query = from.prepare(`SELECT seq, ${COLUMNS} FROM uploads NOT INDEXED ORDER BY seq ${order}`);
      for (const { seq, ...row } of query.iterate()) rows.set(Number(seq), row);
      return true;
    } catch {
      return false;
    }
  };
  const whole = read('ASC');
  if (!whole) read('DESC');
  to.exec('BEGIN');
  let taken = 0;
  for (const [, row] of [...rows].sort(([a], [b]) => a - b)) {
    try {
      taken += Number(insert.run(row as Record<string, string | number | null>).changes);
    } catch {
      // A row whose values the damage changed breaks a rule of the table: it is lost, the others are not.
    }
  }
  to.exec('COMMIT');
  from.close();
  return { taken, lost: !whole || taken < rows.size };
}
