import { useMemo, useRef } from 'react';
import { visibleIds } from '../../store/filter.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';
import { foundIds } from '../../store/search.ts';

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** The ids that the search finds. The same array as before as long as they are the same ids. */
export function useFoundIds(): readonly string[] {
  const { queue } = useHoist();
  const search = useView((view) => view.search);
  // A row's name never changes: only rows that come and go matter.
  const order = useQueue((state) => state.order);
  return useMemo(() => foundIds(order, queue.getState().rows, search), [order, search, queue]);
}

/** The ids that the search finds and the filter lets through. The same array as long as they are the same ids. */
export function useVisibleIds(): readonly string[] {
  const { queue } = useHoist();
  const filter = useView((view) => view.filter);
  const found = useFoundIds();
  // With all rows shown, a change of one row changes nothing here.
  const revision = useQueue((state) => (filter === 'all' ? 0 : state.revision));
  const last = useRef<readonly string[]>([]);
  return useMemo(() => {
    void revision;
    const next = visibleIds(found, queue.getState().rows, filter);
    if (!sameIds(last.current, next)) last.current = next;
    return last.current;
  }, [found, revision, filter, queue]);
}
