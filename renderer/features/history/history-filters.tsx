import type { HistoryPeriod } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useApi, useHoist } from '../shared/state/hoist.ts';
import { useHistoryActions } from './use-history-actions.ts';

const periods: readonly HistoryPeriod[] = ['any', 'today', 'week', 'month'];

/** The filters besides the outcome. */
export function HistoryFilters() {
  const { t } = useTexts();
  const { platform } = useApi();
  const history = useHistoryActions();
  const query = useHoist(({ history }) => history.query);
  const folders = useHoist(({ folders }) => folders) ?? [];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label={t('history.search')}
        value={query.search}
        platform={platform}
        onSearch={(search) => void history.find({ search })}
      />
      <Select
        className="max-w-44 min-w-0"
        aria-label={t('history.period.label')}
        value={query.period}
        options={periods.map((value) => ({ value, label: t(`history.period.${value}`) }))}
        onChoice={(period) => void history.find({ period })}
      />
      <Select
        className="max-w-44 min-w-0"
        aria-label={t('history.from.label')}
        value={query.from}
        options={[
          { value: 'anywhere', label: t('history.from.anywhere') },
          { value: 'person', label: t('history.from.person') },
          ...folders.map(({ id, name }) => ({ value: id, label: visibleName(name) })),
        ]}
        onChoice={(from) => void history.find({ from })}
      />
    </div>
  );
}
