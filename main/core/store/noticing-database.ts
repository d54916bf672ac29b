import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isDamage } from '../model/store-error.ts';

/** A database that notices when SQLite finds it damaged, whoever reads or writes then. */
export class NoticingDatabase extends DatabaseSync {
  #isDamaged = false;

  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  override exec(sql: string): void {
    this.#notice(() => super.exec(sql));
  }

  override prepare(sql: string): StatementSync {
    const statement = this.#notice(() => super.prepare(sql));
    const { get, all, run, iterate } = statement;
    const notice = <T>(work: () => T) => this.#notice(work);
    const noticing =
      <Args extends unknown[], T>(call: (...args: Args) => T) =>
      (...args: Args) =>
        notice(() => call.apply(statement, args));
    return Object.assign(statement, {
      get: noticing(get),
      all: noticing(all),
      run: noticing(run),
      *iterate(...args: Parameters<typeof iterate>) {
        const rows = notice(() => iterate.apply(statement, args));
        try {
          for (let next = notice(() => rows.next()); !next.done; next = notice(() => rows.next()))
            yield next.value;
        } finally {
          rows.return?.();
        }
      },
    });
  }

  #notice<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) this.#isDamaged = true;
      throw error;
    }
  }
}
