import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { storeError } from '../model/store-error.ts';
import type { CallJournal, CallRecord } from '../rate-limit/rate-limit-store.ts';

/** Older calls count toward no window. */
const KEEP_MS = 2 * 60_000;
/** The number of calls between two clean-ups. */
const CLEAN_EVERY = 200;

/** The calls of the last minutes, written without waiting for the disk: a crash of the process cannot lose them. */
export class SqliteCallJournal implements CallJournal {
  readonly #db: DatabaseSync;
  readonly #start: StatementSync;
  readonly #answer: StatementSync;
  #sinceClean = 0;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#start = db.prepare('INSERT INTO calls (budget, started_at_ms) VALUES (?, ?)');
    this.#answer = db.prepare('UPDATE calls SET answered_at_ms = ? WHERE seq = ?');
  }

  recent(budget: string, sinceMs: number): CallRecord[] {
    return this.#db
      .prepare(
        `SELECT answered_at_ms FROM calls
         WHERE budget = ? AND (answered_at_ms > ? OR (answered_at_ms IS NULL AND started_at_ms > ?)) ORDER BY seq`,
      )
      .all(budget, sinceMs, sinceMs - KEEP_MS)
      .map((row) => ({
        answeredAtMs: row['answered_at_ms'] === null ? null : Number(row['answered_at_ms']),
      }));
  }

  start(budget: string, nowMs: number): number {
    return this.#lightly(() => {
      this.#sinceClean += 1;
      if (this.#sinceClean >= CLEAN_EVERY) {
        this.#sinceClean = 0;
        this.#db.prepare('DELETE FROM calls WHERE started_at_ms < ?').run(nowMs - KEEP_MS);
      }
      return Number(this.#start.run(budget, nowMs).lastInsertRowid);
    });
  }

  end(call: number, nowMs: number): void {
    this.#lightly(() => this.#answer.run(nowMs, call));
  }

  #lightly<T>(work: () => T): T {
    try {
      this.#db.exec('PRAGMA synchronous = NORMAL');
      try {
        return work();
      } finally {
        this.#db.exec('PRAGMA synchronous = FULL');
      }
    } catch (error) {
      throw storeError(error);
    }
  }
}
