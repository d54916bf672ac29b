import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { ContentKey, PartsKey, ReadyContent } from '../model/content.ts';
import { CONVERSION_RULES } from '../model/conversion.ts';
import type { NamedPaths } from '../model/intake-item.ts';
import type { SalvageMessage } from '../model/messages.ts';
import type { Upload } from '../model/upload.ts';
import { parseUpload, storedBatch } from '../model/upload-schema.ts';
import type { UploadStore } from '../queue/upload-store.ts';
import { SqliteCallJournal } from './call-journal.ts';
import { CommonValues } from './common-values.ts';
import { openDatabase } from './database.ts';
import { SqliteDeletions } from './deletions.ts';
import { foldedNames } from './folded.ts';
import { History } from './history.ts';
import { SqliteTrails } from './trails.ts';
import { inTransaction } from './transaction.ts';
import { SqliteWatchLedger } from './watch-ledger.ts';

const pendingScansShape = z
  .array(
    z.object({
      paths: z.array(z.string()),
      retention: z.enum(['keep', 'temporary']),
      conversionRule: z.enum(CONVERSION_RULES).default('ask'),
      batch: storedBatch.optional(),
      destination: z.string().nullish(),
    }),
  )
  .catch([]);

/** Keeps uploads in the database of a data folder, through crashes of the process and of power. */
export class SqliteStore implements UploadStore {
  /** Where a damaged database was set aside or a row could not be read. */
  readonly notice: SalvageMessage | null;
  readonly calls: SqliteCallJournal;
  readonly history: History;
  readonly watch: SqliteWatchLedger;
  readonly deletions: SqliteDeletions;
  readonly trails: SqliteTrails;
  readonly #db: DatabaseSync;
  readonly #close: () => void;
  /** Read when the database was opened; null once somebody has them. */
  #uploads: Upload[] | null;
  readonly #save: StatementSync;

  /**
   * @param folder made where it does not exist
   * @throws see `openDatabase`
   */
  constructor(folder: string, nowMs: number) {
    const { db, notice, close } = openDatabase(folder, nowMs);
    this.#db = db;
    this.#close = close;
    const { uploads, unreadable } = readListed(db);
    this.#uploads = uploads;
    this.notice = notice ?? leftOut(unreadable);
    this.calls = new SqliteCallJournal(db);
    this.history = new History(db);
    this.watch = new SqliteWatchLedger(db);
    this.deletions = new SqliteDeletions(db);
    this.trails = new SqliteTrails(db);
    this.#save = db.prepare(
      `INSERT INTO uploads (id, path, name, size_bytes, sha256, retention, destination, stage, file_id, added_at_ms,
         ended_at_ms, upload, folded, folder_id, original_sha256, group_id)
       VALUES (:id, :path, :name, :sizeBytes, :sha256, :retention, :destination, :stage, :fileId, :addedAtMs,
         :endedAtMs, :upload, :folded, :folderId, :originalSha256, :groupId)
       ON CONFLICT (id) DO UPDATE SET path = :path, name = :name, size_bytes = :sizeBytes, sha256 = :sha256,
         destination = :destination, stage = :stage, file_id = :fileId, ended_at_ms = :endedAtMs, upload = :upload,
         folded = :folded, original_sha256 = :originalSha256, group_id = :groupId`,
    );
  }

  load(): Upload[] {
    const uploads = this.#uploads ?? readListed(this.#db).uploads;
    this.#uploads = null;
    return uploads;
  }

  save(uploads: readonly Upload[]): void {
    this.#transaction(() => {
      for (const upload of uploads) {
        const { id, path, name, sizeBytes, sha256, retention, destination, origin, state, times } = upload;
        const { derivation } = upload;
        this.#save.run({
          id,
          path,
          name,
          sizeBytes,
          sha256,
          retention,
          destination,
          stage: state.stage,
          fileId: 'fileId' in state ? state.fileId : null,
          addedAtMs: times.addedAtMs,
          endedAtMs: times.endedAtMs,
          upload: JSON.stringify(upload),
          folded: foldedNames(upload),
          folderId: 'folderId' in origin ? origin.folderId : null,
          originalSha256: derivation?.original.sha256 ?? null,
          groupId: derivation?.groupId ?? null,
        });
      }
      for (const upload of uploads) this.watch.enter(this.#withParts(upload));
    });
  }

  remove(ids: readonly string[]): void {
    const statement = this.#db.prepare('UPDATE uploads SET listed = 0 WHERE id = ?');
    this.#transaction(() => {
      for (const id of ids) statement.run(id);
    });
  }

  readyContent({ sha256, destination, retention }: ContentKey, limit: number): ReadyContent[] {
    // One that was itself a repetition says nothing on how long the server keeps the file; one that is to be deleted will
    // be gone.
    const rows = this.#db
      .prepare(
        `SELECT upload FROM uploads
         WHERE sha256 = ? AND destination = ? AND retention = ? AND stage = 'ready'
           AND json_extract(upload, '$.state.alreadyAtMs') IS NULL
           AND NOT EXISTS (SELECT 1 FROM deletions
             WHERE deletions.destination = uploads.destination AND deletions.file_id = uploads.file_id
               AND deletions.failure IS NULL)
         ORDER BY ended_at_ms DESC LIMIT ?`,
      )
      .all(sha256, destination, retention, limit);
    return rows.flatMap((row) => {
      const upload = parseUpload(row['upload']);
      if (upload?.state.stage !== 'ready') return [];
      const { fileId, remarks } = upload.state;
      const { signedAtMs, endedAtMs } = upload.times;
      return { fileId, remarks, signedAtMs: signedAtMs ?? 0, readyAtMs: endedAtMs ?? 0 };
    });
  }

  readyParts({ originalSha256, way, destination, retention }: PartsKey): Upload[] {
    const [last] = this.#db
      .prepare(
        `SELECT group_id FROM uploads
         WHERE original_sha256 = ? AND destination = ? AND retention = ? AND upload ->> '$.way' = ? AND stage = 'ready'
         ORDER BY ended_at_ms DESC LIMIT 1`,
      )
      .all(originalSha256, destination, retention, way);
    const parts = last === undefined ? [] : this.#partsOf(String(last['group_id']));
    const isWhole = parts.length > 0 && parts.length === parts[0]?.derivation?.of;
    const isThere = ({ state }: Upload) => state.stage === 'ready' || state.stage === 'skipped';
    return isWhole && parts.every(isThere) ? parts : [];
  }

  /** The uploads of all parts of an original, in their order. */
  #partsOf(groupId: string): Upload[] {
    const rows = this.#db.prepare('SELECT upload FROM uploads WHERE group_id = ?').all(groupId);
    const parts = rows.flatMap((row) => parseUpload(row['upload']) ?? []);
    return parts.toSorted((a, b) => (a.derivation?.part ?? 0) - (b.derivation?.part ?? 0));
  }

  /** The upload, or those of all that its file was converted to. */
  #withParts(upload: Upload): readonly [Upload, ...Upload[]] {
    const { derivation } = upload;
    if (derivation === null || derivation.of === 1) return [upload];
    const [first = upload, ...others] = this.#partsOf(derivation.groupId);
    return [first, ...others];
  }

  hasFileId({ fileId, destination, otherThan }: Parameters<UploadStore['hasFileId']>[0]): boolean {
    const other = this.#db.prepare(
      `SELECT 1 FROM uploads WHERE file_id = ? AND id <> ?
         AND substr(destination, instr(destination, '@')) = substr(?, instr(?, '@')) LIMIT 1`,
    );
    return other.get(fileId, otherThan, destination, destination) !== undefined;
  }

  get paused(): boolean {
    return this.#db.prepare(`SELECT value FROM flags WHERE name = 'paused'`).get()?.['value'] === 'yes';
  }

  set paused(paused: boolean) {
    this.#setFlag('paused', paused ? 'yes' : 'no');
  }

  /** What the last end of Hoist kept from being looked through, see `NamedScans.stopAll`. */
  get pendingScans(): readonly NamedPaths[] {
    const row = this.#db.prepare(`SELECT value FROM flags WHERE name = 'unread'`).get();
    return pendingScansShape.parse(JSON.parse(String(row?.['value'] ?? '[]')));
  }

  /** @throws {StoreError} where it cannot be kept */
  set pendingScans(pendingScans: readonly NamedPaths[]) {
    this.#setFlag('unread', JSON.stringify(pendingScans));
  }

  /** Days since the epoch on which Hoist looked for receipts to forget, see `keepForgetting`. */
  get lookDays(): readonly number[] {
    const row = this.#db.prepare(`SELECT value FROM flags WHERE name = 'look days'`).get();
    return String(row?.['value'] ?? '')
      .split(' ')
      .map(Number)
      .filter((day) => day > 0);
  }

  /** @throws {StoreError} where they cannot be kept */
  set lookDays(days: readonly number[]) {
    this.#setFlag('look days', days.join(' '));
  }

  processingTimes(destination: string): number[] {
    const row = this.#db.prepare('SELECT value FROM flags WHERE name = ?').get(timesOf(destination));
    return String(row?.['value'] ?? '')
      .split(' ')
      .map(Number)
      .filter((ms) => ms > 0);
  }

  saveProcessingTimes(destination: string, timesMs: readonly number[]): void {
    this.#setFlag(timesOf(destination), timesMs.map(Math.round).join(' '));
  }

  probe(): void {
    this.#setFlag('probe', String(Date.now()));
  }

  #setFlag(name: string, value: string): void {
    this.#transaction(() => {
      this.#db.prepare('INSERT OR REPLACE INTO flags VALUES (?, ?)').run(name, value);
    });
  }

  close(): void {
    this.#close();
  }

  #transaction(work: () => void): void {
    inTransaction(this.#db, work);
  }
}

/** The list. A row that cannot be read leaves it and the history, so that each counts what it shows. It is reported once. */
function readListed(db: DatabaseSync): { uploads: Upload[]; unreadable: number } {
  const uploads: Upload[] = [];
  const unreadable: number[] = [];
  const common = new CommonValues();
  for (const row of db.prepare('SELECT seq, upload FROM uploads WHERE listed = 1 ORDER BY seq').iterate()) {
    const upload = parseUpload(row['upload']);
    if (upload === null) unreadable.push(Number(row['seq']));
    else uploads.push(common.share(upload));
  }
  const leave = db.prepare('UPDATE uploads SET listed = 0, ended_at_ms = NULL WHERE seq = ?');
  for (const seq of unreadable) leave.run(seq);
  return { uploads, unreadable: unreadable.length };
}

function timesOf(destination: string): string {
  return `processing times of ${destination}`;
}

function leftOut(count: number): SalvageMessage | null {
  if (count === 0) return null;
  return count === 1 ? { code: 'row_unreadable' } : { code: 'rows_unreadable', count };
}
