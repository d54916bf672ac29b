import type { Stage, UploadRow } from '../../preload/contract.ts';
import type { Tally } from './tally.ts';

/** `notSent` are the rows that were skipped or cancelled: nothing is wrong with them, and nothing came of them. */
export type Filter = 'all' | 'active' | 'ready' | 'failed' | 'notSent';

export const filters: readonly Filter[] = ['all', 'active', 'ready', 'failed', 'notSent'];

const filterOfStage: Readonly<Record<Stage, Exclude<Filter, 'all'>>> = {
  queued: 'active',
  uploading: 'active',
  processing: 'active',
  ready: 'ready',
  failed: 'failed',
  cancelled: 'notSent',
  skipped: 'notSent',
};

export const isActive = (row: UploadRow): boolean => filterOfStage[row.state.stage] === 'active';

export function filterCounts({ byStage }: Tally): Record<Filter, number> {
  const counts: Record<Filter, number> = { all: 0, active: 0, ready: 0, failed: 0, notSent: 0 };
  for (const [stage, count] of Object.entries(byStage) as [Stage, number][]) {
    counts.all += count;
    counts[filterOfStage[stage]] += count;
  }
  return counts;
}

/** The ids a filter lets through, in order. */
export function visibleIds(
  order: readonly string[],
  rows: ReadonlyMap<string, UploadRow>,
  filter: Filter,
): readonly string[] {
  if (filter === 'all') return order;
  return order.filter((id) => {
    const row = rows.get(id);
    return row !== undefined && filterOfStage[row.state.stage] === filter;
  });
}
