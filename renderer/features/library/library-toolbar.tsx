import { Copy, RefreshCw, Trash2 } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { selectedIn } from '../../ui/grid/selection.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';
import { useFound } from './use-found.ts';
import { useLibraryActions } from './use-library-actions.ts';

/** Search, the number of files, and the actions. */
export function LibraryToolbar() {
  const { t } = useTexts();
  const { platform } = useApi();
  const { setSearch } = useStores().library;
  const library = useLibraryActions();
  const search = useHoist(({ library }) => library.search);
  const selection = useHoist(({ library }) => library.selection);
  const isLoading = useHoist(({ library }) => library.isLoading);
  const selected = selectedIn(selection, useFound());
  const count = selected.length;
  return (
    <div className="shrink-0 space-y-2 px-4 pt-3 pb-2">
      <div className="flex items-center gap-2">
        <SearchField label={t('library.search')} value={search} onSearch={setSearch} platform={platform} />
        <Button disabled={isLoading} onClick={() => void library.reload()}>
          <RefreshCw aria-hidden="true" size={14} />
          {t('library.refresh')}
        </Button>
      </div>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4">
        <Extent />
        <div className="flex gap-0.5">
          <Button
            look="quiet"
            size="small"
            disabled={count === 0}
            onClick={() => void library.copyIds(selected)}
          >
            <Copy aria-hidden="true" size={14} />
            {count > 0 ? t('list.copySelected', { count }) : t('history.copy')}
          </Button>
          <Button
            look="quiet"
            size="small"
            disabled={count === 0}
            onClick={() => void library.remove(selected)}
          >
            <Trash2 aria-hidden="true" size={14} />
            {count > 0 ? t('library.deleteSelected', { count }) : t('library.delete')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** How much the search covers: the server has no search by name, so only loaded pages are searched. */
function Extent() {
  const { t } = useTexts();
  const { stopLooking } = useStores().library;
  const { lookThrough } = useLibraryActions();
  const search = useHoist(({ library }) => library.search.trim());
  const known = useHoist(({ library }) => library.ids.length);
  const total = useHoist(({ library }) => library.total) ?? 0;
  const hasMore = useHoist(({ library }) => library.nextPage !== null);
  const isLooking = useHoist(({ library }) => library.isLookingThrough && library.nextPage !== null);
  const found = useFound().length;
  if (search === '') {
    return (
      <p role="status" className="pl-2 text-sm text-soft tabular-nums">
        {t('history.count', { count: total })}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-2 pl-2 text-sm text-soft">
      <p role="status" className="tabular-nums">
        {hasMore
          ? t('library.foundSoFar', { count: found, known, total })
          : t('library.found', { count: found })}
      </p>
      {hasMore && (
        <Button look="accent" size="small" onClick={() => (isLooking ? stopLooking() : void lookThrough())}>
          {isLooking ? t('library.stopLooking') : t('library.lookThrough')}
        </Button>
      )}
    </div>
  );
}
