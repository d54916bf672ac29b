import { ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { GridView } from '../../ui/grid/grid-view.tsx';
import { useGrid } from '../../ui/grid/use-grid.ts';
import { useLoadMore } from '../../ui/grid/use-load-more.ts';
import { useDetailsActions } from '../shared/details/use-details-actions.ts';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';
import { HistoryRow } from './history-row.tsx';
import { everything } from './history-store.ts';
import { useHistoryActions } from './use-history-actions.ts';

/** Loads more rows as the end comes near. */
export function HistoryList() {
  const { t } = useTexts();
  const { platform } = useApi();
  const { setSelection } = useStores().history;
  const history = useHistoryActions();
  const details = useDetailsActions();
  const visible = useHoist(({ history }) => history.ids);
  const selection = useHoist(({ history }) => history.selection);
  const total = useHoist(({ history }) => history.total);
  const hasNews = useHoist(({ history }) => history.hasNews);
  const grid = useGrid({
    visible,
    selection,
    setSelection,
    platform,
    // Delete does nothing: receipts stay.
    discard: () => {},
    open: (id) => void details.toggle(id),
  });
  const { scroller } = grid;
  const query = useHoist(({ history }) => history.query);
  useLoadMore(grid, history.more);

  // A new query starts at the top. Coming back to this screen keeps the position.
  const shownQuery = useRef(query);
  useEffect(() => {
    if (shownQuery.current !== query) scroller.current?.scrollTo({ top: 0 });
    shownQuery.current = query;
  }, [query, scroller]);

  // New rows do not push others away from under the pointer or the selection.
  const isResting = selection.ids.size > 0;
  useEffect(() => {
    if (hasNews && !isResting && (scroller.current?.scrollTop ?? 0) === 0) void history.reload();
  }, [hasNews, isResting, scroller, history]);

  function showNewest() {
    scroller.current?.scrollTo({ top: 0 });
    void history.reload();
  }

  return (
    <div className="relative flex min-h-44 min-w-0 flex-1 flex-col">
      <GridView
        grid={grid}
        label={t('history.title')}
        rowCount={total ?? -1}
        row={(id, place) => <HistoryRow key={id} id={id} {...place} />}
      >
        {total === 0 && (
          <div className="absolute inset-x-0 top-12 flex flex-col items-center gap-3 text-center text-soft">
            <p>{t('history.noneFound')}</p>
            <Button size="small" onClick={() => void history.find(everything)}>
              {t('history.showAll')}
            </Button>
          </div>
        )}
      </GridView>
      {hasNews && (
        <div className="pointer-events-none absolute inset-x-0 top-3 flex justify-center">
          <Button size="small" className="pointer-events-auto shadow-float" onClick={showNewest}>
            <ArrowUp aria-hidden="true" size={14} />
            {t('history.showNewest')}
          </Button>
        </div>
      )}
    </div>
  );
}
