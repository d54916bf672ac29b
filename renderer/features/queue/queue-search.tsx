import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist, useView } from '../../store/hoist.ts';
import { SearchField } from '../../ui/search-field.tsx';

export function QueueSearch() {
  const { t } = useTexts();
  const { view } = useHoist();
  const search = useView((state) => state.search);
  return <SearchField label={t('list.search')} value={search} onSearch={view.setSearch} />;
}
