/**
 * Preloaded into a Hoist that is to die (`node --import`): SIGKILL right before or right after its n-th write to the
 * database is on disk. `HOIST_TEST_DIE=before:3` names the moment. `HOIST_TEST_DIE_FROM` names a file: writes count from
 * the one that takes it in, whatever was to do before. `HOIST_TEST_DIE_FILES` names a folder: what is made, renamed and
 * deleted in it counts as well, and so does the start of a thread. Nothing of the process runs after its death.
 */
import files, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import threads from 'node:worker_threads';

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

const folder = process.env['HOIST_TEST_DIE_FILES'];

/** Counts a step that ends later. */
async function step<T>(work: () => Promise<T>): Promise<T> {
  if (counts) writes += 1;
  const last = writes === Number(at);
  if (last && when === 'before') process.kill(process.pid, 'SIGKILL');
  const result = await work();
  if (last) process.kill(process.pid, 'SIGKILL');
  return result;
}

if (folder !== undefined) {
  const isCounted = (path: unknown) => typeof path === 'string' && path.startsWith(folder);
  const { open, mkdir, rename, rm, rmdir } = files;
  const counted = <A extends unknown[], R>(call: (...values: A) => Promise<R>) => {
    return (...values: A): Promise<R> =>
      isCounted(values[0]) ? step(() => call(...values)) : call(...values);
  };
  files.open = counted<Parameters<typeof open>, FileHandle>(open);
  files.mkdir = counted(mkdir as (...values: unknown[]) => Promise<unknown>) as typeof mkdir;
  files.rename = counted(rename);
  files.rm = counted(rm);
  files.rmdir = counted(rmdir as (...values: unknown[]) => Promise<void>) as typeof rmdir;
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(...values: ConstructorParameters<typeof Worker>) {
      write(() => {});
      super(...values);
    }
  };
  syncBuiltinESMExports();
}
