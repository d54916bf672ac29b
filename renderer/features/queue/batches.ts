import type { RowBatch, UploadRow } from '../../../preload/contract/contract.ts';

/** What a person added in one go, as a heading with its files below. */
export interface BatchGroup {
  /** Of its row in the list, which is no upload. */
  readonly id: string;
  /** User content; null where there is no name. */
  readonly title: string | null;
  /** The uploads that match search and filter, in the order of the list. */
  readonly parts: readonly string[];
  /** All its uploads in the list, but of an edited file only the latest. */
  readonly latest: readonly string[];
}

type Rows = ReadonlyMap<string, UploadRow>;

const PREFIX = 'batch:';

/** Whether the row is the heading of a batch. */
export function isBatchId(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** @returns the id of the batch that this row is the heading of */
export function batchIdOf(rowId: string): string {
  return rowId.slice(PREFIX.length);
}

/**
 * @param visible the uploads that match search and filter
 * @param order all uploads
 * @returns the batches that have a visible upload, by the ids of their rows. A batch of a single file, or of what it was
 * converted to, needs no heading.
 */
export function batchesOf(
  visible: readonly string[],
  order: readonly string[],
  rows: Rows,
): ReadonlyMap<string, BatchGroup> {
  const all = byBatch(order, rows);
  const groups = new Map<string, BatchGroup>();
  for (const [batchId, { batch, ids }] of byBatch(visible, rows)) {
    const latest = latestOf(all.get(batchId)?.ids ?? ids, rows);
    if (!hasTwoFiles(latest, rows)) continue;
    const id = `${PREFIX}${batchId}`;
    groups.set(id, { id, title: batch.title, parts: ids, latest });
  }
  return groups;
}

/** @returns the id of the heading that the upload stands below, if there were one */
export function batchRowOf(row: UploadRow | undefined): string | null {
  return row?.batch == null ? null : `${PREFIX}${row.batch.id}`;
}

function byBatch(ids: readonly string[], rows: Rows) {
  const found = new Map<string, { readonly batch: RowBatch; readonly ids: string[] }>();
  for (const id of ids) {
    const batch = rows.get(id)?.batch ?? null;
    if (batch === null) continue;
    const known = found.get(batch.id);
    if (known === undefined) found.set(batch.id, { batch, ids: [id] });
    else known.ids.push(id);
  }
  return found;
}

/** @returns the uploads without those of files that were edited and uploaded once more */
function latestOf(ids: readonly string[], rows: Rows): readonly string[] {
  const earlier = new Set(ids.flatMap((id) => rows.get(id)?.earlierVersion ?? []));
  return earlier.size === 0 ? ids : ids.filter((id) => !earlier.has(fileOf(id, rows)));
}

/** Whether these are of more than one file that the person added. */
function hasTwoFiles([first, ...others]: readonly string[], rows: Rows): boolean {
  return first !== undefined && others.some((id) => fileOf(id, rows) !== fileOf(first, rows));
}

/** @returns the upload that was added for the file that this one is of, or is made from */
const fileOf = (id: string, rows: Rows): string => rows.get(id)?.madeFrom?.groupId ?? id;
