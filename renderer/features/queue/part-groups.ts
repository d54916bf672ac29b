import type { UploadRow } from '../../../preload/contract/contract.ts';
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
  return id.startsWith(PREFIX);
}

/** The groups among some rows, by the ids of their rows. */
export type PartGroups = ReadonlyMap<string, PartGroup>;

/** The rows of the list, and what they stand for. */
export interface ListedRows {
  /** Ids of uploads and of groups, in the order of the list. */
  readonly listed: readonly string[];
  readonly groups: PartGroups;
}

interface ListView {
  readonly filter: Filter;
  /** The groups that show their parts. */
  readonly openGroups: ReadonlySet<string>;
}

/**
 * @param visible the uploads that match search and filter
 * @returns the rows of the list, with the parts of an original under one row. Failed parts stand apart, since failed
 * rows are sorted by cause.
 */
export function listRows(
  visible: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
  { filter, openGroups }: ListView,
): ListedRows {
  const groups: PartGroups = filter === 'failed' ? new Map() : partGroups(visible, rows);
  return { groups, listed: withGroups(visible, rows, groups, openGroups) };
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

/** @returns the uploads that these rows stand for, each once */
export function uploadsOf(ids: readonly string[], groups: PartGroups): string[] {
  return [...new Set(ids.flatMap((id) => groups.get(id)?.parts ?? [id]))];
}
