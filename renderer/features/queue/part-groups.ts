import type { UploadRow } from '../../../preload/contract/contract.ts';
import { type BatchGroup, batchesOf, batchRowOf, isBatchId } from './batches.ts';
import type { Filter } from './filter.ts';

/** The files that one original was converted to, as one row that opens. */
export interface PartGroup {
  /** Of its row in the list, which is no upload. */
  readonly id: string;
  /** The uploads in the order of their parts. */
  readonly parts: readonly string[];
}

const PREFIX = 'group:';

/** Whether the row stands for several uploads. */
export function isGroupId(id: string): boolean {
  return id.startsWith(PREFIX) || isBatchId(id);
}

/** The groups among some rows, by the ids of their rows. */
export type PartGroups = ReadonlyMap<string, PartGroup>;

/** The rows of the list, and what they stand for. */
export interface ListedRows {
  /** Ids of uploads and of groups, in the order of the list. */
  readonly listed: readonly string[];
  readonly groups: PartGroups;
  /** The batches with a heading, by the ids of their rows. */
  readonly batches: ReadonlyMap<string, BatchGroup>;
}

interface ListView {
  readonly filter: Filter;
  /** Whether batches have headings. */
  readonly groupBatches: boolean;
  /** The groups that show their parts. */
  readonly openGroups: ReadonlySet<string>;
  /** The batches that hide their files. */
  readonly foldedBatches: ReadonlySet<string>;
}

/**
 * @param visible the uploads that match search and filter
 * @param order all uploads
 * @returns the rows of the list, with a batch under its heading and the parts of an original under one row. Failed rows
 * stand apart, since they are sorted by cause.
 */
export function listRows(
  visible: readonly string[],
  order: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
  { filter, groupBatches, openGroups, foldedBatches }: ListView,
): ListedRows {
  if (filter === 'failed') return { groups: new Map(), batches: new Map(), listed: visible };
  const groups = partGroups(visible, rows);
  const batches = groupBatches ? batchesOf(visible, order, rows) : new Map<string, BatchGroup>();
  const inBatches = batches.size === 0 ? visible : gathered(visible, rows, batches, foldedBatches);
  return { groups, batches, listed: withGroups(inBatches, rows, groups, openGroups) };
}

/** @returns the rows with the heading of a batch where its first upload stands, and its uploads below it unless it is folded */
function gathered(
  ids: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
  batches: ListedRows['batches'],
  folded: ReadonlySet<string>,
): readonly string[] {
  const shown = new Set<string>();
  return ids.flatMap((id) => {
    const batch = batches.get(batchRowOf(rows.get(id)) ?? '');
    if (batch === undefined) return [id];
    if (shown.has(batch.id)) return [];
    shown.add(batch.id);
    return folded.has(batch.id) ? [batch.id] : [batch.id, ...batch.parts];
  });
}

/** @returns the groups of parts that are among these rows */
function partGroups(ids: readonly string[], rows: ReadonlyMap<string, UploadRow>): PartGroups {
  const byGroup = new Map<string, string[]>();
  for (const id of ids) {
    const madeFrom = rows.get(id)?.madeFrom ?? null;
    if (madeFrom === null || madeFrom.of === 1) continue;
    const parts = byGroup.get(madeFrom.groupId) ?? [];
    parts.push(id);
    byGroup.set(madeFrom.groupId, parts);
  }
  const partOf = (id: string) => rows.get(id)?.madeFrom?.part ?? 0;
  return new Map(
    Array.from(byGroup, ([groupId, parts]) => {
      const id = `${PREFIX}${groupId}`;
      return [id, { id, parts: parts.toSorted((a, b) => partOf(a) - partOf(b)) }];
    }),
  );
}

/** @returns the rows with a group where its first part stands, and its parts below it if it is open */
function withGroups(
  ids: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
  groups: PartGroups,
  open: ReadonlySet<string>,
): readonly string[] {
  if (groups.size === 0) return ids;
  const shown = new Set<string>();
  return ids.flatMap((id) => {
    const groupId = rows.get(id)?.madeFrom?.groupId;
    const group = groupId === undefined ? undefined : groups.get(`${PREFIX}${groupId}`);
    if (group === undefined) return [id];
    if (shown.has(group.id)) return [];
    shown.add(group.id);
    return open.has(group.id) ? [group.id, ...group.parts] : [group.id];
  });
}

/**
 * @param ids selected rows
 * @returns the uploads that they stand for, each once. A row of a group stands for all its uploads, unless some of them are
 * selected too: then only those are meant.
 */
export function uploadsOf(
  ids: readonly string[],
  { groups, batches }: Pick<ListedRows, 'groups' | 'batches'>,
): string[] {
  const meant = new Set(ids.filter((id) => !isGroupId(id)));
  for (const level of [groups, batches]) {
    for (const id of ids) {
      const uploads = level.get(id)?.parts ?? [];
      if (!uploads.some((upload) => meant.has(upload))) for (const upload of uploads) meant.add(upload);
    }
  }
  return [...meant];
}

/** @returns the row of the group that a row stands below; null where it stands below none */
export function parentOf(
  id: string,
  rows: ReadonlyMap<string, UploadRow>,
  { groups, batches }: Pick<ListedRows, 'groups' | 'batches'>,
): string | null {
  if (isBatchId(id)) return null;
  const row = rows.get(groups.get(id)?.parts[0] ?? id);
  const group = `${PREFIX}${row?.madeFrom?.groupId ?? ''}`;
  if (id !== group && groups.has(group)) return group;
  const batch = batchRowOf(row);
  return batch !== null && batches.has(batch) ? batch : null;
}
