import { useWords } from '../../locales/use-words.ts';
import { filterCounts, filters } from '../../store/filter.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';
import { FilterTabs } from '../../ui/filter-tabs.tsx';

/** "Not sent" comes last and only when there is something in it, so that the others never move. */
export function FilterBar() {
  const { t, format } = useWords();
  const { view } = useHoist();
  const current = useView((state) => state.filter);
  const counts = filterCounts(useQueue((state) => state.tally));
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
