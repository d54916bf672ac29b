import { useMemo } from 'react';
import { useLibrary } from '../../store/hoist.ts';
import { foundIn } from '../../store/library.ts';

/** The ids that the search lets through, of those that have come so far. */
export function useFound(): readonly string[] {
  const ids = useLibrary((state) => state.ids);
  const rows = useLibrary((state) => state.rows);
  const search = useLibrary((state) => state.search);
  return useMemo(() => foundIn(ids, rows, search), [ids, rows, search]);
}
