import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { DeletionFailure } from '../library/answers.ts';
import type { Deletion, DeletionStore, FailedDeletion } from '../library/deletion.ts';
import { inTransaction } from './transaction.ts';

const failures: z.ZodType<DeletionFailure> = z.enum(['refused', 'unconfirmed', 'elsewhere']);

/** The pending deletions on a server, see {@link DeletionStore}, in the database of the uploads. */
export class SqliteDeletions implements DeletionStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  pending(): Deletion[] {
    return this.#db
      .prepare('SELECT * FROM deletions WHERE failure IS NULL ORDER BY seq')
      .all()
      .map(deletionOf);
  }

  failed(): FailedDeletion[] {
    return this.#db
      .prepare('SELECT * FROM deletions WHERE failure IS NOT NULL ORDER BY seq')
      .all()
      .map((row) => ({
        ...deletionOf(row),
        failure: failures.safeParse(row['failure']).data ?? 'unconfirmed',
      }));
  }

  keep(deletions: readonly Deletion[]): void {
    const statement = this.#db.prepare(
      `INSERT INTO deletions (destination, file_id, name) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, failure = NULL`,
    );
    inTransaction(this.#db, () => {
      for (const { destination, fileId, name } of deletions) statement.run(destination, fileId, name);
    });
  }

  fail({ destination, fileId }: Deletion, failure: DeletionFailure): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare('UPDATE deletions SET failure = ? WHERE destination = ? AND file_id = ?')
        .run(failure, destination, fileId);
    });
  }

  done({ destination, fileId }: Deletion): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare('DELETE FROM deletions WHERE destination = ? AND file_id = ?')
        .run(destination, fileId);
      this.#db
        .prepare('INSERT OR IGNORE INTO deleted_files (destination, file_id) VALUES (?, ?)')
        .run(destination, fileId);
    });
  }

  isDone(destination: string, fileId: string): boolean {
    const known = this.#db.prepare('SELECT 1 FROM deleted_files WHERE destination = ? AND file_id = ?');
    return known.get(destination, fileId) !== undefined;
  }

  forget(deletions: readonly Pick<Deletion, 'destination' | 'fileId'>[]): void {
    const statement = this.#db.prepare('DELETE FROM deletions WHERE destination = ? AND file_id = ?');
    inTransaction(this.#db, () => {
      for (const { destination, fileId } of deletions) statement.run(destination, fileId);
    });
  }
}

function deletionOf(row: Readonly<Record<string, unknown>>): Deletion {
  return {
    destination: String(row['destination']),
    fileId: String(row['file_id']),
    name: String(row['name']),
  };
}
