import { useTexts } from '../../i18n/use-texts.ts';
import { FilterTabs } from '../../ui/filter-tabs.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { countsOf, type Filter, filterCounts, filters } from './filter.ts';
import { useFoundIds } from './use-visible-ids.ts';

/** The last two only show when they have rows, so that the others never move. */
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
        .filter((filter) => !isOccasional(filter) || counts[filter] > 0 || current === filter)
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

const isOccasional = (filter: Filter) => filter === 'undecided' || filter === 'notSent';

/** @returns the counts of all rows, or of the rows that match the search */
function useCounts() {
  const { queue } = useStores();
  const isSearching = useHoist(({ queueView: { search } }) => search !== '');
  const found = useFoundIds();
  const counts = useHoist(({ queue }) => queue.counts);
  return isSearching ? countsOf(found, queue.getState().rows) : filterCounts(counts);
}
