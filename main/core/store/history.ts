import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { storeError } from '../model/store-error.ts';
import { isActive, type Upload } from '../model/upload.ts';
import { parseUpload } from '../model/upload-schema.ts';
import { folded } from './folded.ts';

/** The number of days for which receipts are kept by default. */
export const DEFAULT_HISTORY_DAYS = 365;
const DAY_MS = 24 * 60 * 60_000;

/** The outcome of an upload; `not-sent` means skipped or cancelled. */
type HistoryOutcome = 'all' | 'ready' | 'failed' | 'not-sent';

export interface HistoryFilter {
  /** Words that a name holds, in any order, or the start of a hash or file id; empty for all. */
  readonly search: string;
  readonly outcome: HistoryOutcome;
  /** Only what ended then or later, in ms since the epoch; null for all. */
  readonly sinceMs: number | null;
  /** `person` for what no watched folder brought, or a watched folder's id; null for all. */
  readonly from: 'person' | { readonly folderId: string } | null;
  /** The destinations whose uploads are left out. */
  readonly except: readonly string[];
}

export const EVERYTHING: HistoryFilter = {
  search: '',
  outcome: 'all',
  sinceMs: null,
  from: null,
  except: [],
};

const NOT_EXCEPTED = '(destination IS NULL OR destination NOT IN (SELECT value FROM json_each(:except)))';

/** The end of a page; the next page starts after it. It stays valid when uploads come or go. */
export interface HistoryPlace {
  readonly endedAtMs: number;
  readonly seq: number;
}

/** The local record of a file on the server. */
export interface FileOrigin {
  readonly name: string;
  readonly readyAtMs: number;
  readonly sizeBytes: number | null;
  /** The name of the original that it was converted from; null where it was not. */
  readonly madeFrom: string | null;
  readonly uploadId: string;
}

export interface HistoryPage {
  readonly uploads: Upload[];
  /** null where nothing follows. */
  readonly next: HistoryPlace | null;
}

/** From `startMs` on, and before `endMs`, in ms since the epoch. */
export interface HistorySpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** What ended in a span; `bytes` is the size of the ready files. */
export interface HistoryCounts {
  readonly startMs: number;
  readonly ready: number;
  readonly failed: number;
  readonly bytes: number;
}

const STAGES: Readonly<Record<HistoryOutcome, string | null>> = {
  all: null,
  ready: `stage = 'ready'`,
  failed: `stage = 'failed'`,
  'not-sent': `stage IN ('skipped', 'cancelled')`,
};

/** Every upload that has ended, in the list or not, until its time is over. */
export class History {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * Those that the filter lets through, the latest first.
   * @param after where the page before ended; null for the first one
   */
  page(filter: HistoryFilter, after: HistoryPlace | null, limit: number): HistoryPage {
    const { where, values } = conditionsOf(filter);
    if (after !== null) {
      where.push('(ended_at_ms, seq) < (:endedAtMs, :seq)');
      Object.assign(values, after);
    }
    const rows = this.#db
      .prepare(
        `SELECT seq, ended_at_ms, upload FROM uploads WHERE ${where.join(' AND ')}
         ORDER BY ended_at_ms DESC, seq DESC LIMIT :limit`,
      )
      .all({ ...values, limit });
    const last = rows.at(-1);
    const isFull = last !== undefined && rows.length === limit;
    return {
      uploads: rows.flatMap((row) => read(row['upload'])),
      next: isFull ? { endedAtMs: Number(last['ended_at_ms']), seq: Number(last['seq']) } : null,
    };
  }

  /**
   * What ended in each of these spans, in one pass over an index that has all that is counted.
   * @param spans without overlap
   * @param except the destinations whose uploads are left out
   */
  days(spans: readonly HistorySpan[], except: readonly string[]): HistoryCounts[] {
    const bounds = JSON.stringify(spans.map(({ startMs, endMs }) => [startMs, endMs]));
    const rows = this.#db
      .prepare(
        `SELECT span.key AS at, stage, count(*) AS files, total(size_bytes) AS bytes
         FROM json_each(:bounds) AS span CROSS JOIN uploads
         WHERE ended_at_ms >= span.value ->> 0 AND ended_at_ms < span.value ->> 1 AND stage IN ('ready', 'failed')
           AND ${NOT_EXCEPTED}
         GROUP BY span.key, stage`,
      )
      .all({ bounds, except: JSON.stringify(except) });
    const counts = spans.map(({ startMs }) => ({ startMs, ready: 0, failed: 0, bytes: 0 }));
    for (const { at, stage, files, bytes } of rows) {
      const count = counts[Number(at)];
      if (count === undefined) continue;
      if (stage === 'failed') count.failed = Number(files);
      else Object.assign(count, { ready: Number(files), bytes: Number(bytes) });
    }
    return counts;
  }

  count(filter: HistoryFilter = EVERYTHING): number {
    const { where, values } = conditionsOf(filter);
    const row = this.#db
      .prepare(`SELECT count(*) AS n FROM uploads WHERE ${where.join(' AND ')}`)
      .get(values);
    return Number(row?.['n'] ?? 0);
  }

  /** undefined if none has ended. */
  find(id: string): Upload | undefined {
    const row = this.#db.prepare('SELECT upload FROM uploads WHERE id = ?').get(id);
    return row === undefined ? undefined : read(row['upload'])[0];
  }

  /** Those of the file ids that came from here to this destination, with what is known of the first time. */
  origins(fileIds: readonly string[], destination: string): Map<string, FileOrigin> {
    const statement = this.#db.prepare(
      `SELECT min(ended_at_ms) AS ready_at_ms, id, size_bytes, name, upload ->> '$.derivation.original.name' AS made_from FROM uploads
       WHERE file_id = ? AND destination = ? AND stage = 'ready' GROUP BY file_id`,
    );
    const known = fileIds.flatMap((fileId) => {
      const row = statement.get(fileId, destination);
      if (row === undefined) return [];
      const sizeBytes = row['size_bytes'] === null ? null : Number(row['size_bytes']);
      const madeFrom = row['made_from'] === null ? null : String(row['made_from']);
      const readyAtMs = Number(row['ready_at_ms']);
      return [
        [
          fileId,
          { name: String(row['name']), readyAtMs, sizeBytes, madeFrom, uploadId: String(row['id']) },
        ] as const,
      ];
    });
    return new Map(known);
  }

  /** All of it, the oldest first, one at a time. */
  *all(): Generator<Upload> {
    const rows = this.#db.prepare(
      'SELECT upload FROM uploads WHERE ended_at_ms IS NOT NULL ORDER BY ended_at_ms, seq',
    );
    for (const row of rows.iterate()) yield* read(row['upload']);
  }

  /**
   * Forgets what ended more than `days` before `nowMs` and stands in no list. It believes the clock: `keepForgetting`
   * does not.
   * @param atMost how many; the rest stays for the next call
   * @returns how many were forgotten
   * @throws {StoreError} where the change cannot be kept
   */
  forgetOlderThan(days: number, nowMs: number, atMost: number): number {
    try {
      const statement = this.#db.prepare(
        `DELETE FROM uploads WHERE seq IN
           (SELECT seq FROM uploads WHERE listed = 0 AND ended_at_ms < ? LIMIT ?)`,
      );
      return Number(statement.run(nowMs - days * DAY_MS, atMost).changes);
    } catch (error) {
      throw storeError(error);
    }
  }
}

interface Conditions {
  readonly where: string[];
  readonly values: Record<string, SQLInputValue>;
}

/** A filter that is not set is not in the query, so that a page without filters is read straight off its index. */
function conditionsOf({ search, outcome, sinceMs, from, except }: HistoryFilter): Conditions {
  const where = ['ended_at_ms IS NOT NULL'];
  const values: Record<string, SQLInputValue> = {};
  const stages = STAGES[outcome];
  if (stages !== null) where.push(stages);
  if (sinceMs !== null) {
    where.push('ended_at_ms >= :sinceMs');
    Object.assign(values, { sinceMs });
  }
  if (from === 'person') where.push('folder_id IS NULL');
  else if (from !== null) {
    where.push('folder_id = :folderId');
    Object.assign(values, { folderId: from.folderId });
  }
  if (except.length > 0) {
    where.push(NOT_EXCEPTED);
    Object.assign(values, { except: JSON.stringify(except) });
  }
  if (search !== '') {
    const words = search.split(/\s+/).filter((word) => word !== '');
    const parts = words.map((_word, index) => `folded LIKE :word${index} ESCAPE '\\'`);
    const start = `sha256 LIKE :start ESCAPE '\\' OR file_id LIKE :start ESCAPE '\\'`;
    where.push(`(${[parts.join(' AND '), start].filter(Boolean).join(' OR ')})`);
    values['start'] = `${escapeLike(search)}%`;
    for (const [index, word] of words.entries()) values[`word${index}`] = `%${escapeLike(folded(word))}%`;
  }
  return { where, values };
}

function read(json: unknown): Upload[] {
  const upload = parseUpload(json);
  return upload === null || isActive(upload.state) ? [] : [upload];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
