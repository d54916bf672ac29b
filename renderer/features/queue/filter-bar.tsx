import { useTexts } from '../../i18n/use-texts.ts';
import { countsOf, filterCounts, filters } from '../../store/filter.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';
import { FilterTabs } from '../../ui/filter-tabs.tsx';
import { useFoundIds } from './use-visible-ids.ts';

/** "Not sent" comes last and only when there is something in it, so that the others never move. */
export function FilterBar() {
  const { t, format } = useTexts();
  const { view } = useHoist();
  const current = useView((state) => state.filter);
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
      onChoice={view.setFilter}
    />
  );
}

/** Of all rows, or of those that the search finds. */
function useCounts() {
  const { queue } = useHoist();
  const isSearching = useView(({ search }) => search !== '');
  const found = useFoundIds();
  const tally = useQueue((state) => state.tally);
  return isSearching ? countsOf(found, queue.getState().rows) : filterCounts(tally);
}
