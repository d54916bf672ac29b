import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { sourceOf, type Upload } from '../model/upload.ts';
import type { FolderLedger, LedgerState, WatchStore } from '../watch/ledger.ts';
import { entryAfter } from '../watch/ledger-transition.ts';
import type { WatchedFolder } from '../watch/watched-folder.ts';
import { SqliteFolderLedger } from './folder-ledger.ts';
import { inTransaction } from './transaction.ts';
import { parseEntry, parseFolder, storedFolder, storedStep } from './watch-schema.ts';

/** The desktop app and the terminal each have folders of their own in the one data folder. */
export type FolderOwner = 'app' | 'terminal';

/** Watched folders and what is known of their files, in the database of the uploads. */
export class SqliteWatchLedger {
  readonly #db: DatabaseSync;
  readonly #entry: StatementSync;
  readonly #enter: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#entry = db.prepare(
      `SELECT outcome, upload_id, tries, ready_upload_id, ready_file_id FROM watch_files
       WHERE folder_id = :folderId AND destination = :destination AND path = :path`,
    );
    this.#enter = db.prepare(
      `INSERT INTO watch_files (folder_id, destination, path, inode, size_bytes, mtime_ns, ctime_ns, sha256, outcome,
         reason, upload_id, ready_upload_id, ready_file_id, at_ms, tries, afterwards)
       SELECT :folderId, :destination, :path, :inode, :sizeBytes, :mtimeNs, :ctimeNs, :sha256, :outcome,
         :reason, :uploadId, :readyId, :fileId, :atMs, :tries, :action
       WHERE EXISTS (SELECT 1 FROM watch_ledgers WHERE folder_id = :folderId AND destination = :destination)
       ON CONFLICT DO UPDATE SET inode = :inode, size_bytes = :sizeBytes, mtime_ns = :mtimeNs, ctime_ns = :ctimeNs,
         sha256 = :sha256, outcome = :outcome, reason = :reason, upload_id = :uploadId, at_ms = :atMs,
         ready_upload_id = :readyId, ready_file_id = :fileId, tries = :tries,
         afterwards = CASE WHEN :keepsAction THEN coalesce(afterwards, :action) ELSE :action END`,
    );
  }

  /**
   * Enters an upload of a watched folder, in the transaction that saves the upload: so neither is ever known
   * without the other. It leaves other uploads alone, and those of folders that are watched no longer.
   * @param parts the upload, or those of all that its file was converted to
   */
  enter(parts: readonly [Upload, ...Upload[]]): void {
    const [upload] = parts;
    const { origin, destination, derivation } = upload;
    const { path } = sourceOf(upload);
    const { fingerprint, sha256 } = derivation?.original ?? upload;
    if (origin.kind !== 'watched-folder' || destination === null || fingerprint === null) return;
    const key = { folderId: origin.folderId, destination, path };
    const columns = this.#entry.get(key);
    const entry = entryAfter(parts, columns && parseEntry(columns));
    this.#enter.run({
      ...key,
      ...fingerprint,
      sha256,
      outcome: entry.outcome,
      reason: entry.reason === null ? null : JSON.stringify(entry.reason),
      uploadId: entry.uploadId,
      readyId: entry.readyVersion?.uploadId ?? null,
      fileId: entry.readyVersion?.fileId ?? null,
      atMs: entry.atMs,
      tries: entry.tries,
      keepsAction: entry.keepsAction ? 1 : 0,
      action: entry.isIncomplete ? storedStep({ step: 'left' }) : null,
    });
  }

  ownedBy(owner: FolderOwner): WatchStore {
    return {
      folders: () => this.#folders(owner),
      saveFolder: (folder) => this.#saveFolder(owner, folder),
      leaveReady: (folderId) => this.#leaveReady(folderId),
      forgetFolder: (id) => this.#forgetFolder(id),
      ledger: (folderId, destination, open) => this.#ledger(folderId, destination, open),
    };
  }

  #folders(owner: FolderOwner): WatchedFolder[] {
    return this.#db
      .prepare('SELECT folder FROM watched_folders WHERE kept_by = ? ORDER BY rowid')
      .all(owner)
      .flatMap((row) => parseFolder(row['folder']) ?? []);
  }

  #saveFolder(owner: FolderOwner, folder: WatchedFolder): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          `INSERT INTO watched_folders (id, kept_by, path, folder) VALUES (?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET path = excluded.path, folder = excluded.folder`,
        )
        .run(folder.id, owner, folder.settings.path, storedFolder(folder));
    });
  }

  #leaveReady(folderId: string): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          `UPDATE watch_files SET afterwards = ? WHERE folder_id = ? AND outcome = 'ready' AND afterwards IS NULL`,
        )
        .run(storedStep({ step: 'left' }), folderId);
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
