import type { Stage, UploadRow } from '../../../preload/contract/contract.ts';
import type { RowCounts } from '../shared/state/row-counts.ts';
import { byCause } from './causes.ts';

/** `notSent` means skipped or cancelled: neither an error nor a result. */
export type Filter = 'all' | 'active' | 'ready' | 'failed' | 'notSent';

export const filters: readonly Filter[] = ['all', 'active', 'ready', 'failed', 'notSent'];

type Counts = Readonly<Record<Filter, number>>;

const filterOfStage: Readonly<Record<Stage, Exclude<Filter, 'all'>>> = {
  queued: 'active',
  converting: 'active',
  uploading: 'active',
  processing: 'active',
  ready: 'ready',
  failed: 'failed',
  cancelled: 'notSent',
  skipped: 'notSent',
};

const none: Counts = { all: 0, active: 0, ready: 0, failed: 0, notSent: 0 };

/** @returns the number of rows for each filter */
export function filterCounts({ byStage }: Pick<RowCounts, 'byStage'>): Counts {
  const counts = { ...none };
  for (const [stage, count] of Object.entries(byStage) as [Stage, number][]) {
    counts.all += count;
    counts[filterOfStage[stage]] += count;
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
    counts[filterOfStage[row.state.stage]] += 1;
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
    return row !== undefined && filterOfStage[row.state.stage] === filter;
  });
  return filter === 'failed' ? byCause(ids, rows) : ids;
}
