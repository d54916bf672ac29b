import { useMemo } from 'react';
import { useHoist } from '../shared/state/hoist.ts';
import { foundIn } from './library-store.ts';

/** @returns the loaded ids that match the search */
export function useFound(): readonly string[] {
  const ids = useHoist(({ library }) => library.ids);
  const rows = useHoist(({ library }) => library.rows);
  const search = useHoist(({ library }) => library.search);
  return useMemo(() => foundIn(ids, rows, search), [ids, rows, search]);
}
