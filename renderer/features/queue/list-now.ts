import { selectedIn } from '../../ui/grid/selection.ts';
import { foundIds } from '../shared/search.ts';
import type { Stores } from '../shared/state/hoist.ts';
import { visibleIds } from './filter.ts';
import { type ListedRows, listRows, uploadsOf } from './part-groups.ts';

type ListStores = Pick<Stores, 'queue' | 'queueView' | 'preferences'>;

interface ListNow {
  /** The uploads that match the search. */
  readonly found: readonly string[];
  /** Those of them that match the filter. */
  readonly visible: readonly string[];
  readonly listedRows: ListedRows;
}

/** @returns the list as the stores have it, for an action that waited and so came later than what the screen showed */
export function listNow({ queue, queueView, preferences }: ListStores): ListNow {
  const { order, rows } = queue.getState();
  const { filter, search, ...view } = queueView.getState();
  const found = foundIds(order, rows, search);
  const visible = visibleIds(found, rows, filter);
  const groupBatches = preferences.getState()?.groupBatches ?? true;
  return { found, visible, listedRows: listRows(visible, order, rows, { filter, groupBatches, ...view }) };
}

/** @returns the selected uploads; without a selection, those that the search finds; without a search, all */
export function meantUploads(stores: ListStores): readonly string[] {
  const { visible, listedRows } = listNow(stores);
  const { search, selection } = stores.queueView.getState();
  const selected = uploadsOf(selectedIn(selection, listedRows.listed), listedRows);
  if (selected.length > 0) return selected;
  return search === '' ? stores.queue.getState().order : visible;
}
