import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { GridView } from '../../ui/grid/grid-view.tsx';
import { useGrid } from '../../ui/grid/use-grid.ts';
import { useLoadMore } from '../../ui/grid/use-load-more.ts';
import { problemText } from '../shared/reading/problem-text.ts';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';
import { LibraryRow } from './library-row.tsx';
import { useFound } from './use-found.ts';
import { useLibraryActions } from './use-library-actions.ts';

const nothing = async () => {};

/**
 * Loads pages while the person scrolls. During a search or after a failure, a page loads only on request, since each
 * is a call to the server.
 */
export function LibraryList() {
  const texts = useTexts();
  const { t } = texts;
  const { platform } = useApi();
  const { setSelection } = useStores().library;
  const library = useLibraryActions();
  const visible = useFound();
  const search = useHoist(({ library }) => library.search.trim());
  const selection = useHoist(({ library }) => library.selection);
  const total = useHoist(({ library }) => library.total) ?? -1;
  const problem = useHoist(({ library }) => library.problem);
  const grid = useGrid({
    visible,
    selection,
    setSelection,
    platform,
    discard: (ids) => void library.remove(ids),
    open: (id) => void library.open(id),
  });
  useLoadMore(grid, search === '' && problem === null ? library.more : nothing);
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <GridView
        grid={grid}
        label={t('library.title')}
        rowCount={search === '' ? total : visible.length}
        row={(id, place) => <LibraryRow key={id} id={id} {...place} />}
      >
        {visible.length === 0 && search !== '' && (
          <p className="absolute inset-x-0 top-12 text-center text-soft">{t('history.noneFound')}</p>
        )}
      </GridView>
      {problem && (
        <div className="flex min-h-10 shrink-0 items-center gap-3 border-t border-line bg-wait-soft py-1 pr-4 pl-6">
          <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{problemText(problem, texts)}</p>
          <Button size="small" onClick={() => void library.more()}>
            {t('library.tryAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}
