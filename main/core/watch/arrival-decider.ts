import { type FileContent, sameFingerprint } from '../files/fingerprint.ts';
import type { EarlierVersion } from '../model/upload.ts';
import type { AddItem } from '../queue/new-uploads.ts';
import type { LastServed } from '../queue/queue.ts';
import type { Clock } from '../util/clock.ts';
import {
  type Circumstances,
  type FinishedDecision,
  type SeenDecision,
  whenCompared,
  whenFinished,
  whenSeen,
} from './arrival-rules.ts';
import type { Document, FileSnapshot } from './file-snapshot.ts';
import { type FolderFiles, localFiles } from './folder-files.ts';
import type { FolderLedger, LedgerRow } from './ledger.ts';
import { rowAfter, touched } from './ledger-rows.ts';
import type { Elsewhere } from './moves.ts';
import type { WatchNews } from './watch-events.ts';
import type { WatchSettings } from './watched-folder.ts';

export interface ArrivalDeciderOptions {
  readonly clock: Clock;
  readonly ledger: FolderLedger;
  readonly settings: WatchSettings;
  /** Those of this computer where it is not said. */
  readonly files?: FolderFiles;
  readonly isActive: (uploadId: string) => boolean;
  readonly served: () => LastServed;
  /**
   * Queues them and enters them in the ledger, all or none; they stand for these failed uploads from now on.
   * @throws {StoreError}
   */
  readonly upload: (items: readonly AddItem[], superseded: readonly string[]) => void;
  readonly news: (news: WatchNews) => void;
}

interface Known {
  readonly row: LedgerRow | undefined;
  /** It is another name of a file that lies elsewhere and is known there. */
  readonly isSameFile: boolean;
  /** It is being uploaded under the name that it had. */
  readonly isUnderWay: boolean;
}

/** The rows to save, in this order. */
interface Decided {
  readonly uploads: AddItem[];
  readonly superseded: string[];
  readonly rows: LedgerRow[];
}

/** Decides what to do with files by their ledger entries, and records the decisions. All methods throw a StoreError. */
export class ArrivalDecider {
  readonly #options: ArrivalDeciderOptions;
  readonly #signal: AbortSignal;

  /** @param signal aborts the reading of files */
  constructor(options: ArrivalDeciderOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /**
   * Enters what the first look at files decides.
   * @returns the other files: they have to be watched until they are stable. `isNews`: the file has changed since the
   * ledger last knew it
   */
  async seen(
    snapshots: readonly FileSnapshot[],
  ): Promise<{ readonly snapshot: FileSnapshot; readonly isNews: boolean }[]> {
    const rows: LedgerRow[] = [];
    const waiting: { snapshot: FileSnapshot; isNews: boolean }[] = [];
    for (const snapshot of snapshots) {
      if (this.#signal.aborted) return [];
      const known = await this.#known(snapshot);
      const next = this.#whenSeen(snapshot, known);
      if (next === 'wait') waiting.push({ snapshot, isNews: !isSame(snapshot, known.row) });
      else if (next !== 'nothing') rows.push(rowAfter(next, snapshot, known.row, this.#options.clock.now()));
    }
    this.#keep({ uploads: [], superseded: [], rows });
    return waiting;
  }

  /**
   * Enters what follows from files that are finished.
   * @returns the files that wait on, and those that must be read
   */
  async finished(
    snapshots: readonly FileSnapshot[],
  ): Promise<{ readonly waiting: ReadonlySet<string>; readonly toRead: readonly Document[] }> {
    const decided: Decided = { uploads: [], superseded: [], rows: [] };
    const waiting = new Set<string>();
    const toRead: Document[] = [];
    for (const snapshot of snapshots) {
      const known = await this.#known(snapshot);
      const next = this.#whenFinished(snapshot, known);
      if (next.type === 'wait') waiting.add(snapshot.path);
      else if (next.type === 'compare' && snapshot.kind === 'document') toRead.push(snapshot);
      else this.#collect(next, snapshot, known.row, decided);
    }
    this.#keep(decided);
    return { waiting, toRead };
  }

  /** Reads a file, to tell an edit from a touch. @throws {FileError} where it changes or is gone */
  read({ path, fingerprint }: Document): Promise<FileContent> {
    return this.#files.content(path, fingerprint, this.#signal);
  }

  /** Enters what follows from a file that was read. */
  compared(seen: Document, { sha256, fingerprint }: FileContent): void {
    const { ledger, settings, clock } = this.#options;
    // Some file systems move its times when it is read: the state after that is what the bytes belong to.
    const snapshot = { ...seen, fingerprint };
    const row = ledger.row(snapshot.path);
    // Somebody was faster: its upload looks after it.
    if (row?.outcome === 'sending') return;
    const decided: Decided = { uploads: [], superseded: [], rows: [] };
    if (ledger.infected(snapshot.fingerprint.sizeBytes).has(sha256)) {
      decided.rows.push(rowAfter('infected', snapshot, row, clock.now()));
    } else {
      const next: FinishedDecision =
        row === undefined
          ? { type: 'upload', earlierVersion: null }
          : whenCompared(sha256, row, settings.onEdit);
      if (next.type === 'nothing' && row !== undefined) decided.rows.push(touched(row, snapshot));
      else this.#collect(next, snapshot, row, decided);
    }
    this.#keep({ ...decided, rows: decided.rows.map((kept) => ({ ...kept, sha256 })) });
  }

  /** Uploads what is made of skipped files, as a person wants it. */
  convert(documents: readonly Document[]): void {
    const { ledger } = this.#options;
    const uploads = documents.filter(({ path }) => ledger.row(path)?.outcome === 'skipped');
    this.#keep({ uploads: uploads.map((document) => itemOf(document, null)), superseded: [], rows: [] });
  }

  /** What the ledger knows of the file, under this name or the one that it had. */
  async #known(snapshot: FileSnapshot): Promise<Known> {
    const { ledger, isActive } = this.#options;
    const row = ledger.row(snapshot.path);
    const known = { row, isSameFile: false, isUnderWay: false };
    if (row !== undefined || snapshot.kind === 'skipped') return known;
    const elsewhere = await this.#elsewhere(snapshot);
    if (elsewhere.kind === 'unknown') return known;
    if (elsewhere.kind === 'same-file') return { ...known, isSameFile: true };
    const { row: moved } = elsewhere;
    // Its upload speaks of the old name until it ends.
    if (moved.outcome === 'sending' && isActive(moved.uploadId)) return { ...known, isUnderWay: true };
    ledger.markMoved(moved.path, snapshot.path);
    return { ...known, row: { ...moved, path: snapshot.path } };
  }

  async #elsewhere(snapshot: Document): Promise<Elsewhere> {
    const rows = this.#options.ledger.seenAs(snapshot.fingerprint);
    return rows.length === 0 ? { kind: 'unknown' } : this.#files.elsewhere(snapshot, rows, this.#signal);
  }

  get #files(): FolderFiles {
    return this.#options.files ?? localFiles;
  }

  #whenSeen(snapshot: FileSnapshot, { row, isSameFile, isUnderWay }: Known): SeenDecision {
    if (isSameFile) return 'nothing';
    return isUnderWay ? 'wait' : whenSeen(snapshot, row, this.#circumstances());
  }

  #whenFinished(snapshot: FileSnapshot, { row, isSameFile, isUnderWay }: Known): FinishedDecision {
    if (isSameFile) return { type: 'nothing' };
    if (isUnderWay) return { type: 'wait' };
    const next = whenFinished(snapshot, row, this.#circumstances());
    if (next.type !== 'upload' || snapshot.kind !== 'document') return next;
    // A virus is known by its bytes, whatever the file is called now.
    const isSuspect = this.#options.ledger.infected(snapshot.fingerprint.sizeBytes).size > 0;
    return isSuspect ? { type: 'compare' } : next;
  }

  #circumstances(): Circumstances {
    const { clock, ledger, settings, isActive, served } = this.#options;
    const { onEdit } = settings;
    return { nowMs: clock.now(), state: ledger.state, onEdit, isActive, served: served() };
  }

  #collect(
    next: FinishedDecision,
    snapshot: FileSnapshot,
    row: LedgerRow | undefined,
    decided: Decided,
  ): void {
    if (next.type === 'upload' && snapshot.kind === 'document') {
      decided.uploads.push(itemOf(snapshot, next.earlierVersion));
      if (row?.outcome === 'failed' && row.uploadId !== null) decided.superseded.push(row.uploadId);
    } else if (next.type === 'skip' || next.type === 'leave' || next.type === 'ask') {
      if (next.type === 'skip' && whenSeen(snapshot, row, this.#circumstances()) === 'nothing') return;
      decided.rows.push(rowAfter(next.type, snapshot, row, this.#options.clock.now()));
    }
  }

  #keep({ uploads, superseded, rows }: Decided): void {
    const { upload, ledger, news } = this.#options;
    if (uploads.length > 0) upload(uploads, superseded);
    ledger.save(rows);
    for (const row of rows) {
      if (row.outcome === 'skipped') news({ type: 'skipped', path: row.path, reason: row.reason });
    }
  }
}

function isSame({ fingerprint }: FileSnapshot, row: LedgerRow | undefined): boolean {
  const known = row?.fingerprint ?? null;
  return known !== null && fingerprint !== null && sameFingerprint(known, fingerprint);
}

function itemOf(
  { path, name, contentType, way, fingerprint }: Document,
  earlierVersion: EarlierVersion | null,
): AddItem {
  return { kind: 'accepted', path, name, contentType, way, fingerprint, earlierVersion };
}
