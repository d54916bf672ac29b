import { kindOf, type RowCounts } from '../../../main/core/model/row-counts.ts';
import type { Stage, UploadRow } from '../../../preload/contract/contract.ts';
import { byCause } from './causes.ts';

/** `undecided` means that the person has to say how a file is sent; `notSent`, skipped or cancelled. */
export type Filter = 'all' | 'active' | 'ready' | 'failed' | 'undecided' | 'notSent';

export const filters: readonly Filter[] = ['all', 'active', 'ready', 'failed', 'undecided', 'notSent'];

type Counts = Readonly<Record<Filter, number>>;

type Kind = Stage | 'undecided';

const filterOf: Readonly<Record<Kind, Exclude<Filter, 'all'>>> = {
  queued: 'active',
  converting: 'active',
  uploading: 'active',
  processing: 'active',
  ready: 'ready',
  failed: 'failed',
  cancelled: 'notSent',
  skipped: 'notSent',
  undecided: 'undecided',
};

const none: Counts = { all: 0, active: 0, ready: 0, failed: 0, undecided: 0, notSent: 0 };

/** @returns the number of rows for each filter */
export function filterCounts({ byStage }: Pick<RowCounts, 'byStage'>): Counts {
  const counts = { ...none };
  for (const [kind, count] of Object.entries(byStage) as [Kind, number][]) {
    counts.all += count;
    counts[filterOf[kind]] += count;
  }
  return counts;
}

/** @returns the same counts for some rows, such as those that match a search */
export function countsOf(ids: readonly string[], rows: ReadonlyMap<string, UploadRow>): Counts {
  const counts = { ...none };
  for (const id of ids) {
    const row = rows.get(id);
    if (!row) continue;
    counts.all += 1;
    counts[filterOf[kindOf(row)]] += 1;
  }
  return counts;
}

/** @returns the ids that match a filter, in order; failed rows are sorted by cause */
export function visibleIds(
  order: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
  filter: Filter,
): readonly string[] {
  if (filter === 'all') return order;
  const ids = order.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && filterOf[kindOf(row)] === filter;
  });
  return filter === 'failed' ? byCause(ids, rows) : ids;
}
