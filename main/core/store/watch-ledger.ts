import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Upload } from '../model/upload.ts';
import type { AfterwardsStep, FolderLedger, LedgerState, WatchStore } from '../watch/ledger.ts';
import type { WatchedFolder } from '../watch/watched-folder.ts';
import { SqliteFolderLedger } from './folder-ledger.ts';
import { inTransaction } from './transaction.ts';
import { parseFolder } from './watch-schema.ts';

/** The desktop app and the terminal each have folders of their own in the one data folder. */
export type FolderKeeper = 'app' | 'terminal';

/** Watched folders and what is known of their files, in the database of the uploads. */
export class SqliteWatchLedger {
  readonly #db: DatabaseSync;
  readonly #follow: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#follow = db.prepare(
      `INSERT INTO watch_files (folder_id, destination, path, inode, size_bytes, mtime_ns, ctime_ns, sha256, outcome,
         reason, upload_id, ready_upload_id, ready_file_id, at_ms, tries)
       SELECT :folderId, :destination, :path, :inode, :sizeBytes, :mtimeNs, :ctimeNs, :sha256, :outcome,
         :reason, :id, :readyId, :fileId, :atMs, 1
       WHERE EXISTS (SELECT 1 FROM watch_ledgers WHERE folder_id = :folderId AND destination = :destination)
       ON CONFLICT DO UPDATE SET inode = :inode, size_bytes = :sizeBytes, mtime_ns = :mtimeNs, ctime_ns = :ctimeNs,
         sha256 = :sha256, outcome = :outcome, reason = :reason, upload_id = :id, at_ms = :atMs,
         ready_upload_id = coalesce(:readyId, ready_upload_id), ready_file_id = coalesce(:fileId, ready_file_id),
         tries = CASE WHEN upload_id IS :id THEN tries WHEN outcome = 'failed' THEN tries + 1 ELSE 1 END,
         afterwards = CASE WHEN upload_id IS :id THEN afterwards END`,
    );
  }

  /**
   * Enters an upload of a watched folder, in the transaction that keeps the upload: so neither is ever known
   * without the other. Others are left alone, and those of folders that are watched no longer.
   */
  follow({ id, path, origin, destination, fingerprint, sha256, state, times }: Upload): void {
    if (origin.kind !== 'watched-folder' || destination === null || fingerprint === null) return;
    const isReady = state.stage === 'ready';
    const active = state.stage === 'queued' || state.stage === 'uploading' || state.stage === 'processing';
    this.#follow.run({
      folderId: origin.folderId,
      destination,
      path,
      ...fingerprint,
      sha256,
      id,
      outcome: active ? 'sending' : state.stage,
      reason: 'reason' in state ? JSON.stringify(state.reason) : null,
      readyId: isReady ? id : null,
      fileId: isReady ? state.fileId : null,
      atMs: times.endedAtMs ?? times.addedAtMs,
    });
  }

  keptBy(keeper: FolderKeeper): WatchStore {
    return {
      folders: () => this.#folders(keeper),
      keepFolder: (folder) => this.#keepFolder(keeper, folder),
      leaveReady: (folderId) => this.#leaveReady(folderId),
      forgetFolder: (id) => this.#forgetFolder(id),
      ledger: (folderId, destination, open) => this.#ledger(folderId, destination, open),
    };
  }

  #folders(keeper: FolderKeeper): WatchedFolder[] {
    return this.#db
      .prepare('SELECT folder FROM watched_folders WHERE kept_by = ? ORDER BY rowid')
      .all(keeper)
      .flatMap((row) => parseFolder(row['folder']) ?? []);
  }

  #keepFolder(keeper: FolderKeeper, folder: WatchedFolder): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          `INSERT INTO watched_folders (id, kept_by, path, folder) VALUES (?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET path = excluded.path, folder = excluded.folder`,
        )
        .run(folder.id, keeper, folder.settings.path, JSON.stringify(folder));
    });
  }

  #leaveReady(folderId: string): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          `UPDATE watch_files SET afterwards = ? WHERE folder_id = ? AND outcome = 'ready' AND afterwards IS NULL`,
        )
        .run(JSON.stringify({ step: 'left' } satisfies AfterwardsStep), folderId);
    });
  }

  #forgetFolder(id: string): void {
    inTransaction(this.#db, () => {
      this.#db.prepare('DELETE FROM watched_folders WHERE id = ?').run(id);
      this.#db.prepare('DELETE FROM watch_ledgers WHERE folder_id = ?').run(id);
      this.#db.prepare('DELETE FROM watch_files WHERE folder_id = ?').run(id);
    });
  }

  #ledger(folderId: string, destination: string, open: LedgerState): FolderLedger {
    inTransaction(this.#db, () => {
      this.#db
        .prepare('INSERT OR IGNORE INTO watch_ledgers VALUES (?, ?, ?, ?, ?)')
        .run(folderId, destination, open.openedAtMs, open.alreadyHere, open.lookedThrough ? 1 : 0);
    });
    return new SqliteFolderLedger(this.#db, folderId, destination);
  }
}
