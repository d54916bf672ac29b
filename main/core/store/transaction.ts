import type { DatabaseSync } from 'node:sqlite';
import { storeError } from '../model/store-error.ts';

/**
 * All of `work` or none of it; on disk when it returns.
 * @throws {StoreError} where it could not be kept
 */
export function inTransaction(db: DatabaseSync, work: () => void): void {
  try {
    db.exec('BEGIN IMMEDIATE');
    try {
      work();
      db.exec('COMMIT');
    } catch (error) {
      // After some errors SQLite has rolled back by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  } catch (error) {
    throw storeError(error);
  }
}
