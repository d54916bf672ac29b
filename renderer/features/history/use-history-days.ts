import { useEffect, useRef, useState } from 'react';
import type { HistoryDay } from '../../../preload/contract/contract.ts';
import { useApi, useHoist } from '../shared/state/hoist.ts';

/** @returns the last 30 days, loaded again when more uploads have ended; null until they are known */
export function useHistoryDays(): readonly HistoryDay[] | null {
  const api = useApi();
  const hasNews = useHoist(({ history }) => history.hasNews);
  const [days, setDays] = useState<readonly HistoryDay[] | null>(null);
  const isAsked = useRef(false);
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = false;
    return () => {
      isOver.current = true;
    };
  }, []);
  useEffect(() => {
    // That the list has taken the news in is none itself.
    if (isAsked.current && !hasNews) return;
    isAsked.current = true;
    // Without them the list shows all the same.
    api.historyDays().then((loaded) => isOver.current || setDays(loaded), console.error);
  }, [api, hasNews]);
  return days;
}
