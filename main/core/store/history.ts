import type { DatabaseSync } from 'node:sqlite';
import { isActive, type Upload } from '../upload.ts';
import { parseUpload } from './upload-schema.ts';

/** For how many days receipts are kept where nobody has said otherwise. */
export const DEFAULT_HISTORY_DAYS = 365;
const DAY_MS = 24 * 60 * 60_000;

export interface HistoryQuery {
  /** Part of a name, or the start of a hash or file id; empty for all. */
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
}

/** Every upload that has ended, in the list or not, until its time is over. */
export class History {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The latest first. */
  find({ search, limit, offset }: HistoryQuery): Upload[] {
    const part = `%${escapeLike(search)}%`;
    const start = `${escapeLike(search.toLowerCase())}%`;
    const rows = this.#db
      .prepare(
        `SELECT upload FROM uploads
         WHERE ended_at_ms IS NOT NULL
           AND (name LIKE ? ESCAPE '\\' OR sha256 LIKE ? ESCAPE '\\' OR file_id LIKE ? ESCAPE '\\')
         ORDER BY ended_at_ms DESC, seq DESC LIMIT ? OFFSET ?`,
      )
      .all(part, start, start, limit, offset);
    return rows.flatMap((row) => read(row['upload']));
  }

  /** All of it, the oldest first, one at a time. */
  *all(): Generator<Upload> {
    const rows = this.#db.prepare(
      'SELECT upload FROM uploads WHERE ended_at_ms IS NOT NULL ORDER BY ended_at_ms, seq',
    );
    for (const row of rows.iterate()) yield* read(row['upload']);
  }

  get count(): number {
    const row = this.#db.prepare('SELECT count(*) AS n FROM uploads WHERE ended_at_ms IS NOT NULL').get();
    return Number(row?.['n'] ?? 0);
  }

  /** Forgets what ended more than `days` ago and stands in no list. Answers how many. */
  forgetOlderThan(days: number, nowMs: number): number {
    const statement = this.#db.prepare('DELETE FROM uploads WHERE listed = 0 AND ended_at_ms < ?');
    return Number(statement.run(nowMs - days * DAY_MS).changes);
  }
}

function read(json: unknown): Upload[] {
  const upload = parseUpload(json);
  return upload === null || isActive(upload.state) ? [] : [upload];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
