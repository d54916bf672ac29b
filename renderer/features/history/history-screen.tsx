import { useEffect } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { CopyTemplate } from '../shared/copy/copy-template.tsx';
import { DetailsPane } from '../shared/details/details-pane.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { EmptyHistory } from './empty-history.tsx';
import { HistoryActions } from './history-actions.tsx';
import { HistoryChart } from './history-chart.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { HistoryList } from './history-list.tsx';
import { everything } from './history-store.ts';
import { useHistoryActions } from './use-history-actions.ts';

/** Past uploads, newest first, for as long as Hoist keeps receipts. */
export function HistoryScreen() {
  const { t } = useTexts();
  const { history } = useStores();
  const { reload } = useHistoryActions();
  const isEmpty = useHoist(({ history: { query, total } }) => total === 0 && isEverything(query));
  const isKnown = useHoist(({ history: { total } }) => total !== null);

  // Coming back keeps the query and loads what has ended since.
  useEffect(() => {
    const { total, hasNews } = history.getState();
    if (total === null || hasNews) void reload();
  }, [history, reload]);

  return (
    <main tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
      <h2 className="sr-only">{t('history.title')}</h2>
      {isEmpty && <EmptyHistory />}
      {isKnown && !isEmpty && (
        <>
          <div className="shrink-0 space-y-2 px-4 pt-3 pb-2">
            <HistoryChart />
            <HistoryFilters />
            <HistoryActions />
          </div>
          <div className="relative flex min-h-44 flex-1">
            <HistoryList />
            <DetailsPane />
          </div>
        </>
      )}
      <CopyTemplate />
    </main>
  );
}

const isEverything = (query: typeof everything) =>
  query.search.trim() === '' &&
  query.period === everything.period &&
  query.outcome === everything.outcome &&
  query.from === everything.from;
