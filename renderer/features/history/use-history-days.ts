import { useEffect, useState } from 'react';
import type { HistoryDay } from '../../../preload/contract/contract.ts';
import { useApi, useHoist } from '../shared/state/hoist.ts';

/** @returns the last 30 days, loaded again when more uploads have ended; null until they are known */
export function useHistoryDays(): readonly HistoryDay[] | null {
  const api = useApi();
  const hasNews = useHoist(({ history }) => history.hasNews);
  const [days, setDays] = useState<readonly HistoryDay[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are loaded again when there is news.
  useEffect(() => {
    let isOver = false;
    // Without them the list shows all the same.
    api.historyDays().then((loaded) => isOver || setDays(loaded), console.error);
    return () => {
      isOver = true;
    };
  }, [api, hasNews]);
  return days;
}
