/**
 * Preloaded into a Hoist that is to die (`node --import`): SIGKILL right before or right after its n-th write to the
 * database is on disk. `HOIST_TEST_DIE=before:3` names the moment. `HOIST_TEST_DIE_FROM` names a file: writes count from
 * the one that takes it in, whatever was to do before. Nothing of the process runs after its death.
 */
import { DatabaseSync, StatementSync } from 'node:sqlite';

const [when, at] = (process.env['HOIST_TEST_DIE'] ?? '').split(':');
const from = process.env['HOIST_TEST_DIE_FROM'];
let counts = from === undefined;
let inTransaction = false;
let writes = 0;

function write<T>(work: () => T): T {
  if (counts) writes += 1;
  const last = writes === Number(at);
  if (last && when === 'before') process.kill(process.pid, 'SIGKILL');
  const result = work();
  if (last) process.kill(process.pid, 'SIGKILL');
  return result;
}

const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  const [word] = sql.trim().split(/\W/, 1);
  const wasIn = inTransaction;
  if (word === 'BEGIN') inTransaction = !sql.includes('COMMIT');
  if (word === 'COMMIT' || word === 'ROLLBACK') inTransaction = false;
  if (wasIn && word === 'COMMIT') write(() => exec.call(this, sql));
  else exec.call(this, sql);
};

const { run } = StatementSync.prototype;
StatementSync.prototype.run = function (this: StatementSync, ...values: Parameters<typeof run>) {
  const [named] = values;
  if (typeof named === 'object' && named !== null && 'path' in named && named['path'] === from) counts = true;
  const work = () => run.apply(this, values);
  return inTransaction ? work() : write(work);
} as typeof run;
