import { Copy, RefreshCw, Trash2 } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist, useLibrary } from '../../store/hoist.ts';
import { selectedIn } from '../../store/selection.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useFound } from './use-found.ts';

/** Search, how many files there are, and what can be done with the selected ones. */
export function LibraryToolbar() {
  const { t } = useTexts();
  const { library } = useHoist();
  const search = useLibrary((state) => state.search);
  const selection = useLibrary((state) => state.selection);
  const isLoading = useLibrary((state) => state.isLoading);
  const selected = selectedIn(selection, useFound());
  const count = selected.length;
  return (
    <div className="shrink-0 space-y-2 px-4 pt-3 pb-2">
      <div className="flex items-center gap-2">
        <SearchField label={t('library.search')} value={search} onSearch={library.setSearch} />
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

/** How far the search has come: the server cannot be asked for names, so only what has been listed is looked through. */
function Extent() {
  const { t } = useTexts();
  const { library } = useHoist();
  const search = useLibrary((state) => state.search.trim());
  const known = useLibrary((state) => state.ids.length);
  const total = useLibrary((state) => state.total) ?? 0;
  const hasMore = useLibrary((state) => state.nextPage !== null);
  const isLooking = useLibrary((state) => state.isLookingThrough && state.nextPage !== null);
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
        <Button
          look="accent"
          size="small"
          onClick={() => (isLooking ? library.stopLooking() : void library.lookThrough())}
        >
          {isLooking ? t('library.stopLooking') : t('library.lookThrough')}
        </Button>
      )}
    </div>
  );
}
