import { useTexts } from '../../i18n/use-texts.ts';
import { FilterTabs } from '../../ui/filter-tabs.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { countsOf, filterCounts, filters } from './filter.ts';
import { useFoundIds } from './use-visible-ids.ts';

/** "Not sent" is last and only shows when it has rows, so that the others never move. */
export function FilterBar() {
  const { t, format } = useTexts();
  const { queueView } = useStores();
  const current = useHoist(({ queueView }) => queueView.filter);
  const counts = useCounts();
  return (
    <FilterTabs
      label={t('filter.label')}
      value={current}
      options={filters
        .filter((filter) => filter !== 'notSent' || counts.notSent > 0 || current === 'notSent')
        .map((filter) => ({
          value: filter,
          label: (
            <>
              {t(`filter.${filter}`)}{' '}
              <span className="font-normal text-soft tabular-nums">{format.count(counts[filter])}</span>
            </>
          ),
        }))}
      onChoice={queueView.setFilter}
    />
  );
}

/** @returns the counts of all rows, or of the rows that match the search */
function useCounts() {
  const { queue } = useStores();
  const isSearching = useHoist(({ queueView: { search } }) => search !== '');
  const found = useFoundIds();
  const counts = useHoist(({ queue }) => queue.counts);
  return isSearching ? countsOf(found, queue.getState().rows) : filterCounts(counts);
}
