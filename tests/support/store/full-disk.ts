/** Preloaded where no disk can be filled: while the file HOIST_TEST_DISK_FULL exists, every COMMIT finds no room. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const flag = process.env['HOIST_TEST_DISK_FULL'] ?? '';
const { exec } = DatabaseSync.prototype;

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  if (/^\s*COMMIT\b/.test(sql) && existsSync(flag)) {
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  }
  exec.call(this, sql);
};
