import { useMemo, useRef } from 'react';
import { foundIds } from '../shared/search.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { visibleIds } from './filter.ts';
import { type ListedRows, listRows } from './part-groups.ts';

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** @returns the ids that match the search; the same array while the ids are the same */
export function useFoundIds(): readonly string[] {
  const { queue } = useStores();
  const search = useHoist(({ queueView }) => queueView.search);
  // A row's name never changes, so only added and removed rows matter.
  const order = useHoist(({ queue }) => queue.order);
  return useMemo(() => foundIds(order, queue.getState().rows, search), [order, search, queue]);
}

/** @returns the ids that match search and filter; the same array while the ids are the same */
export function useVisibleIds(): readonly string[] {
  const { queue } = useStores();
  const filter = useHoist(({ queueView }) => queueView.filter);
  const found = useFoundIds();
  // Without a filter, a change of a row changes nothing here.
  const revision = useHoist(({ queue }) => (filter === 'all' ? 0 : queue.revision));
  const last = useRef<readonly string[]>([]);
  return useMemo(() => {
    void revision;
    const next = visibleIds(found, queue.getState().rows, filter);
    if (!sameIds(last.current, next)) last.current = next;
    return last.current;
  }, [found, revision, filter, queue]);
}

/** @returns the rows of the list, with batches and the parts of originals under rows of their own; the same arrays while nothing changes */
export function useListedRows(): ListedRows {
  const { queue } = useStores();
  const visible = useVisibleIds();
  const filter = useHoist(({ queueView }) => queueView.filter);
  const openGroups = useHoist(({ queueView }) => queueView.openGroups);
  const groupBatches = useHoist(({ preferences }) => preferences?.groupBatches ?? true);
  const foldedBatches = useHoist(({ queueView }) => queueView.foldedBatches);
  // It changes too where a row becomes a part: the other parts are added in the same moment.
  const order = useHoist(({ queue }) => queue.order);
  return useMemo(
    () =>
      listRows(visible, order, queue.getState().rows, { filter, groupBatches, openGroups, foldedBatches }),
    [visible, order, filter, groupBatches, openGroups, foldedBatches, queue],
  );
}
