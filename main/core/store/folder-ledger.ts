import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Fingerprint } from '../model/upload.ts';
import type { FolderLedger, LedgerRow, LedgerState, Outcome, PostUploadStep } from '../watch/ledger.ts';
import { inTransaction } from './transaction.ts';
import { parseRow, parseState, storedStep } from './watch-schema.ts';

const OF_LEDGER = 'folder_id = :folderId AND destination = :destination';
/** As the partial index has it, so that the many files that are simply Ready cost nothing. */
const WITH_STEP = `outcome = 'ready' AND afterwards IS NOT NULL`;

/** The ledger of one folder for one server and user, see {@link FolderLedger}. */
export class SqliteFolderLedger implements FolderLedger {
  readonly #db: DatabaseSync;
  readonly #key: { folderId: string; destination: string };
  readonly #statements = new Map<string, StatementSync>();
  #state: LedgerState;

  /** It must have been opened: see `WatchStore.ledger`. */
  constructor(db: DatabaseSync, folderId: string, destination: string) {
    this.#db = db;
    this.#key = { folderId, destination };
    this.#state = parseState(this.#get(`SELECT * FROM watch_ledgers WHERE ${OF_LEDGER}`) ?? {});
  }

  get state(): LedgerState {
    return this.#state;
  }

  change(change: Partial<LedgerState>): void {
    const state = { ...this.#state, ...change };
    inTransaction(this.#db, () => {
      this.#run(
        `UPDATE watch_ledgers SET already_here = :here, looked_through = :through WHERE ${OF_LEDGER}`,
        {
          here: state.alreadyHere,
          through: state.lookedThrough ? 1 : 0,
        },
      );
    });
    this.#state = state;
  }

  row(path: string): LedgerRow | undefined {
    const columns = this.#get(`SELECT * FROM watch_files WHERE ${OF_LEDGER} AND path = :path`, { path });
    return columns === undefined ? undefined : parseRow(columns);
  }

  seenAs({ inode, sizeBytes, mtimeNs }: Fingerprint): LedgerRow[] {
    return this.#rows('inode = :inode AND size_bytes = :sizeBytes AND mtime_ns = :mtimeNs', {
      inode,
      sizeBytes,
      mtimeNs,
    });
  }

  infected(sizeBytes: number): ReadonlySet<string> {
    const rows = this.#rows(`outcome = 'failed' AND size_bytes = :sizeBytes`, { sizeBytes });
    const infected = rows.filter((row) => row.outcome === 'failed' && row.reason.code === 'infected');
    return new Set(infected.flatMap(({ sha256 }) => sha256 ?? []));
  }

  save(rows: readonly LedgerRow[]): void {
    if (rows.length === 0) return;
    inTransaction(this.#db, () => {
      for (const row of rows) {
        const { path, fingerprint, sha256, outcome, atMs, readyVersion } = row;
        this.#run(
          `INSERT OR REPLACE INTO watch_files VALUES (:folderId, :destination, :path, :inode, :sizeBytes, :mtimeNs,
             :sha256, :outcome, :reason, :uploadId, :readyId, :fileId, :atMs, :tries, :step, :ctimeNs)`,
          {
            path,
            sha256,
            outcome,
            atMs,
            ...(fingerprint ?? { inode: null, sizeBytes: null, mtimeNs: null, ctimeNs: null }),
            reason: 'reason' in row ? JSON.stringify(row.reason) : null,
            uploadId: 'uploadId' in row ? row.uploadId : null,
            readyId: readyVersion?.uploadId ?? null,
            fileId: readyVersion?.fileId ?? null,
            tries: 'tries' in row ? row.tries : 0,
            step:
              'postUploadStep' in row && row.postUploadStep !== null ? storedStep(row.postUploadStep) : null,
          },
        );
      }
    });
  }

  markMoved(from: string, to: string): void {
    inTransaction(this.#db, () => {
      this.#run(`UPDATE OR REPLACE watch_files SET path = :to WHERE ${OF_LEDGER} AND path = :from`, {
        from,
        to,
      });
    });
  }

  forget(paths: readonly string[]): void {
    if (paths.length === 0) return;
    inTransaction(this.#db, () => {
      for (const path of paths)
        this.#run(`DELETE FROM watch_files WHERE ${OF_LEDGER} AND path = :path`, { path });
    });
  }

  count(outcome: Outcome): number {
    const count = this.#get(
      `SELECT count(*) AS n FROM watch_files WHERE ${OF_LEDGER} AND outcome = :outcome`,
      {
        outcome,
      },
    );
    return Number(count?.['n']);
  }

  bytesBefore(): number {
    const sum = this.#get(
      `SELECT total(size_bytes) AS bytes FROM watch_files WHERE ${OF_LEDGER} AND outcome = 'before'`,
    );
    return Number(sum?.['bytes']);
  }

  list(outcome: Outcome, limit: number): LedgerRow[] {
    return this.#rows('outcome = :outcome ORDER BY at_ms DESC LIMIT :limit', { outcome, limit });
  }

  *skippedPaths(): Generator<string> {
    const rows = this.#db.prepare(`SELECT path FROM watch_files WHERE ${OF_LEDGER} AND outcome = 'skipped'`);
    for (const row of rows.all(this.#key)) yield String(row['path']);
  }

  pendingActions(limit: number, after: LedgerRow | null = null): LedgerRow[] {
    const where = `outcome = 'ready' AND afterwards IS NULL AND (at_ms, path) > (:atMs, :path)
      ORDER BY at_ms, path LIMIT :limit`;
    const { atMs, path } = after ?? { atMs: 0, path: '' };
    return this.#rows(where, { limit, atMs, path }, 'watch_files_to_follow');
  }

  interruptedActions(): LedgerRow[] {
    const where = `${WITH_STEP} AND afterwards ->> 'step' IN ('moving', 'trashing') ORDER BY at_ms`;
    return this.#rows(where, {}, 'watch_files_followed');
  }

  failedActions(limit: number): { total: number; rows: LedgerRow[] } {
    const failed = `${WITH_STEP} AND afterwards ->> 'step' = 'stayed'`;
    const count = this.#get(`SELECT count(*) AS n FROM watch_files WHERE ${OF_LEDGER} AND ${failed}`);
    const rows = this.#rows(`${failed} ORDER BY at_ms DESC LIMIT :limit`, { limit });
    return { total: Number(count?.['n']), rows };
  }

  retryFailedActions(): void {
    inTransaction(this.#db, () => {
      this.#run(
        `UPDATE watch_files SET afterwards = NULL
         WHERE ${OF_LEDGER} AND ${WITH_STEP} AND afterwards ->> 'step' = 'stayed'`,
      );
    });
  }

  setPostUploadStep(path: string, step: PostUploadStep): void {
    inTransaction(this.#db, () => {
      this.#run(`UPDATE watch_files SET afterwards = :step WHERE ${OF_LEDGER} AND path = :path`, {
        path,
        step: storedStep(step),
      });
    });
  }

  /** `index` where SQLite would take one that leads through all that is Ready. */
  #rows(where: string, values: Record<string, SQLInputValue>, index: string | null = null): LedgerRow[] {
    const from = index === null ? 'watch_files' : `watch_files INDEXED BY ${index}`;
    const sql = `SELECT * FROM ${from} WHERE ${OF_LEDGER} AND ${where}`;
    const columns = this.#prepared(sql).all({ ...this.#key, ...values });
    return columns.flatMap((row) => parseRow(row) ?? []);
  }

  #get(sql: string, values: Record<string, SQLInputValue> = {}): Record<string, unknown> | undefined {
    return this.#prepared(sql).get({ ...this.#key, ...values });
  }

  #run(sql: string, values: Record<string, SQLInputValue> = {}): void {
    this.#prepared(sql).run({ ...this.#key, ...values });
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
