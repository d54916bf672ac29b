import { useWords } from '../../locales/use-words.ts';
import { filterCounts, filters } from '../../store/filter.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';

/** "Not sent" comes last and only when there is something in it, so that the others never move. */
export function FilterBar() {
  const { t, format } = useWords();
  const { view } = useHoist();
  const current = useView((state) => state.filter);
  const counts = filterCounts(useQueue((state) => state.tally));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div role="group" aria-label={t('filter.label')} className="flex flex-wrap gap-x-0.5">
      {filters
        .filter((filter) => filter !== 'notSent' || counts.notSent > 0 || current === 'notSent')
        .map((filter) => (
          <button
            key={filter}
            type="button"
            aria-pressed={filter === current}
            onClick={() => view.setFilter(filter)}
            className="flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-soft hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
          >
            {t(`filter.${filter}`)}{' '}
            <span className="font-normal text-soft tabular-nums">{format.count(counts[filter])}</span>
          </button>
        ))}
    </div>
  );
}
